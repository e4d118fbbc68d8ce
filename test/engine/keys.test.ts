import { preserve, produce, readChannel, readView, startDesk, PASSPHRASE, type TestDesk } from './support/desk';
import { changeKeys, countOpened, listChunks, listNamed, listPrivateKeys, listWrappedKeys, openKeyForm } from './support/keys';
import { canonicalise, formatFingerprint, readCertificate } from '../../src/evidence';
import { createTestKeys, expectValue, PASSPHRASE as RECOVERY_PASSPHRASE, type TestKeys } from '../evidence/desk';

const NEW_PASSPHRASE = 'five quite different words here';

/** In this order: each begins with what the one before has left, as in the life of a desk. */
describe('the keys of a desk', () => {
	let desk: TestDesk;
	let reference: string;
	let recovery: TestKeys;

	beforeAll(async () => {
		desk = await startDesk();
		reference = await preserve(desk.officer);
		recovery = await createTestKeys('sealing', 'Recovery');
	});
	afterAll(() => desk.bench.stop());

	const eventsOf = async (type: string) =>
		(await listNamed<{ bytes: string }>(desk, /^ledger:desk:/))
			.map(({ bytes }) => JSON.parse(bytes) as { type: string; body: Record<string, any> })
			.filter((event) => event.type === type);
	const sealingPrint = async () => {
		const changes = await eventsOf('keys.changing');
		const [configured] = await eventsOf('desk.configured');
		return (changes.at(-1) ?? configured)!.body.sealing.fingerprint as string;
	};

	it('are shown to the administrator with their fingerprints, and their forms are refused to everybody else', async () => {
		const { view } = await desk.admin.type('/legal-setup', { room: 'legal' });
		expect(readView(view)).toContain(formatFingerprint(await sealingPrint()));
		expect(readView(view)).toContain('Uninstalling the app destroys every snapshot and every ledger');
		const form = await openKeyForm(desk, 'keysRotate');
		const stolen = await desk.officer.submit(form, { passphrase: PASSPHRASE });
		expect(stolen.closed).toBe(false);
		expect(await eventsOf('keys.changing')).toEqual([]);
	});

	it('open with a changed passphrase and no longer with the old one; a wrong one changes nothing', async () => {
		const wrong = await changeKeys(
			desk,
			'keysPassphrase',
			{ passphrase: 'not this one at all', newPassphrase: NEW_PASSPHRASE },
			'',
		);
		expect(wrong.errors).toEqual({ passphrase: 'This is not the desk’s passphrase.' });
		const short = await changeKeys(desk, 'keysPassphrase', { passphrase: PASSPHRASE, newPassphrase: 'short' }, '');
		expect(Object.keys(short.errors ?? {})).toEqual(['newPassphrase']);
		const [sealing] = [await sealingPrint()];
		const old = (await listPrivateKeys(desk)).get(sealing)!;
		await changeKeys(
			desk,
			'keysPassphrase',
			{ passphrase: PASSPHRASE, newPassphrase: NEW_PASSPHRASE, newPassphraseAgain: NEW_PASSPHRASE },
			'The passphrase is changed',
		);
		const keys = await listPrivateKeys(desk);
		expect(keys.size).toBe(2);
		expect(keys.get(sealing)).not.toBe(old);
		const wrapped = await listWrappedKeys(desk);
		expect(await countOpened(wrapped, keys.get(sealing)!, NEW_PASSPHRASE)).toBe(wrapped.length);
		expect(await countOpened(wrapped, keys.get(sealing)!, PASSPHRASE)).toBe(0);
		const again = await changeKeys(desk, 'keysRotate', { passphrase: PASSPHRASE }, '');
		expect(again.errors).toEqual({ passphrase: 'This is not the desk’s passphrase.' });
	});

	it('take a recovery certificate, to which the data keys of existing holds are wrapped too', async () => {
		const clear = await changeKeys(desk, 'keysRecovery', { recoveryPem: 'nothing', passphrase: NEW_PASSPHRASE }, '');
		expect(Object.keys(clear.errors ?? {})).toEqual(['recoveryPem']);
		const before = await listWrappedKeys(desk);
		expect(await countOpened(before, recovery.encryptedKeyPem, RECOVERY_PASSPHRASE)).toBe(0);
		const values = { recoveryPem: recovery.certificatePem, passphrase: NEW_PASSPHRASE };
		await changeKeys(desk, 'keysRecovery', values, 'The keys are changed');
		const wrapped = await listWrappedKeys(desk);
		expect(await countOpened(wrapped, recovery.encryptedKeyPem, RECOVERY_PASSPHRASE)).toBe(before.length);
		await preserve(desk.officer);
		const more = await listWrappedKeys(desk);
		expect(more.length).toBeGreaterThan(wrapped.length);
		expect(await countOpened(more, recovery.encryptedKeyPem, RECOVERY_PASSPHRASE)).toBe(more.length);
	});

	it('rotate, also when the process dies at once: the new key opens every data key, the old one none, no chunk changes', async () => {
		const chunks = async () => (await listChunks(desk)).map((chunk) => canonicalise(chunk)).sort();
		const before = await chunks();
		const oldPrint = await sealingPrint();
		const oldKey = (await listPrivateKeys(desk)).get(oldPrint)!;
		const form = await openKeyForm(desk, 'keysRotate');
		await desk.admin.submit(form, { passphrase: NEW_PASSPHRASE });
		await desk.admin.next('message', (event) => JSON.stringify(event).includes('keys of Legal Desk have changed'), 60_000);
		await desk.bench.operator.crashApp(desk.appId);
		const { view } = await desk.admin.type('/legal-setup', { room: 'legal' });
		expect(readView(view)).toContain('is not finished');
		await changeKeys(desk, 'keysContinue', { passphrase: NEW_PASSPHRASE }, 'The keys are changed');
		const newPrint = await sealingPrint();
		expect(newPrint).not.toBe(oldPrint);
		const keys = await listPrivateKeys(desk);
		const wrapped = await listWrappedKeys(desk);
		expect(await countOpened(wrapped, keys.get(newPrint)!, NEW_PASSPHRASE)).toBe(wrapped.length);
		expect(await countOpened(wrapped, oldKey, NEW_PASSPHRASE)).toBe(0);
		expect(await countOpened(wrapped, recovery.encryptedKeyPem, RECOVERY_PASSPHRASE)).toBe(wrapped.length);
		expect(keys.has(oldPrint)).toBe(false);
		expect(await chunks()).toEqual(before);
		const shown = readView((await desk.admin.type('/legal-setup', { room: 'legal' })).view);
		expect(shown).toContain(formatFingerprint(newPrint));
		expect((await readChannel(desk.officer)).join('\n')).toContain(formatFingerprint(newPrint));
		await desk.bench.operator.advance({ days: 1 }, { hours: 4 });
		const digest = (await readChannel(desk.officer)).filter((line) => line.startsWith('Legal Desk, 2026-')).at(-1);
		expect(digest).toContain(`sealing ${formatFingerprint(newPrint)}`);
	});

	it('are replaced by an administrator’s own, encrypted ones only, and a production is signed with them', async () => {
		const [sealing, signing] = [await createTestKeys('sealing', 'Own'), await createTestKeys('signing', 'Own')];
		const clear = `-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n${sealing.certificatePem}`;
		const secrets = { suppliedPassphrase: RECOVERY_PASSPHRASE, passphrase: NEW_PASSPHRASE };
		const refused = await changeKeys(desk, 'keysSupply', { suppliedPem: clear, ...secrets }, '');
		expect(refused.errors?.suppliedPem).toContain('is not encrypted');
		const stray = await changeKeys(
			desk,
			'keysSupply',
			{ suppliedPem: sealing.encryptedKeyPem + signing.certificatePem, ...secrets },
			'',
		);
		expect(stray.errors?.suppliedPem).toContain('certificate that belongs to a private key is missing');
		const own = [signing, sealing].map(({ certificatePem, encryptedKeyPem }) => encryptedKeyPem + certificatePem).join('\n');
		await changeKeys(desk, 'keysSupply', { suppliedPem: own, ...secrets }, 'The keys are changed');
		const { fingerprint } = expectValue(await readCertificate(sealing.certificatePem, 'sealing'));
		expect(await sealingPrint()).toBe(fingerprint);
		const wrapped = await listWrappedKeys(desk);
		expect(await countOpened(wrapped, sealing.encryptedKeyPem, RECOVERY_PASSPHRASE)).toBe(wrapped.length);
		expect((await listPrivateKeys(desk)).size).toBe(2);
		const { zip } = await produce(desk, reference, undefined, NEW_PASSPHRASE);
		expect(zip.includes('LE-2026-0001-P1/data/')).toBe(true);
	});

	it('are exported as one file that opens with the passphrase alone', async () => {
		await changeKeys(desk, 'keysExport', { passphrase: NEW_PASSPHRASE }, 'legal-desk-keys-');
		const message = (await desk.admin.messages('legal')).find(({ file }) => String(file?.name).startsWith('legal-desk-keys-'));
		const pem = (await desk.admin.download(message!.attachments[0].title_link as string)).toString('utf8');
		expect(pem.match(/BEGIN ENCRYPTED PRIVATE KEY/g)).toHaveLength(2);
		expect(pem).not.toContain('BEGIN PRIVATE KEY');
		expect(message?.u?.username).toBe('workspace.admin');
	});

	it('make a person wait after five wrong passphrases, in whatever form they are tried', async () => {
		for (let attempt = 0; attempt < 5; attempt++) {
			await changeKeys(desk, 'keysExport', { passphrase: `wrong passphrase ${attempt}` }, '');
		}
		const sixth = await changeKeys(desk, 'keysRotate', { passphrase: NEW_PASSPHRASE }, '');
		expect(sixth.errors?.passphrase).toContain('Five wrong passphrases');
		const refusals = await listNamed<{ entry: string; code: string }>(desk, /^refusals:/);
		expect(refusals.filter(({ entry, code }) => entry === 'form:keys-export' && code === 'wrong-passphrase')).toHaveLength(5);
	});
});
