import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import { makeFolder, requireTools, run } from './tools';
import { preserve, startDesk, PASSPHRASE, type TestDesk } from '../engine/support/desk';
import { changeKeys, listPrivateKeys, listWrappedKeys, wrappedBytes } from '../engine/support/keys';
import { DIRECT, waitForFile } from '../engine/support/ledger';
import { openHeld } from '../engine/support/snapshot';

jest.setTimeout(120_000);

const OAEP = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256'].flatMap((option) => ['-pkeyopt', option]);

/** As docs/sealing.md tells the legal team to do it, with stock tools alone. */
describe('what the desk has sealed', () => {
	let desk: TestDesk;
	let folder: string;
	let reference: string;

	const unwrap = (key: string, pass: string, wrapped: string) =>
		run('openssl', ['pkeyutl', '-decrypt', ...OAEP, '-inkey', key, '-passin', pass, '-in', wrapped], { cwd: folder });

	beforeAll(async () => {
		requireTools('openssl', 'sha256sum', 'unzip');
		folder = makeFolder();
		desk = await startDesk();
		reference = await preserve(desk.officer);
		// Recovery: a key pair that openssl makes and that never comes to the server.
		const make = ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072', '-aes256', '-pass', `pass:${PASSPHRASE}`];
		run('openssl', [...make, '-out', 'recovery.key'], { cwd: folder });
		const certify = ['req', '-x509', '-new', '-key', 'recovery.key', '-passin', `pass:${PASSPHRASE}`, '-days', '3650'];
		const usage = ['-subj', '/CN=Recovery', '-addext', 'keyUsage=critical,keyEncipherment', '-out', 'recovery.pem'];
		run('openssl', [...certify, ...usage], { cwd: folder });
		// The desk's clock stands before the machine's, by which openssl dates the certificate.
		await desk.bench.operator.advance({ ms: Math.max(0, Date.now() + 60_000 - (await desk.bench.operator.now()).getTime()) });
		reference = await preserve(desk.officer);
		const recoveryPem = readFileSync(join(folder, 'recovery.pem'), 'utf8');
		await changeKeys(desk, 'keysRecovery', { recoveryPem, passphrase: PASSPHRASE }, 'The keys are changed');
	});
	afterAll(async () => {
		await desk.bench.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	it('has data keys that openssl unwraps, with the desk’s key and with the recovery key alike', async () => {
		const records = await listWrappedKeys(desk);
		const [sealing] = [...(await listPrivateKeys(desk))].filter(([print]) =>
			records[0]!.wrapped.some(({ recipient }) => recipient === print),
		);
		writeFileSync(join(folder, 'sealing.key'), sealing![1]);
		expect(records.length).toBeGreaterThan(0);
		for (const record of records) {
			const recovery = record.wrapped.find(({ recipient }) => recipient !== sealing![0])!.recipient;
			writeFileSync(join(folder, 'desk.bin'), wrappedBytes(record, sealing![0]));
			writeFileSync(join(folder, 'recovery.bin'), wrappedBytes(record, recovery));
			const byDesk = unwrap('sealing.key', `pass:${PASSPHRASE}`, 'desk.bin');
			const byRecovery = unwrap('recovery.key', `pass:${PASSPHRASE}`, 'recovery.bin');
			expect(byDesk.status).toBe(0);
			expect(byDesk.stdout).toHaveLength(32);
			expect(byRecovery.stdout).toEqual(byDesk.stdout);
			expect(unwrap('recovery.key', `pass:${PASSPHRASE}`, 'desk.bin').status).not.toBe(0);
		}
	});

	it('is exported in files that unzip, sha256sum and openssl check, and that the recovery key opens offline, whole', async () => {
		const list = (await desk.officer.type('/legal-hold', { room: 'legal' })).view!;
		const { view: form } = await desk.officer.press({ view: list }, 'holdsExport');
		expect((await desk.officer.submit(form!, { passphrase: PASSPHRASE })).errors).toBeUndefined();
		await desk.bench.operator.settle();
		const names = (await desk.officer.messages(DIRECT))
			.map(({ file }) => String(file?.name))
			.filter((name) => name.startsWith(`${reference}-export-`));
		for (const name of names) {
			writeFileSync(join(folder, name), await waitForFile(desk.officer, name));
		}
		const volume = names.find((name) => name.endsWith('.zip'))!;
		expect(run('unzip', ['-q', volume], { cwd: folder }).status).toBe(0);
		const inside = join(folder, volume.replace('.zip', ''));
		expect(run('sha256sum', ['--strict', '-c', 'manifest-sha256.txt'], { cwd: inside }).status).toBe(0);
		const { desk: exporting, head } = JSON.parse(readFileSync(join(inside, 'statement.json'), 'utf8')) as {
			desk: { signingCertificate: string };
			head: string;
		};
		const last = run('sh', ['-c', "tail -n 1 ledger.ndjson | tr -d '\\n' | sha256sum"], { cwd: inside });
		expect(last.output).toBe(`${head}  -\n`);
		writeFileSync(join(inside, 'desk.pem'), exporting.signingCertificate);
		const verify = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'statement.json.p7s', '-CAfile', 'desk.pem'];
		const trust = ['-no_check_time', '-out', 'checked.out', '-content'];
		expect(run('openssl', [...verify, ...trust, 'statement.json'], { cwd: inside })).toMatchObject({
			status: 0,
			output: expect.stringContaining('CAdES Verification successful'),
		});
		expect(run('openssl', [...verify, ...trust, 'export.json'], { cwd: inside }).status).not.toBe(0);
		const held = await openHeld(desk, reference);
		const [chunk] = held.hold.chunks;
		const digest = run('sha256sum', [`chunks/${chunk!.chunkId}.bin`], { cwd: inside }).output;
		expect(digest.startsWith(chunk!.sha256)).toBe(true);
		const out = join(mkdtempSync(join(folder, 'out-')), 'opened');
		const args = ['--import', 'tsx', 'scripts/open-export.ts', ...names.map((name) => join(folder, name))];
		const opened = spawnSync(process.execPath, [...args, '--key', join(folder, 'recovery.key'), '--out', out], {
			env: { ...process.env, LEGAL_DESK_PASSPHRASE: PASSPHRASE },
			encoding: 'utf8',
		});
		expect(opened.stderr).toBe('');
		expect(opened.stdout).toContain('everything is as it was sealed');
		expect(opened.stdout).toMatch(/signed .* by the desk of .*, certificate SHA-256 ([0-9A-F]{2}:){31}/);
		const count = (kind: string) =>
			readFileSync(join(out, held.hold.snapshotId, `${kind}.ndjson`), 'utf8')
				.trim()
				.split('\n').length;
		expect(count('message')).toBe(held.hold.counts?.messages);
		expect(count('membership')).toBe(held.hold.counts?.memberships);
		const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('files/'));
		expect(files).toHaveLength(held.hold.counts?.files ?? -1);
	});
});
