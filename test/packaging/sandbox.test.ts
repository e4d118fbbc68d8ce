import { copyFixtureApp, edit, packageFixture, runScript } from './fixtureApp';

/** Packages the fixture with one line of it changed, and loads the zip in the restricted process. */
async function loadWith(statement: string) {
	const folder = copyFixtureApp();
	edit(folder, 'src/FixtureApp.ts', 'export class', `${statement}\n\nexport class`);
	const { zip, output } = await packageFixture(folder);
	expect(output).toContain('SHA-256');
	return runScript('scripts/check-sandbox.mjs', [zip]);
}

describe('the second sandbox', () => {
	it('loads and constructs an app', async () => {
		const { exitCode, output } = await loadWith('');
		expect(output).toBe('The sandbox loads FixtureApp: Packaging Fixture 1.2.3\n');
		expect(exitCode).toBe(0);
	});

	const failures: [what: string, statement: string, reason: RegExp][] = [
		['reads another file', "require('fs').readFileSync('/etc/hostname');", /Access to this API has been restricted/],
		['writes a file', "require('fs').writeFileSync('written', '');", /Access to this API has been restricted/],
		[
			'asks for a module at run time that is not on the list',
			"require(['child', 'process'].join('_'));",
			/Module child_process is not allowed/,
		],
		['breaks while it loads', "throw new Error('broken at load');", /broken at load/],
		[
			'exports something else at run time',
			'setImmediate(() => undefined); module.exports = { one: 1, two: 2 };',
			/must export one class/,
		],
	];

	it.each(failures)('fails an app that %s', async (_what, statement, reason) => {
		const { exitCode, output } = await loadWith(statement);
		expect(output).toMatch(reason);
		expect(exitCode).toBe(1);
	});
});
