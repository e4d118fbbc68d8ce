import { createHash } from 'node:crypto';

import { unzipSync } from 'fflate';

import {
	expectView,
	PASSPHRASE,
	preserve,
	produce,
	readCard,
	readChannel,
	readView,
	recordOrder,
	startDesk,
	SUBJECT,
	SUBPOENA,
	type TestDesk,
} from './support/desk';
import { listLedger } from './support/ledger';
import { readAll, unzip } from './support/package';
import { openHeld, type Held } from './support/snapshot';
import type { Person, View } from '../../workbench/testing';

jest.setTimeout(60_000);

const WARRANT = {
	...SUBPOENA,
	process: 'search-warrant',
	processNumber: '26-SW-77',
	categories: ['account', 'non-content', 'content'],
};

describe('producing contents of communications', () => {
	/** Sends whatever a hostile client would, instead of what the form offers. @returns the server's answer */
	async function forge(person: Person, { id }: View, values: Record<string, unknown>): Promise<string> {
		const payload = {
			type: 'viewSubmit',
			viewId: id,
			triggerId: `forged-${values.process}`,
			payload: { view: { id, state: { f: values } } },
		};
		return JSON.stringify(await person.interact(desk.appId, payload));
	}

	let desk: TestDesk;
	let reference: string;
	let zip: Buffer;
	let message: Record<string, any>;
	let files: Map<string, string>;
	let held: Held;

	beforeAll(async () => {
		desk = await startDesk();
		reference = await preserve(desk.officer);
		({ zip, message } = await produce(desk, reference, WARRANT));
		files = unzip(zip);
		held = await openHeld(desk, reference);
	});
	afterAll(() => desk.bench.stop());

	const messages = () => held.records.filter(({ kind }) => kind === 'message');

	it('gives every message of the snapshot once, as text and exactly', () => {
		const exact = [...files]
			.filter(([path]) => path.startsWith('data/records/messages-'))
			.flatMap(([, text]) => text.trimEnd().split('\n'))
			.map((line) => JSON.parse(line) as { id: string });
		expect(exact.map(({ id }) => id).sort()).toEqual(
			messages()
				.map(({ id }) => id as string)
				.sort(),
		);
		const transcripts = [...files]
			.filter(([path]) => path.startsWith('data/transcripts/'))
			.map(([, text]) => text)
			.join('');
		expect(transcripts.match(/^Record {13}: /gm)).toHaveLength(messages().length);
		for (const { id } of messages()) {
			expect(transcripts).toContain(`Message id         : ${id}\r\n`);
		}
	});

	it('gives every copied file under a safe name, with the very bytes that were preserved', () => {
		const entries = unzipSync(new Uint8Array(zip));
		const hashes = Object.entries(entries)
			.filter(([path]) => path.includes('/data/attachments/'))
			.map(([path, bytes]) => {
				expect(path).toMatch(/\/data\/attachments\/LE-2026-\d{4}-P1-\d{6}-\d+\.[a-z0-9]+$/);
				return createHash('sha256').update(bytes).digest('hex');
			});
		const copied = held.records.filter(({ kind }) => kind === 'file');
		expect(copied.length).toBeGreaterThan(0);
		expect(hashes.sort()).toEqual(copied.map(({ sha256 }) => sha256 as string).sort());
		for (const { id, sha256 } of copied) {
			expect(held.readFile(id as string).sha256).toBe(sha256);
		}
	});

	it('does not open what the transcripts show already, and records every step with its hash', async () => {
		expect(files.get('data/custody.txt')).not.toContain('Sealed piece       : message-metadata');
		expect(files.get('data/custody.txt')).toContain('Sealed piece       : message\r\n');
		const ledger = await listLedger(desk, reference);
		expect(ledger.map(({ type }) => type).filter((type) => type.startsWith('production.'))).toEqual([
			'production.previewed',
			'production.requested',
			'production.previewed',
			'production.approved',
			'production.built',
			'production.uploaded',
			'production.delivered',
		]);
		const built = ledger.find(({ type }) => type === 'production.built');
		expect(built?.body).toMatchObject({ volume: 1, isLast: true, sha256: createHash('sha256').update(zip).digest('hex') });
		const requested = ledger.find(({ type }) => type === 'production.previewed');
		expect(requested?.body.counts).toMatchObject({ account: 1, message: messages().length });
	});

	it('puts no byte of it where an administrator can read who is a member of the channel, and says who has it', async () => {
		const link = message.attachments[0].title_link as string;
		const readable = (await desk.bench.operator.rooms()).map(({ _id }) => desk.admin.messages(String(_id)).catch(() => []));
		const seen = (await Promise.all(readable)).flat();
		expect(seen.some(({ msg }) => String(msg).startsWith(reference))).toBe(true);
		expect(seen.flatMap(({ file }) => file?.name ?? []).filter((name) => /-P\d|manifest/.test(String(name)))).toEqual([]);
		await expect(desk.admin.download(link)).rejects.toThrow();
		await expect(desk.officer.download(link)).rejects.toThrow();
		// A file of the approver, not of the app's bot, whose files go when the app goes.
		expect(message.u.username).toBe('legal.counsel');
		const told = await readChannel(desk.admin);
		expect(told).toContainEqual(
			expect.stringContaining(`${reference}: the package of production no. 1 is with @legal.counsel alone`),
		);
		expect(told.join('\n')).not.toContain(SUBJECT);
		expect(await readCard(desk.admin, reference)).toContain('(handed to the approver alone)');

		await desk.bench.operator.removeMember('legal', 'workspace.admin');
		try {
			const posted = await produce(desk, await preserve(desk.officer, 'joao.prado'));
			expect(posted.message.rid).toBe((await desk.officer.messages('legal')).at(-1)?.rid);
			expect(await desk.officer.download(posted.message.attachments[0].title_link as string)).toEqual(posted.zip);
		} finally {
			await desk.bench.operator.addMember('legal', 'workspace.admin');
		}
	});

	it('narrows to the rooms and the period that the process names, and shows in no byte what lies outside', async () => {
		const narrowed = await preserve(desk.officer);
		const dates = messages()
			.map(({ sentAt }) => String(sentAt))
			.sort();
		const day = dates[Math.floor(dates.length / 2)]!.slice(0, 10);
		const [room] = messages()
			.filter(({ sentAt }) => String(sentAt).slice(0, 10) <= day)
			.map(({ roomId }) => roomId as string);
		const produced = await produce(desk, narrowed, { ...WARRANT, to: day, rooms: room });
		const all = readAll(unzip(produced.zip));
		const isInside = ({ roomId, sentAt }: Record<string, unknown>) => roomId === room && String(sentAt).slice(0, 10) <= day;
		const inside = messages().filter(isInside);
		expect(inside.length).toBeGreaterThan(0);
		expect(inside.length).toBeLessThan(messages().length);
		for (const message of messages()) {
			const isShown = all.includes(`Message id         : ${String(message.id)}\r\n`);
			expect([message.id, isShown]).toEqual([message.id, isInside(message)]);
		}
		const others = new Set(messages().map(({ roomId }) => roomId as string));
		others.delete(room!);
		for (const other of others) {
			expect(all).not.toContain(other);
		}
	});

	it('says at the field which room or person it does not know, and that a period is turned round', async () => {
		const asked = await preserve(desk.officer);
		const { view } = await desk.officer.type(`/legal-produce ${asked}`, { room: 'legal' });
		expect(readView(view)).toContain(`${messages().length} messages`);
		const submit = async (more: Record<string, string>) =>
			(await desk.officer.submit(expectView(view), { ...WARRANT, ...more })).errors;
		expect(await submit({ rooms: '#no-such-room' })).toEqual({
			rooms: expect.stringContaining('There is no room “#no-such-room”'),
		});
		expect(await submit({ rooms: '', counterparts: '@nobody.here' })).toEqual({
			counterparts: expect.stringContaining('There is no account “@nobody.here”'),
		});
		expect(await submit({ counterparts: '', from: '2026-02-02', to: '2026-02-01' })).toEqual({
			to: 'The period ends before it begins.',
		});
	});

	it('gives the form no way past the gate, whatever a client sends', async () => {
		const asked = await preserve(desk.officer);
		await recordOrder(desk.officer, asked);
		const { view } = await desk.officer.type(`/legal-produce ${asked}`, { room: 'legal' });
		for (const process of ['none', 'epoc-pr', 'national-security-letter', '__proto__']) {
			expect(await forge(desk.officer, expectView(view), { ...WARRANT, process })).toContain('"process":');
		}
		expect(await forge(desk.officer, expectView(view), { ...WARRANT, categories: ['everything'] })).toContain('"errors":');
		await desk.officer.submit(expectView(view), { ...WARRANT, process: 'subpoena' });
		const waiting = await desk.counsel.type(`/legal-produce ${asked}`, { room: 'legal' });
		// A forged field: what the approver names counts only where the process leaves it to them.
		const forged = { passphrase: PASSPHRASE, named: ['account', 'non-content', 'content'] };
		expect(await forge(desk.counsel, expectView(waiting.view), forged)).not.toContain('errors');
		const pushed = await desk.counsel.next('message', (event) => JSON.stringify(event).includes(`${asked}-P`), 30_000);
		const all = readAll(unzip(await desk.counsel.download(pushed.message.attachments[0].title_link as string)));
		expect(all).toContain('maria.silva@people.example');
		expect(all).not.toContain('data/transcripts/');
		for (const { id } of messages()) {
			expect(all).not.toContain(String(id));
		}
	});

	it('produces under consent only what the approver finds stated in it', async () => {
		const asked = await preserve(desk.officer);
		await recordOrder(desk.officer, asked);
		const { view } = await desk.officer.type(`/legal-produce ${asked}`, { room: 'legal' });
		await desk.officer.submit(expectView(view), { ...WARRANT, process: 'consent' });
		const waiting = await desk.counsel.type(`/legal-produce ${asked}`, { room: 'legal' });
		const unnamed = await desk.counsel.submit(expectView(waiting.view), { passphrase: PASSPHRASE });
		expect(unnamed.errors).toEqual({ named: 'Choose what the paper states; nothing else can be produced.' });
		await desk.counsel.submit(expectView(waiting.view), { passphrase: PASSPHRASE, named: ['account'] });
		const pushed = await desk.counsel.next('message', (event) => JSON.stringify(event).includes(`${asked}-P`), 30_000);
		const all = unzip(await desk.counsel.download(pushed.message.attachments[0].title_link as string));
		expect([...all.keys()]).toContain('data/account.txt');
		expect([...all.keys()].join()).not.toMatch(/memberships|transcripts/);
	});
});
