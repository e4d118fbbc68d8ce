import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import { startAuthority, type TimeStampAuthority } from './timeStampAuthority';
import { makeFolder, requireTools, run } from './tools';
import {
	expectView,
	PASSPHRASE,
	preserve,
	readView,
	recordOrder,
	startDesk,
	SUBPOENA,
	type TestDesk,
} from '../engine/support/desk';
import { changeKeys } from '../engine/support/keys';
import { DIRECT, listLedger, waitForFile } from '../engine/support/ledger';

jest.setTimeout(120_000);

let desk: TestDesk;
let folder: string;
let authority: TimeStampAuthority;

const openssl = (cwd: string, ...args: string[]) => run('openssl', args, { cwd });

function unpack(zip: Buffer, name: string): string {
	writeFileSync(join(folder, `${name}.zip`), zip);
	run('unzip', ['-q', '-o', `${name}.zip`], { cwd: folder });
	return join(folder, name);
}

const builtOf = async (reference: string) =>
	(await listLedger(desk, reference)).filter(({ type }) => type === 'production.built').at(-1)?.body;
const showCase = async (reference: string) =>
	readView((await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' })).view);

beforeAll(async () => {
	requireTools('openssl', 'sha256sum', 'unzip');
	folder = makeFolder();
	authority = await startAuthority(folder);
	desk = await startDesk({ startAt: new Date().toISOString() });
	await desk.bench.operator.setAppSetting(desk.appId, 'time-stamp-url', authority.url);
});

afterAll(async () => {
	await desk?.bench.stop();
	await authority?.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe('a signature made outside', () => {
	let reference: string;
	let pem: string;
	const name = () => `${reference}-P1`;

	const approveWith = async (certificate: string) => {
		const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		return desk.counsel.submit(expectView(view), { passphrase: PASSPHRASE, certificate, pseudonyms: 'yes' });
	};
	const sign = (file: string, signer: string, out: string, form = 'DER') =>
		openssl(
			folder,
			'cms',
			'-sign',
			'-binary',
			'-cades',
			'-md',
			'sha256',
			'-signer',
			`${signer}.pem`,
			'-inkey',
			`${signer}.key`,
			'-outform',
			form,
			'-in',
			file,
			'-out',
			out,
		);
	const post = async (...names: string[]) =>
		desk.counsel.send('legal', 'signed', {
			files: names.map((file) => ({ name: file, content: readFileSync(join(folder, file)) })),
		});
	const useSignature = async (messageId: string) => {
		const { view } = await desk.counsel.pressActionButton('useSignature', { roomId: 'legal', messageId });
		return desk.counsel.submit(expectView(view), { reference });
	};

	beforeAll(async () => {
		for (const signer of ['card', 'other']) {
			openssl(
				folder,
				'req',
				'-x509',
				'-newkey',
				// As most smart cards.
				'rsa:2048',
				'-nodes',
				'-keyout',
				`${signer}.key`,
				'-out',
				`${signer}.pem`,
				'-subj',
				`/O=Counsel/CN=${signer}`,
				'-days',
				'365',
				'-addext',
				'keyUsage=critical,digitalSignature,nonRepudiation',
				'-addext',
				'extendedKeyUsage=emailProtection',
			);
		}
		pem = readFileSync(join(folder, 'card.pem'), 'utf8');
		reference = await preserve(desk.officer);
		await recordOrder(desk.officer, reference);
		const asked = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.officer.submit(expectView(asked.view), { ...SUBPOENA, process: 'court-order' });
	});

	it('begins with the certificate of who signs; what is none is refused at its field', async () => {
		expect((await approveWith('my certificate')).errors?.certificate).toContain('This is no X.509 certificate in PEM.');
	});

	it('is asked for with the list of the package: the records stay sealed', async () => {
		expect((await approveWith(pem)).errors).toBeUndefined();
		const list = await waitForFile(desk.counsel, `${name()}-tagmanifest-sha256.txt`);
		writeFileSync(join(folder, 'list.txt'), list);
		expect(list.toString('utf8')).toMatch(/^[0-9a-f]{64} {2}README\.txt$/m);
		await desk.bench.operator.settle();
		const stored = JSON.stringify(await desk.bench.operator.persistence());
		expect(stored).not.toContain('people.example');
		const posted = [...(await desk.counsel.messages('legal')), ...(await desk.counsel.messages(DIRECT))];
		expect(posted.filter(({ file }) => file?.name === `${name()}.zip`)).toEqual([]);
		expect(await showCase(reference)).toContain('No. 1 waits for a signature made outside.');
	});

	it('can be made and used offline: an export and the keys make the very list that was posted, and the package', async () => {
		const list = expectView((await desk.officer.type('/legal-hold', { room: 'legal' })).view);
		const caseId = (JSON.parse((await listLedger(desk, reference))[0]?.bytes ?? '{}') as { ledger: string }).ledger;
		const managed = await desk.officer.press({ view: list }, 'holdManage', caseId);
		const asked = await desk.officer.press({ view: expectView(managed.view) }, 'holdExport');
		expect((await desk.officer.submit(expectView(asked.view), { passphrase: '' })).errors).toBeUndefined();
		expect(desk.officer.ephemerals.at(-1)).toContain('The export is NOT signed.');
		await desk.bench.operator.settle();
		const posted = (await desk.officer.messages(DIRECT))
			.map(({ file }) => String(file?.name))
			.filter((file) => file.startsWith(`${reference}-export-`));
		for (const file of posted) {
			writeFileSync(join(folder, file), await waitForFile(desk.officer, file));
		}
		await changeKeys(desk, 'keysExport', { passphrase: PASSPHRASE }, 'legal-desk-keys-');
		const keys = (await desk.officer.messages('legal'))
			.map(({ file }) => String(file?.name))
			.findLast((file) => file.startsWith('legal-desk-keys-'));
		writeFileSync(join(folder, 'keys.pem'), await waitForFile(desk.officer, keys ?? ''));
		const offline = (command: string, ...args: string[]) =>
			run(process.execPath, ['--import', 'tsx', 'scripts/offline.ts', command, ...args], {
				cwd: join(__dirname, '../..'),
				env: { ...process.env, LEGAL_DESK_PASSPHRASE: PASSPHRASE },
			});
		const build = (out: string, ...more: string[]) =>
			offline(
				'build',
				...posted.map((file) => join(folder, file)),
				'--key',
				join(folder, 'keys.pem'),
				'--production',
				'1',
				'--out',
				join(folder, out),
				...more,
			);
		expect(build('made')).toMatchObject({ status: 0, output: expect.stringContaining('NOT SIGNED') });
		expect(readFileSync(join(folder, 'made', `${name()}-tagmanifest-sha256.txt`))).toEqual(
			readFileSync(join(folder, 'list.txt')),
		);
		sign('list.txt', 'card', 'offline.p7s');
		expect(build('signed', '--signature', join(folder, 'offline.p7s'))).toMatchObject({ status: 0 });
		const verified = offline('verify', join(folder, 'signed', `${name()}.zip`));
		expect(verified.output).toContain('complete and unchanged, none added');
		expect(verified.output).toContain('O=Counsel, CN=card');
		sign('list.txt', 'other', 'offline-other.p7s');
		expect(build('refused', '--signature', join(folder, 'offline-other.p7s'))).toMatchObject({
			status: 2,
			output: expect.stringContaining('signature-of-nothing'),
		});
		expect(build('by-desk', '--signing-key', join(folder, 'keys.pem'))).toMatchObject({ status: 0 });
		expect(offline('verify', join(folder, 'by-desk', `${name()}.zip`)).output).toContain('complete and unchanged, none added');
	});

	it('is refused when it is of other bytes, of another key, or no DER, and nothing leaves', async () => {
		writeFileSync(join(folder, 'changed.txt'), `${readFileSync(join(folder, 'list.txt'), 'utf8')}x`);
		sign('changed.txt', 'card', 'changed.p7s');
		sign('list.txt', 'other', 'other.p7s');
		sign('list.txt', 'card', 'text.p7s', 'PEM');
		const answers: [string, string][] = [
			['changed.p7s', 'changed.p7s is no signature of the named certificate over what was posted (changed-content).'],
			['other.p7s', 'other.p7s is no signature of the named certificate over what was posted (other-signer).'],
			['text.p7s', 'text.p7s is text. Make the signature with -outform DER.'],
			['card.pem', 'card.pem is text.'],
		];
		for (const [file, answer] of answers) {
			expect((await useSignature(await post(file))).errors?.reference).toContain(answer);
		}
		expect((await listLedger(desk, reference)).filter(({ type }) => type === 'production.signed')).toEqual([]);
	});

	it('is shown with its certificate, accepted for the passphrase alone, and closes the same package', async () => {
		expect(sign('list.txt', 'card', 'card.p7s').status).toBe(0);
		const checked = await useSignature(await post('card.p7s'));
		const form = expectView(checked.view);
		const fingerprint =
			openssl(folder, 'x509', '-in', 'card.pem', '-noout', '-fingerprint', '-sha256').output.split('=')[1]?.trim() ?? '';
		expect(readView(form)).toContain(fingerprint);
		expect(readView(form)).toContain('Certificate of: O=Counsel, CN=card');
		expect((await desk.counsel.submit(form, { passphrase: 'not the passphrase at all' })).errors?.passphrase).toContain(
			'not the desk’s passphrase',
		);
		expect((await desk.counsel.submit(form, { passphrase: PASSPHRASE })).errors).toBeUndefined();
		const bag = unpack(await waitForFile(desk.counsel, `${name()}.zip`), name());
		expect(readFileSync(join(bag, 'tagmanifest-sha256.txt'))).toEqual(readFileSync(join(folder, 'list.txt')));
		// Offline other people bore the same pseudonyms: the list covers every byte.
		expect(readFileSync(join(bag, 'data/memberships.txt'), 'utf8')).toMatch(/person-[0-9a-f]{12}/);
		expect(run('sha256sum', ['--strict', '-c', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], { cwd: bag }).status).toBe(0);
		copyFileSync(join(folder, 'card.pem'), join(bag, '..', 'trusted.pem'));
		const verified = openssl(
			bag,
			'cms',
			'-verify',
			'-cades',
			'-binary',
			'-inform',
			'DER',
			'-in',
			'tagmanifest-sha256.txt.p7s',
			'-content',
			'tagmanifest-sha256.txt',
			'-CAfile',
			'../trusted.pem',
			'-out',
			'../checked.txt',
		);
		expect(verified.output).toContain('CAdES Verification successful');
		expect(
			openssl(
				bag,
				'ts',
				'-verify',
				'-data',
				'tagmanifest-sha256.txt.p7s',
				'-in',
				'tagmanifest-sha256.txt.p7s.tsr',
				'-CAfile',
				'../tsa-root.pem',
			).output,
		).toContain('Verification: OK');
		expect(await builtOf(reference)).toMatchObject({ signer: fingerprint.replace(/:/g, '').toLowerCase() });
		await desk.bench.operator.settle();
		expect(await showCase(reference)).toContain('No. 1 is delivered.');
		expect((await useSignature(await post('card.p7s'))).errors?.reference).toContain('No production of this case waits');
	});
});
