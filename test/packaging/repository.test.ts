import { readFileSync } from 'node:fs';
import path from 'node:path';

import { root, runScript } from './fixtureApp';

const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

describe('the repository', () => {
	it('locks packages by version and hash, from no particular host', () => {
		expect(read('package-lock.json')).toContain('"integrity": "sha512-');
		expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
	});

	it('states one version in package and manifest', () => {
		expect(JSON.parse(read('app.json')).version).toBe(JSON.parse(read('package.json')).version);
	});

	it('names the stages when asked for one that is not there', async () => {
		const { exitCode, output } = await runScript('scripts/test.mjs', ['unti']);
		expect(output).toMatch(/There is no stage unti\. The stages are: lint, format, types, boundaries, package, unit, /);
		expect(exitCode).toBe(1);
	});
});
