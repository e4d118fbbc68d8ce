import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
	expectView,
	findZip,
	optionNamed,
	PASSPHRASE,
	preserve,
	produce,
	readChannel,
	readView,
	startDesk,
	type TestDesk,
} from './support/desk';
import { changeKeys, listChunks, listWrappedKeys } from './support/keys';
import { DIRECT, waitForFile } from './support/ledger';
import { canonicalise } from '../../src/evidence';
import type { Person, View } from '../../workbench/testing';

/** Opens the list of holds, *Manage* of the first, and *Export*. */
async function openFirstExport(person: Person): Promise<View> {
	const list = expectView((await person.type('/legal-hold', { room: 'legal' })).view);
	const { view } = await person.press({ view: list }, 'holdManage');
	return expectView((await person.press({ view: expectView(view) }, 'holdExport')).view);
}

async function setUpAgain(admin: Person, values: Record<string, unknown>): Promise<void> {
	const { view } = await admin.type('/legal-setup', { room: 'legal' });
	const form = expectView(view);
	const submitted = await admin.submit(form, {
		organisation: 'Rocket.Chat Technologies Corp.',
		channel: optionNamed(form, 'channel', 'legal'),
		...{ officerRole: 'legal-officer', approverRole: 'legal-approver' },
		...{ passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE },
		...values,
	});
	expect(submitted.errors).toBeUndefined();
	await admin.next('ephemeral', (event) => JSON.stringify(event).includes('is set up'), 30_000);
}

/** In this order: a case leaves the server, the app is removed, and the case comes back. */
describe('a case that is exported, and imported after the app was removed', () => {
	let desk: TestDesk;
	let folder: string;
	let reference: string;
	let name: string;
	let keyFile: string;
	let before: { chunks: string[]; wrapped: string[] };
	const files = new Map<string, Buffer>();

	const stored = async () => ({
		chunks: (await listChunks(desk)).map((chunk) => canonicalise(chunk)).sort(),
		wrapped: (await listWrappedKeys(desk)).map(({ segmentId, wrapped }) => canonicalise({ segmentId, wrapped })).sort(),
	});
	const reinstall = async () => {
		await desk.bench.operator.uninstall(desk.appId);
		expect(await desk.bench.operator.persistence(desk.appId)).toEqual([]);
		await desk.bench.operator.install(findZip());
	};
	/** Opens the import by the button at the list of the export. */
	const openImport = async (): Promise<View | undefined> => {
		const list = (await desk.officer.messages('legal')).findLast(({ file }) => file?.name === `${name}-manifest.json`);
		const { view } = await desk.officer.pressActionButton('importExport', {
			roomId: list?.rid as string,
			messageId: list?._id as string,
		});
		return view;
	};
	const post = async (part: string, content = files.get(`${name}-${part}`)!, room = 'legal'): Promise<unknown> =>
		desk.officer.send(room, 'From our archive', { files: [{ name: `${name}-${part}`, content }] });
	const listExported = async (person: Person, room: string) =>
		(await person.messages(room)).filter(({ file }) => String(file?.name).includes('-export-'));
	/** The list of volumes with something in it changed. */
	const changeList = (changes: object): Buffer => {
		const list = JSON.parse(files.get(`${name}-manifest.json`)!.toString('utf8')) as object;
		return Buffer.from(`${canonicalise({ ...list, ...changes })}\n`);
	};
	const runImport = async (values: Record<string, unknown> = {}, form?: View): Promise<string> => {
		const submitted = await desk.officer.submit(form ?? expectView(await openImport()), values);
		expect(submitted.errors).toBeUndefined();
		const isTold = (event: unknown) => /imported|Nothing was|certificate, SHA-256|did not succeed/.test(JSON.stringify(event));
		const told = await desk.officer.next('ephemeral', isTold, 30_000);
		return JSON.stringify(told);
	};

	beforeAll(async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'legal-desk-export-'));
		desk = await startDesk();
		reference = await preserve(desk.officer);
	});
	afterAll(async () => {
		await desk.bench.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	it('leaves as files of the officer, sealed, with a list of their hashes, and not where an administrator reads the ledger in them', async () => {
		const list = readView((await desk.officer.type('/legal-hold', { room: 'legal' })).view);
		expect(list).toContain('Uninstalling the app destroys every snapshot');
		const form = await openFirstExport(desk.officer);
		const wrong = await desk.officer.submit(form, { passphrase: 'not the passphrase' });
		expect(Object.keys(wrong.errors ?? {})).toEqual(['passphrase']);
		expect((await desk.officer.submit(form, { passphrase: PASSPHRASE })).errors).toBeUndefined();
		expect(desk.officer.ephemerals.at(-1)).toContain('The export is signed.');
		expect(desk.officer.ephemerals.at(-1)).toContain('they go to you alone');
		await desk.bench.operator.settle();
		expect(await listExported(desk.admin, 'legal')).toEqual([]);
		const posted = await listExported(desk.officer, DIRECT);
		name = String(posted[0]?.file.name).replace(/-\d+\.zip$/, '');
		expect(posted.map(({ file }) => file.name as string)).toEqual([`${name}-1.zip`, `${name}-manifest.json`]);
		expect(posted.map(({ u }) => u.username as string)).toEqual(['legal.officer', 'legal.officer']);
		for (const { file } of posted) {
			files.set(file.name as string, await waitForFile(desk.officer, file.name as string));
		}
		await changeKeys(desk, 'keysExport', { passphrase: PASSPHRASE }, 'legal-desk-keys-');
		keyFile = (await waitForFile(desk.officer, 'legal-desk-keys-2026-03-01.pem')).toString('utf8');
		before = await stored();
		expect(before.chunks.length).toBeGreaterThan(0);
	});

	it('is read from the direct messages of who imports it, and refused by a desk with other keys, which is told what to do', async () => {
		await reinstall();
		await setUpAgain(desk.admin, {});
		const typeImport = () => desk.officer.type(`/legal-hold import ${name}`, { room: 'legal' });
		// The app's direct rooms went with it: what was not downloaded is lost.
		expect((await typeImport()).view).toBeUndefined();
		expect(desk.officer.ephemerals.at(-1)).toContain('No list of an export');
		await post('1.zip', undefined, DIRECT);
		await post('manifest.json', undefined, DIRECT);
		const form = expectView((await typeImport()).view);
		expect(readView(form)).toMatch(/Signed on .* with a certificate that is not this desk’s: ([0-9A-F]{2}:){31}/);
		expect(await runImport({}, form)).toContain('sealed to another certificate');
		expect(await listExported(desk.admin, 'legal')).toEqual([]);
		expect((await stored()).chunks).toEqual([]);
	});

	it('is refused when a volume was altered, or a given head is not in it, and then nothing is written', async () => {
		await reinstall();
		await setUpAgain(desk.admin, { suppliedPem: keyFile });
		await post('1.zip');
		await post('manifest.json');
		expect(readView(await openImport())).toMatch(/Signed by this desk on .* with its certificate/);
		expect(await runImport({ head: 'a'.repeat(64) })).toContain('is not in the ledger of this export');
		await post('manifest.json', changeList({ head: 'a'.repeat(64) }));
		expect(await openImport()).toBeUndefined();
		expect(desk.officer.ephemerals.at(-1)).toContain('was altered after it was signed');
		await post('manifest.json', changeList({ signature: undefined }));
		expect(readView(await openImport())).toContain('This export is not signed');
		expect(await runImport()).toContain('was altered after it was exported');
		await post('manifest.json');
		const altered = Buffer.from(files.get(`${name}-1.zip`)!);
		altered[Math.floor(altered.length / 2)]! ^= 1;
		await post('1.zip', altered);
		expect(await runImport()).toContain('was altered after it was exported');
		expect((await stored()).chunks).toEqual([]);
		expect(await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' }).then(({ view }) => view)).toBeUndefined();
	});

	it('comes back with every sealed record as it was, once, and verifies', async () => {
		await post('1.zip');
		expect(await runImport()).toContain(`${reference} is imported`);
		expect(await stored()).toEqual(before);
		expect(await runImport()).toContain('is here already');
		expect(await stored()).toEqual(before);
		const verified = readView((await desk.officer.type(`/legal-verify ${reference}`, { room: 'legal' })).view);
		expect(verified).toContain('whole');
		expect(verified).not.toContain('missing');
	});

	it('is produced from as if nothing had happened, and gets a card and a reference of its own', async () => {
		const { zip } = await produce(desk, reference);
		expect(zip.includes(`${reference}-P1`)).toBe(true);
		expect((await readChannel(desk.officer)).some((line) => line.startsWith(`${reference}: preservation`))).toBe(true);
		expect(await preserve(desk.officer)).not.toBe(reference);
	});

	it('does not overwrite the case that has gone on since, and does not bring back what was purged', async () => {
		expect(await runImport()).toContain('is here already');
		await desk.bench.operator.advance({ days: 92 }, { days: 4 });
		expect((await stored()).chunks).toEqual([]);
		expect(await runImport()).toContain('is here already');
		expect((await stored()).chunks).toEqual([]);
		writeFileSync(path.join(folder, 'kept'), '');
	});
});
