import { existsSync } from 'node:fs';

import { findChromium } from './find-chromium.cjs';

const node = (...args) => [process.execPath, ...args];
const jest = (project) => node('node_modules/jest/bin/jest.js', '--selectProjects', project);
const zipOut = 'dist/app-under-test.zip';

/** What `npm test` does, in this order: what fails fastest comes first. Each stage is one or more commands. */
export const stages = {
	lint: {
		title: 'Rocket.Chat’s lint rules',
		commands: [node('node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0')],
	},
	format: {
		title: 'Prettier',
		commands: [node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
	},
	types: {
		title: 'TypeScript',
		commands: ['tsconfig.json', 'workbench/client/tsconfig.json']
			.filter((file) => existsSync(file))
			.map((file) => node('node_modules/typescript/bin/tsc', '--noEmit', '-p', file)),
	},
	boundaries: {
		title: 'who imports whom',
		commands: [
			node(
				'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
				'--config',
				'.dependency-cruiser.cjs',
				...['src', 'workbench', 'test', 'bench', 'stress', 'scripts'].filter((folder) => existsSync(folder)),
			),
		],
	},
	package: {
		title: 'the app’s zip, and the second sandbox',
		commands: [node('scripts/package.mjs', '--out', zipOut), node('scripts/check-sandbox.mjs', zipOut), jest('packaging')],
	},
	unit: { title: 'rules, records and letters', commands: [jest('unit')] },
	workbench: { title: 'the workbench with probe apps', commands: [jest('workbench')] },
	engine: { title: 'the packaged app on the genuine engine', commands: [jest('engine')] },
	stress: { title: 'people, faults and time by a fixed seed', commands: [jest('stress')] },
	interop: { title: 'packages checked with openssl, unzip and python', commands: [jest('interop')] },
	...(canBrowse() ? { browser: { title: 'the workbench’s page', commands: [jest('browser')] } } : {}),
};

/** A machine without a browser tests what it can and says so; where changes are accepted, the lack of one is a failure. */
function canBrowse() {
	try {
		return Boolean(findChromium());
	} catch (fault) {
		if (process.env.CI !== 'true') {
			console.log(`Not tested here: the workbench’s page. ${fault.message}`);
		}
		return process.env.CI === 'true';
	}
}
