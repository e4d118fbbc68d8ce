import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { copyFixtureApp, edit, packageFixture, readZip } from './fixtureApp';

const classFile = 'src/FixtureApp.ts';

describe('the packaged app', () => {
	it('has the same bytes from two folders, in two time zones', async () => {
		const one = await packageFixture(copyFixtureApp(), { TZ: 'Asia/Kolkata' });
		const other = await packageFixture(copyFixtureApp(), { TZ: 'America/Anchorage' });
		expect(one.output).toContain('SHA-256');
		expect(readFileSync(one.zip).equals(readFileSync(other.zip))).toBe(true);
	});

	it('holds one class file, manifest, translations, icon and licences, in order of name', async () => {
		const { zip } = await packageFixture(copyFixtureApp());
		const files = readZip(readFileSync(zip));
		expect(Object.keys(files)).toEqual(['FixtureApp.js', 'LICENSES.txt', 'app.json', 'i18n/de.json', 'i18n/en.json', 'icon.png']);
		expect(JSON.parse(files['app.json']!)).toMatchObject({
			classFile: 'FixtureApp.js',
			implements: ['IUIKitInteractionHandler'],
		});
	});

	it('carries the licences of what is bundled, and no path of the machine', async () => {
		const folder = copyFixtureApp();
		const { zip } = await packageFixture(folder);
		const files = readZip(readFileSync(zip));
		expect(files['LICENSES.txt']).toMatch(/^fflate [\d.]+ \(MIT\)$/m);
		expect(files['LICENSES.txt']).toMatch(/^zod [\d.]+ \(MIT\)$/m);
		expect(Object.values(files).join()).not.toMatch(/node_modules|\/tmp\//);
	});

	it('names built-in modules as every version of the sandbox knows them', async () => {
		const { zip } = await packageFixture(copyFixtureApp());
		expect(readZip(readFileSync(zip))['FixtureApp.js']).toContain('require("crypto")');
		expect(readZip(readFileSync(zip))['FixtureApp.js']).not.toContain('"node:');
	});
});

/** Faults that the engine would meet with silence, a rewritten bundle or a half-loaded app. */
const faults: [fault: string, file: string, text: string, replacement: string, sentence: RegExp][] = [
	[
		'a second export',
		classFile,
		'const submission',
		'export const submission',
		/must export one thing, the class FixtureApp; it exports/,
	],
	[
		'a class by another name',
		classFile,
		'class FixtureApp',
		'class OtherApp',
		/must export one thing, the class FixtureApp; it exports OtherApp/,
	],
	[
		'a module the sandbox refuses',
		classFile,
		"'node:crypto'",
		"'node:worker_threads'",
		/imports "worker_threads", which the app sandbox refuses/,
	],
	['a package that is not there', classFile, "'zod'", "'left-pad'", /FixtureApp\.ts:\d+: Could not resolve "left-pad"/],
	[
		'.usernames',
		classFile,
		'success: true',
		'success: !!({} as any).usernames',
		/contains "\.usernames" \(src\/FixtureApp\.ts\)/,
	],
	['.isOnline(', classFile, 'success: true', 'success: ({} as any).isOnline()', /contains "\.isOnline\("/],
	['.createToken(', classFile, 'success: true', 'success: ({} as any).createToken()', /contains "\.createToken\("/],
	['console', classFile, 'success: true', 'success: !console.log(text)', /FixtureApp\.ts uses a global .*console\.log\(text\)/],
	['Deno', classFile, 'success: true', 'success: !Deno', /FixtureApp\.ts uses a global .*!Deno/],
	['self', classFile, 'success: true', 'success: !self.name', /FixtureApp\.ts uses a global .*!self\.name/],
	['globalThis', classFile, 'success: true', 'success: !globalThis.name', /FixtureApp\.ts uses a global .*!globalThis\.name/],
	['the process', 'src/describeProcess.ts', '(process: string)', '()', /describeProcess\.ts uses a global .*\$\{process\}/],
	[
		'an unlisted handler',
		'app.json',
		'"IUIKitInteractionHandler"',
		'',
		/lists the interfaces \[\] .* implements \[IUIKitInteractionHandler\]/,
	],
	['a manifest without an id', 'app.json', '"id"', '"name2"', /app\.json lacks id/],
	[
		'more than one megabyte',
		classFile,
		'success: true',
		`success: '${'x'.repeat(1024 * 1024)}' !== text`,
		/has \d+ bytes; the limit is 1048576/,
	],
];

describe('the packager', () => {
	it.each(faults)('refuses %s', async (_fault, file, text, replacement, sentence) => {
		const folder = copyFixtureApp();
		edit(folder, file, text, replacement);
		const { exitCode, output, zip } = await packageFixture(folder);
		expect(output).toMatch(sentence);
		expect(exitCode).toBe(1);
		expect(existsSync(zip)).toBe(false);
	});

	it('says that there is no app where there is none', async () => {
		const { exitCode, output } = await packageFixture(path.join(copyFixtureApp(), 'src'));
		expect(output).toMatch(/There is no app\.json in /);
		expect(exitCode).toBe(1);
	});

	it('lists every fault at once', async () => {
		const folder = copyFixtureApp();
		writeFileSync(
			path.join(folder, 'src/describeProcess.ts'),
			'export const describeProcess = (text: string) => self.name + Deno.pid + text;\n',
		);
		const { output } = await packageFixture(folder);
		edit(folder, classFile, 'const submission', 'export const submission');
		expect(output).toMatch(/self\.name \+ Deno\.pid/);
		expect((await packageFixture(folder)).output).toMatch(/must export one thing[^]*self\.name/);
	});
});
