import rocketChat from '@rocket.chat/eslint-config';

const namingRule = '@typescript-eslint/naming-convention';
const [severity, ...namings] = rocketChat.find((block) => Array.isArray(block.rules?.[namingRule])).rules[namingRule];

/** Rocket.Chat's own rules, and as few of ours as do: each says why it is there. */
export default [
	{ name: 'legal-desk/generated', ignores: ['.build/', '.engine/', '.workbench/'] },
	...rocketChat,
	{
		name: 'legal-desk/all',
		rules: {
			// `npm run format` checks the same files, and others, by the same Prettier: once is enough
			'prettier/prettier': 'off',
		},
	},
	{
		name: 'legal-desk/typescript',
		files: ['**/*.ts', '**/*.tsx'],
		ignores: ['**/*.d.ts'],
		rules: {
			// A prefix I tells ports and records of the platform from ours, which are named for what they are
			[namingRule]: [
				severity,
				...namings.map((naming) =>
					naming.selector === 'interface' ? { ...naming, custom: { regex: '^I[A-Z]', match: false } } : naming,
				),
			],
		},
	},
	{
		name: 'legal-desk/scripts',
		files: ['**/*.mjs', '**/*.cjs'],
		rules: {
			// A script reads from what it does down to how; TypeScript files may do so in Rocket.Chat's rules already
			'no-use-before-define': ['error', { functions: false, classes: true, variables: true }],
		},
	},
	{
		name: 'legal-desk/untyped-engine',
		files: ['workbench/engine/**/*.ts'],
		rules: {
			// The genuine engine is staged at run time and has no types here: all that comes out of it is `any`
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
		},
	},
	{
		name: 'legal-desk/tests',
		files: ['test/**/*.ts', 'workbench/**/*.test.ts'],
		rules: {
			// In a test, a value that is not there fails the test, as it should
			'@typescript-eslint/no-non-null-assertion': 'off',
		},
	},
	{
		name: 'legal-desk/seed-texts',
		files: ['workbench/seed/**'],
		rules: {
			// What people write holds joined emoji and right-to-left words, and the workspace's texts are there to hold them too
			'anti-trojan-source/no-bidi': 'off',
		},
	},
];
