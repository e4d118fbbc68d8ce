import { copyFixtureApp, edit, packageEach, runScript } from './fixtureApp';

/** A copy of the fixture with a statement before its class. */
function copyWith(statement: string): string {
	const folder = copyFixtureApp();
	edit(folder, 'src/FixtureApp.ts', 'export class', `${statement}\n\nexport class`);
	return folder;
}

describe('the second sandbox', () => {
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

	const readsItsTexts =
		"if (Object.entries(de).join() !== 'name,Verpackungsprobe' || 'other' in de) throw new Error('lost its texts');";

	/** Packaged app by the statement that was put into it. */
	const zips = new Map<string, string>();
	beforeAll(async () => {
		const statements = ['', readsItsTexts, ...failures.map(([, statement]) => statement)];
		for (const [index, { fault, zip }] of (await packageEach(statements.map(copyWith))).entries()) {
			if (fault) throw new Error(fault);
			zips.set(statements[index]!, zip);
		}
	});

	/** Loads the app with this statement in the restricted process. */
	const loadWith = (statement: string) => runScript('scripts/check-sandbox.mjs', [zips.get(statement)!]);

	it('loads and constructs an app', async () => {
		const { exitCode, output } = await loadWith('');
		expect(output).toBe('The sandbox loads FixtureApp: Packaging Fixture 1.2.3\n');
		expect(exitCode).toBe(0);
	});

	it('loads an app that reads the texts in its bundle as it loads', async () => {
		const { exitCode, output } = await loadWith(readsItsTexts);
		expect(output).toContain('The sandbox loads FixtureApp');
		expect(exitCode).toBe(0);
	});

	it.each(failures)('fails an app that %s', async (_what, statement, reason) => {
		const { exitCode, output } = await loadWith(statement);
		expect(output).toMatch(reason);
		expect(exitCode).toBe(1);
	});
});
