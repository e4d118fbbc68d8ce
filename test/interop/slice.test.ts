import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { join, relative } from 'path';

import { makeFolder, requireTools, run } from './tools';
import { verifyPackage } from '../../src/production';
import { preserve, produce, startDesk, SUBJECT, type TestDesk } from '../engine/support/desk';

jest.setTimeout(120_000);

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

/** One bit in the middle; an empty file, which has none, gets a byte. */
function flipBit(original: Buffer): Buffer {
	const changed = original.length === 0 ? Buffer.alloc(1) : Buffer.from(original);
	const at = Math.floor(changed.length / 2);
	changed[at] = (changed[at] ?? 0) ^ 1;
	return changed;
}

describe('a package as it leaves the legal channel', () => {
	let desk: TestDesk;
	let folder: string;
	let bag: string;
	let reference: string;

	beforeAll(async () => {
		requireTools('openssl', 'python3', 'sha256sum', 'unzip');
		desk = await startDesk();
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
			.join('\n');
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
			writeFileSync(file, flipBit(original));
			expect({ name, ...verify(bag) }).not.toEqual({ name, manifest: true, tagManifest: true, signature: true });
			writeFileSync(file, original);
		}
		expect(verify(bag)).toEqual({ manifest: true, tagManifest: true, signature: true });
	});

	it('betrays an added file to the desk’s own check, which sha256sum does not', async () => {
		const files = new Map(
			listFiles(bag).map((name) => [relative(bag, join(bag, name)), new Uint8Array(readFileSync(join(bag, name)))]),
		);
		expect((await verifyPackage(files)).intact).toBe(true);
		files.set('data/added.txt', new Uint8Array([1]));
		expect((await verifyPackage(files)).intact).toBe(false);
	});
});
