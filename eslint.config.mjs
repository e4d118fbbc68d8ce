import rocketChat from '@rocket.chat/eslint-config';
import globals from 'globals';

const namingRule = '@typescript-eslint/naming-convention';
const [severity, ...namings] = rocketChat.find((block) => Array.isArray(block.rules?.[namingRule])).rules[namingRule];
const ruleNames = [...new Set(rocketChat.flatMap((block) => Object.keys(block.rules ?? {})))];
const turnOff = (...plugins) =>
	Object.fromEntries(ruleNames.filter((name) => plugins.includes(name.split('/')[0])).map((name) => [name, 'off']));

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
			[namingRule]: [
				severity,
				// A prefix I tells records of the platform from ours, which are named for what they are
				...namings.map((naming) =>
					naming.selector === 'interface' ? { ...naming, custom: { regex: '^I[A-Z]', match: false } } : naming,
				),
				// What is taken out of somebody else's document keeps the name it has there
				{ selector: ['variable', 'parameter'], modifiers: ['destructured'], format: null },
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
		name: 'legal-desk/viewer',
		files: ['src/production/viewer/page/*.js'],
		languageOptions: { sourceType: 'script', globals: globals.browser },
		rules: {
			// A script as a browser reads it, and as a recipient does: from top to bottom, in one file
			'strict': 'off',
			'curly': 'off',
			'no-use-before-define': ['error', { functions: false, classes: true, variables: true }],
			'no-nested-ternary': 'off',
			'no-await-in-loop': 'off',
		},
	},
	{
		name: 'legal-desk/workbench',
		files: ['workbench/**/*.ts', 'workbench/**/*.tsx'],
		rules: {
			// The genuine engine is staged at run time without types, and documents pass through as apps and clients send them: both are `any`
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
		},
	},
	{
		name: 'legal-desk/without-react',
		files: ['**/*.ts', '**/*.mjs', '**/*.cjs', '**/*.js'],
		ignores: ['workbench/client/**'],
		// React is in the page alone; looking for it everywhere takes time and finds nothing
		rules: turnOff('react', 'react-hooks', 'jsx-a11y'),
	},
	{
		name: 'legal-desk/page',
		files: ['workbench/client/**/*.tsx'],
		rules: {
			// A surface and the parts that only it is made of are read together
			'react/no-multi-comp': 'off',
			// What scrolls is reached by the keyboard too, which axe asks for
			'jsx-a11y/no-noninteractive-tabindex': 'off',
			// TypeScript checks them
			'react/prop-types': 'off',
		},
	},
	{
		name: 'legal-desk/tests',
		files: ['test/**/*.ts', 'workbench/**/*.test.ts'],
		rules: {
			// In a test, a value that is not there fails the test, as it should
			'@typescript-eslint/no-non-null-assertion': 'off',
			// No test here uses Testing Library; the Apps-Engine's asynchronous getById looks like its synchronous queries
			...turnOff('testing-library'),
		},
	},
	{
		name: 'legal-desk/texts-of-people',
		files: ['workbench/seed/**', '**/*.test.ts', 'test/engine/support/nasty.ts'],
		rules: {
			// What people write holds joined emoji and right-to-left words; the workspace's texts and the tests hold them too
			'anti-trojan-source/no-bidi': 'off',
		},
	},
];
