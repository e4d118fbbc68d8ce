import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { copyFixtureApp, edit, packageEach, packageFixture, readZip } from './fixtureApp';

const classFile = 'src/FixtureApp.ts';

describe('the packaged app', () => {
	let packaged: Awaited<ReturnType<typeof packageFixture>>;
	let files: Record<string, string>;
	beforeAll(async () => {
		packaged = await packageFixture(copyFixtureApp(), { TZ: 'Asia/Kolkata' });
		files = readZip(readFileSync(packaged.zip));
	});

	it('has the same bytes from two folders, in two time zones', async () => {
		const other = await packageFixture(copyFixtureApp(), { TZ: 'America/Anchorage' });
		expect(packaged.output).toContain('SHA-256');
		expect(readFileSync(packaged.zip).equals(readFileSync(other.zip))).toBe(true);
	});

	it('holds one class file, manifest, translations, icon and licences, in order of name', () => {
		expect(Object.keys(files)).toEqual(['FixtureApp.js', 'LICENSES.txt', 'app.json', 'i18n/de.json', 'i18n/en.json', 'icon.png']);
		expect(JSON.parse(files['app.json']!)).toMatchObject({
			classFile: 'FixtureApp.js',
			implements: ['IUIKitInteractionHandler'],
		});
	});

	it('carries the licences of what is bundled, and no path of the machine', () => {
		expect(files['LICENSES.txt']).toMatch(/^fflate [\d.]+ \(MIT\)$/m);
		expect(files['LICENSES.txt']).toMatch(/^zod [\d.]+ \(MIT\)$/m);
		expect(Object.values(files).join()).not.toMatch(/node_modules|\/tmp\//);
	});

	it('names built-in modules as every version of the sandbox knows them', () => {
		expect(files['FixtureApp.js']).toContain('require("crypto")');
		expect(files['FixtureApp.js']).not.toContain('"node:');
	});

	it('carries the texts it imports deflated', () => {
		expect(files['i18n/de.json']).toContain('Verpackungsprobe');
		expect(files['FixtureApp.js']?.includes('inflateRawSync')).toBe(true);
		expect(files['FixtureApp.js']?.includes('Verpackungsprobe')).toBe(false);
	});

	it('leaves out the classes of pkijs that it does not use', async () => {
		const app = copyFixtureApp();
		edit(
			app,
			classFile,
			"import { gzipSync } from 'fflate';",
			"import { gzipSync } from 'fflate';\nimport { AlgorithmIdentifier } from 'pkijs';",
		);
		edit(app, classFile, '.info(describeProcess(digest)', '.info(AlgorithmIdentifier.CLASS_NAME, describeProcess(digest)');
		const { zip, output } = await packageFixture(app);
		const names = readZip(readFileSync(zip))['FixtureApp.js']?.match(/(?<=CLASS_NAME=")\w+/g);
		expect([names, output]).toEqual([expect.arrayContaining(['AlgorithmIdentifier']), expect.stringContaining('SHA-256')]);
		expect(names).not.toContain('PFX');
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
	const packaged = new Map<string, { fault: string | null; zip: string }>();
	beforeAll(async () => {
		const folders = faults.map(([, file, text, replacement]) => {
			const folder = copyFixtureApp();
			edit(folder, file, text, replacement);
			return folder;
		});
		(await packageEach(folders)).forEach((outcome, index) => packaged.set(faults[index]![0], outcome));
	});

	it.each(faults)('refuses %s', (name, _file, _text, _replacement, sentence) => {
		const { fault, zip } = packaged.get(name)!;
		expect(fault).toMatch(sentence);
		expect(existsSync(zip)).toBe(false);
	});

	it('says what is wrong, fails as a command and writes no zip', async () => {
		const folder = copyFixtureApp();
		edit(folder, 'app.json', '"id"', '"name2"');
		const { exitCode, output, zip } = await packageFixture(folder);
		expect(output).toBe('app.json lacks id.\n');
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
