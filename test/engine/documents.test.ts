import { randomBytes } from 'node:crypto';

import { expectView, PASSPHRASE, preserve, readView, startDesk, type TestDesk } from './support/desk';
import { DIRECT, encode, listLedger, sha256, waitForFile } from './support/ledger';
import { buildSmall } from '../../workbench/seed';

let desk: TestDesk;
let reference: string;

/** The place of the document that is attached after the exhibits. */
const LATER = 2;
const MIB = 1024 * 1024;
const EXHIBITS = [
	{ id: 'x1', name: 'largest.bin', type: 'application/octet-stream', content: randomBytes(8 * MIB) },
	{ id: 'x2', name: 'too-large.bin', type: 'application/octet-stream', content: randomBytes(8 * MIB + 1) },
	{ id: 'x3', name: 'warrant.pdf', type: 'application/pdf', content: randomBytes(MIB) },
];

beforeAll(async () => {
	const small = buildSmall();
	const idOf = (name: string) => small.rooms.find((room) => room.name === name)?.id ?? '';
	const officerId = small.users.find(({ username }) => username === 'legal.officer')?.id ?? '';
	const place = { roomId: idOf('legal'), userId: officerId, at: '2026-02-28T09:00:00.000Z' };
	const exhibits = { id: 'exhibits', ...place, text: 'three exhibits', files: EXHIBITS };
	desk = await startDesk({ seed: { ...small, messages: [...small.messages, exhibits] } });
	reference = await preserve(desk.officer);
	await desk.bench.operator.settle();
}, 120_000);

afterAll(() => desk?.bench.stop());

const PAPER = Buffer.from(`%PDF-1.7 SUBPOENA CANARY-4711 ${'served paper '.repeat(9000)}`);

const post = (name: string, content: Buffer) => desk.officer.send('legal', 'the paper', { files: [{ name, content }] });

async function attach(messageId: string, to = reference) {
	const { view, ephemerals } = await desk.officer.pressActionButton('attachDocument', { roomId: 'legal', messageId });
	return view ? desk.officer.submit(view, { reference: to }) : ephemerals;
}

const documents = async () => (await listLedger(desk, reference)).filter(({ type }) => type === 'document.attached');

async function getCopy(documentIndex: number, passphrase: string) {
	const { view } = await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' });
	const { caseId, documentId } = await identify(documentIndex);
	const opened = await desk.officer.press({ view: expectView(view) }, 'openDocument', `${caseId}:${documentId}`);
	return desk.officer.submit(expectView(opened.view), { passphrase });
}

async function identify(documentIndex: number) {
	const attached = (await documents())[documentIndex];
	return {
		caseId: (JSON.parse(attached?.bytes ?? '{}') as { ledger: string }).ledger,
		documentId: String(attached?.body.documentId),
	};
}

it('several large files of one message are each copied or refused by name, and what was copied outlasts the message', async () => {
	const messageId = 'exhibits';
	const files = EXHIBITS;
	const { view } = await desk.officer.pressActionButton('attachDocument', { roomId: 'legal', messageId });
	expect(readView(view)).toMatch(/largest\.bin[^]*too-large\.bin[^]*warrant\.pdf/);
	const before = (await documents()).length;
	await desk.officer.submit(expectView(view), { reference });
	expect(desk.officer.ephemerals.at(-1)).toContain('3 files are being copied');
	const told = await desk.officer.next('ephemeral', (event) => JSON.stringify(event).includes('warrant.pdf'), 30_000);
	expect(JSON.stringify(told)).toContain('too-large.bin: It is larger than 8 MiB. Post it anew in parts');
	const attached = (await documents()).slice(before);
	expect(attached.map(({ body }) => [body.fileName, body.sha256])).toEqual(
		[files[0], files[2]].map((file) => [file?.name, sha256(file?.content as Buffer)]),
	);
	const again = expectView((await desk.officer.pressActionButton('attachDocument', { roomId: 'legal', messageId })).view);
	await desk.officer.submit(again, { reference });
	await desk.officer.next('ephemeral', (event) => JSON.stringify(event).includes('warrant.pdf'), 30_000);
	expect(await documents()).toHaveLength(2);
	await desk.bench.operator.prune('legal', (await desk.bench.operator.now()).toISOString());
	for (const [index, file] of [files[0], files[2]].entries()) {
		expect(await getCopy(before + index, PASSPHRASE)).toMatchObject({ closed: true });
		const name = `${reference}-D${before + index + 1}-${file?.name}`;
		expect((await waitForFile(desk.officer, name, DIRECT)).equals(file?.content as Buffer)).toBe(true);
	}
}, 60_000);

describe('a served paper that is attached to a case', () => {
	it('is copied with its SHA-256, so that deleting the message loses nothing', async () => {
		const messageId = await post('subpoena.pdf', PAPER);
		expect(await attach(messageId)).toMatchObject({ closed: true });
		expect(desk.officer.ephemerals.at(-1)).toContain(`SHA-256 ${sha256(PAPER)}`);
		expect((await documents()).at(-1)?.body).toMatchObject({
			fileName: 'subpoena.pdf',
			sizeBytes: PAPER.length,
			sha256: sha256(PAPER),
		});
		await desk.bench.operator.prune('legal', (await desk.bench.operator.now()).toISOString());
		expect(await getCopy(LATER, PASSPHRASE)).toMatchObject({ closed: true });
		expect(sha256(await waitForFile(desk.officer, `${reference}-D3-subpoena.pdf`, DIRECT))).toBe(sha256(PAPER));
	});

	it('is sealed: the database does not hold its words', async () => {
		const stored = JSON.stringify(await desk.bench.operator.persistence(desk.appId));
		expect(stored).not.toContain('CANARY-4711');
		expect(stored).not.toContain(PAPER.toString('base64').slice(40, 100));
	});

	it('is handed out for the passphrase alone, and each time is recorded', async () => {
		expect(await getCopy(LATER, 'wrong passphrase')).toMatchObject({
			errors: { passphrase: 'This is not the desk’s passphrase.' },
		});
		expect((await listLedger(desk, reference)).filter(({ type }) => type === 'document.opened')).toHaveLength(3);
	});

	it('is shown in the case', async () => {
		const { view } = await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' });
		expect(readView(view)).toContain(`Document 3: subpoena.pdf, ${PAPER.length} bytes`);
	});

	it('is checked by /legal-verify', async () => {
		const sound = await desk.officer.type(`/legal-verify ${reference}`, { room: 'legal' });
		expect(readView(sound.view)).toMatch(/Sealed records checked against the ledger: \d+\. Not as recorded: 0\./);
		const { documentId } = await identify(LATER);
		const record = (await desk.bench.operator.persistence(desk.appId)).find(({ data }) => {
			const stored = JSON.parse((data as { json: string }).json) as Record<string, unknown>;
			return stored.snapshotId === documentId && stored.ciphertext;
		});
		const chunk = JSON.parse(record?.data.json as string) as { ciphertext: string };
		const changed = { ...chunk, ciphertext: `AAAA${chunk.ciphertext.slice(4)}` };
		await desk.bench.operator.tamper(record?._id as string, { set: encode(changed) });
		const damaged = await desk.officer.type(`/legal-verify ${reference}`, { room: 'legal' });
		expect(readView(damaged.view)).toContain('Not as recorded: 1.');
		expect(readView(damaged.view)).toContain('changed-ciphertext');
		const view = await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' });
		expect(readView(view.view)).toMatch(/of \d+ sealed records 1 were NOT as recorded/);
		await desk.bench.operator.tamper(record?._id as string, { set: encode(chunk) });
	});
});

describe('what cannot be attached', () => {
	it('a file over 8 MiB: the reason is shown and recorded', async () => {
		const messageId = await post('disk.img', Buffer.alloc(8 * 1024 * 1024 + 1, 7));
		await attach(messageId);
		expect(desk.officer.ephemerals.at(-1)).toContain(
			'disk.img: It is larger than 8 MiB. Post it anew in parts or as a smaller scan, none of them larger than that, and use those.',
		);
		const { view } = await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' });
		expect(readView(view)).toContain('disk.img: It is larger than 8 MiB.');
		const missed = (await listLedger(desk, reference)).filter(({ type }) => type === 'document.missed');
		expect(missed.at(-1)?.body).toMatchObject({ fileName: 'disk.img', code: 'file-too-large' });
	});

	it('a message without a file', async () => {
		expect(await attach(await desk.officer.send('legal', 'no paper here'))).toEqual(['This message has no file.']);
	});

	it('a message of another room', async () => {
		const messageId = await desk.officer.send('general', '', { files: [{ name: 'other.txt', content: Buffer.from('other') }] });
		expect(await attach(messageId)).toEqual([expect.stringContaining('This message is not in the legal channel any more.')]);
	});

	it('a message that was deleted while the form was open: what was typed is kept', async () => {
		const messageId = await post('gone.txt', Buffer.from('gone'));
		const { view } = await desk.officer.pressActionButton('attachDocument', { roomId: 'legal', messageId });
		await desk.bench.operator.advance({ ms: 1000 });
		await desk.bench.operator.prune('legal', (await desk.bench.operator.now()).toISOString());
		const submitted = await desk.officer.submit(expectView(view), { reference });
		expect(submitted.errors?.reference).toContain('This message is not in the legal channel any more.');
	});

	it('anything to a case that does not exist', async () => {
		const messageId = await post('paper.txt', Buffer.from('paper'));
		expect(await attach(messageId, 'LE-2026-0999')).toMatchObject({ errors: { reference: 'There is no case LE-2026-0999.' } });
	});
});
