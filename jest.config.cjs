const transform = {
	'^.+\\.ts$': ['ts-jest', { diagnostics: false, tsconfig: { module: 'commonjs', moduleResolution: 'node10', target: 'es2022', esModuleInterop: true, resolveJsonModule: true, isolatedModules: true, ignoreDeprecations: '5.0' } }],
};

/** Types are checked once, by tsc, in the same command; here ts-jest only translates. */
const project = (displayName, ...roots) => ({
	displayName,
	roots: roots.map((root) => `<rootDir>/${root}`),
	testMatch: ['**/*.test.ts'],
	transform,
	testEnvironment: 'node',
});

module.exports = {
	projects: [
		{
			...project('unit', 'test'),
			testPathIgnorePatterns: ['<rootDir>/test/(engine|interop|browser)/'],
		},
		project('workbench', 'workbench'),
		project('engine', 'test/engine'),
		project('interop', 'test/interop'),
	],
};
