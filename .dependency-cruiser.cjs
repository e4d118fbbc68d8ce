/**
 * Who may import whom, so that a rule of law can be read without a platform and a surface without a ledger.
 * Imports of types count too: a type that crosses a border ties the two sides together as well.
 */

/** Says that a folder imports, of our own sources, nothing but `allowed`, itself, and the shape of an answer. */
const only = (name, folder, allowed, comment) => ({
	name,
	comment,
	severity: 'error',
	from: { path: `^src/${folder}/` },
	to: { path: '^src/', pathNot: ['^src/result\\.ts$', ...[folder, ...allowed].map((other) => `^src/${other}/`)] },
});

const law = ['policy', 'evidence'];
const desk = [...law, 'cases'];

module.exports = {
	forbidden: [
		{
			name: 'an-answer-is-a-shape',
			comment:
				'Yes and no look the same in the rules and in the primitives, which know nothing of each other: so this knows neither.',
			severity: 'error',
			from: { path: '^src/result\\.ts$' },
			to: {},
		},
		only(
			'policy-stands-alone',
			'policy',
			[],
			'The guidelines as tables and pure functions: a lawyer can read them with nothing else open.',
		),
		only(
			'evidence-stands-alone',
			'evidence',
			[],
			'Digests, seals and signatures are checked by others with stock tools: they know nothing of cases.',
		),
		only(
			'cases-know-the-law',
			'cases',
			law,
			'A case is decided by policy and proved by evidence, wherever and however it is shown.',
		),
		only(
			'preservation-knows-cases',
			'preservation',
			desk,
			'Capture, hold and purge run the same over any workspace: they declare ports, platform implements them.',
		),
		only(
			'production-knows-cases',
			'production',
			desk,
			'The package builder also runs offline, on a lawyer’s machine, without Rocket.Chat.',
		),
		only('letters-know-cases', 'letters', desk, 'A letter is text from facts of a case; how it is sent is not its matter.'),
		{
			name: 'engine-at-the-edge',
			comment: 'Only the outer folders touch the Apps-Engine: the rest is tested without it and survives a change of it.',
			severity: 'error',
			from: { path: '^src/', pathNot: ['^src/(platform|surfaces|jobs)/', '^src/LegalDeskApp\\.ts$'] },
			to: { path: ['@rocket\\.chat/', 'node_modules/apps-engine-server/'] },
		},
		{
			name: 'surfaces-are-entered-by-the-app',
			comment: 'What people see is entered only by the wiring, so that every action takes the same road in.',
			severity: 'error',
			from: { path: '^src/', pathNot: ['^src/surfaces/', '^src/LegalDeskApp\\.ts$'] },
			to: { path: '^src/surfaces/' },
		},
		{
			name: 'jobs-are-entered-by-the-app',
			comment: 'Jobs are registered by the wiring and run by the scheduler; who needs one done asks the scheduler’s port.',
			severity: 'error',
			from: { path: '^src/', pathNot: ['^src/jobs/', '^src/LegalDeskApp\\.ts$'] },
			to: { path: '^src/jobs/' },
		},
		{
			name: 'app-is-the-root',
			comment: 'The wiring knows every part; no part knows the wiring.',
			severity: 'error',
			from: { path: '^src/' },
			to: { path: '^src/LegalDeskApp\\.ts$' },
		},
		{
			name: 'app-is-its-own',
			comment:
				'What goes into the bundle lies in src: the app never knows that it runs in a workbench, a test or a bench, or under stress.',
			severity: 'error',
			from: { path: '^src/' },
			to: { path: '^(workbench|test|bench|stress|scripts)/' },
		},
		{
			name: 'workbench-knows-no-app',
			comment: 'The workbench is given a zip. It runs any app, and nothing of ours can be bent to make a test pass.',
			severity: 'error',
			from: { path: '^workbench/' },
			to: { path: '^(src|test|bench|stress|scripts)/' },
		},
		{
			name: 'few-libraries-in-the-app',
			comment:
				'What is bundled runs on other people’s servers beside their messages: each library is chosen, named here and kept few.',
			severity: 'error',
			from: { path: '^src/' },
			to: {
				path: '(^|/)node_modules/',
				pathNot: '(^|/)node_modules/(@rocket\\.chat/(apps-engine|ui-kit)|zod|@date-fns/utc|date-fns|pkijs|asn1js|fflate)(/|$)',
			},
		},
		{
			name: 'no-cycles',
			comment: 'Of two files that import each other neither can be read, tested or loaded first.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'nothing-unresolved',
			comment: 'An import that leads nowhere escapes every rule above.',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: ['^node_modules/.*/node_modules/'] },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
	},
};
