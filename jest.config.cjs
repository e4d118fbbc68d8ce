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

/** Tests of these projects start processes: a cold engine on a busy machine takes its time. */
const processTimeoutMs = 120_000;

const project = (displayName, root, settings = {}) => ({
	displayName,
	roots: [`<rootDir>/${root}`],
	testMatch: ['**/*.test.ts'],
	transform,
	testEnvironment: 'node',
	...settings,
});

module.exports = {
	maxWorkers: 2,
	projects: [
		project('unit', 'test', { testPathIgnorePatterns: ['<rootDir>/test/(packaging|engine|interop|browser)/'] }),
		project('packaging', 'test/packaging', { testTimeout: processTimeoutMs }),
		project('workbench', 'workbench', { testTimeout: processTimeoutMs }),
		project('engine', 'test/engine', { testTimeout: processTimeoutMs }),
		project('interop', 'test/interop', { testTimeout: processTimeoutMs }),
	],
};
