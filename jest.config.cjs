const { existsSync } = require('node:fs');

/** Types are checked once, by tsc, in the same command; here ts-jest only translates. */
const transform = {
	'^.+\\.ts$': [
		'ts-jest',
		{
			diagnostics: false,
			tsconfig: {
				module: 'commonjs',
				moduleResolution: 'node10',
				target: 'es2022',
				esModuleInterop: true,
				resolveJsonModule: true,
				isolatedModules: true,
				ignoreDeprecations: '5.0',
			},
		},
	],
};

const patient = '<rootDir>/scripts/jest-timeout.cjs';

/** For projects in which people are shown the app's views. */
const showsViews = { setupFilesAfterEnv: [patient, '<rootDir>/test/checkEveryView.ts'] };

const project = (displayName, root, settings = {}) => ({
	displayName,
	roots: [`<rootDir>/${root}`],
	testMatch: ['**/*.test.ts'],
	transform,
	testEnvironment: 'node',
	setupFilesAfterEnv: [patient],
	...settings,
});

module.exports = {
	maxWorkers: 2,
	testSequencer: '<rootDir>/scripts/jest-sequencer.cjs',
	// Jest refuses to run anything when one root is not there
	projects: [
		project('unit', 'test', { testPathIgnorePatterns: ['<rootDir>/test/(packaging|engine|interop|browser|stress)/'] }),
		project('packaging', 'test/packaging'),
		project('workbench', 'workbench'),
		project('engine', 'test/engine', showsViews),
		project('stress', 'test/stress'),
		project('interop', 'test/interop'),
		project('browser', 'test/browser', showsViews),
	].filter(({ roots: [root] }) => existsSync(root.replace('<rootDir>', __dirname))),
};
