import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';

import { makeFolder, requireTools, run } from './tools';
import { preserve, produce, readChannel, startDesk, SUBJECT, type TestDesk } from '../engine/support/desk';

jest.setTimeout(120_000);

const ADD_TO_ZIP = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "a").write(sys.argv[2])';

/** As the README inside the package tells a reader on Linux to do it. */
function verify(bag: string): { manifest: boolean; tagManifest: boolean; signature: boolean } {
	const check = (manifest: string) => run('sha256sum', ['--strict', '--quiet', '-c', manifest], { cwd: bag }).status === 0;
	const cms = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'tagmanifest-sha256.txt.p7s'];
	const trust = [
		'-content',
		'tagmanifest-sha256.txt',
		'-CAfile',
		'signer.pem',
		'-no_check_time',
		'-out',
		join(bag, '..', 'checked'),
	];
	return {
		manifest: check('manifest-sha256.txt'),
		tagManifest: check('tagmanifest-sha256.txt'),
		signature: run('openssl', [...cms, ...trust], { cwd: bag }).status === 0,
	};
}

function listFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
}

/**
 * One bit, at a place between 0 and 1 of the file; an empty file, which has none, gets a byte. Of the signature it is one of
 * the signature's value: openssl passes over some bytes around it that say nothing of what was signed, by whom or when.
 */
function flipBit(original: Buffer, place: number): Buffer {
	const changed = original.length === 0 ? Buffer.alloc(1) : Buffer.from(original);
	const at = Math.min(Math.floor(changed.length * place), changed.length - 1);
	changed[at] = (changed[at] ?? 0) ^ 1;
	return changed;
}

describe('a package as it leaves the legal channel', () => {
	let desk: TestDesk;
	let folder: string;
	let bag: string;
	let reference: string;
	let announcement: string;

	beforeAll(async () => {
		requireTools('openssl', 'python3', 'sha256sum', 'unzip');
		desk = await startDesk();
		announcement = (await readChannel(desk.officer)).find((line) => line.includes('SHA-256 fingerprint')) ?? '';
		reference = await preserve(desk.officer);
		const { zip } = await produce(desk, reference);
		folder = makeFolder();
		writeFileSync(join(folder, 'package.zip'), zip);
		run('unzip', ['-q', 'package.zip'], { cwd: folder });
		bag = join(folder, `${reference}-P1`);
	});
	afterAll(async () => {
		await desk.bench.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	it('is accepted by unzip, by python and by the commands of its own README', () => {
		expect(run('unzip', ['-t', 'package.zip'], { cwd: folder }).status).toBe(0);
		expect(run('python3', ['-m', 'zipfile', '-t', 'package.zip'], { cwd: folder }).output).toContain('Done testing');
		expect(verify(bag)).toEqual({ manifest: true, tagManifest: true, signature: true });
		const readme = readFileSync(join(bag, 'README.txt'), 'utf8');
		expect(readme).toContain('sha256sum');
		expect(readme).toContain('openssl cms -verify');
		expect(readme).toContain('Get-FileHash');
	});

	it('shows the account, and in no byte what a subpoena does not reach', () => {
		const account = readFileSync(join(bag, 'data/account.txt'), 'utf8');
		expect(account).toContain(`@${SUBJECT}`);
		expect(account).toContain('maria.silva@people.example');
		const everything = listFiles(bag)
			.map((name) => readFileSync(join(bag, name), 'latin1'))
			.join('\n')
			// The guidelines name a room of their own, and are quoted.
			.replaceAll('such as the #general, #support', '');
		// Names of rooms that the subject belongs to in the workspace: memberships need a court order.
		for (const room of ['general', 'neighbours', 'memberships.ndjson']) {
			expect(everything).not.toContain(room);
		}
		expect(readFileSync(join(bag, 'data/withheld.txt'), 'utf8')).toContain('a subpoena does not');
	});

	it('betrays any changed byte of any file to the commands of its README', () => {
		for (const name of listFiles(bag)) {
			const file = join(bag, name);
			const original = readFileSync(file);
			writeFileSync(file, flipBit(original, name.endsWith('.p7s') ? 1 : 0.5));
			expect({ name, ...verify(bag) }).not.toEqual({ name, manifest: true, tagManifest: true, signature: true });
			writeFileSync(file, original);
		}
		expect(verify(bag)).toEqual({ manifest: true, tagManifest: true, signature: true });
	});

	it('is judged by the desk’s own command, which also finds an added file and a foreign signer', () => {
		const verifyByCommand = (...args: string[]) =>
			run(process.execPath, ['--import', 'tsx', 'scripts/verify-package.ts', join(folder, 'package.zip'), ...args], {
				cwd: join(__dirname, '../..'),
			});
		const fingerprint = /SHA-256 fingerprint: ([0-9A-F:]{95})\./.exec(announcement)?.[1] ?? '';
		const intact = verifyByCommand('--fingerprint', fingerprint);
		expect(intact.output).toContain('complete and unchanged, none added');
		expect(intact.output).toContain('This is the expected certificate.');
		expect(intact.status).toBe(0);
		expect(verifyByCommand('--fingerprint', '0'.repeat(64)).status).toBe(1);
		writeFileSync(join(bag, 'data/added.txt'), 'added');
		run('python3', ['-c', ADD_TO_ZIP, 'package.zip', `${reference}-P1/data/added.txt`], { cwd: folder });
		const added = verifyByCommand();
		expect(added.output).toContain('added      data/added.txt');
		expect(added.status).toBe(1);
	});
});
