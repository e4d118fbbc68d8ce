import {
	expectView,
	PRESERVATION_REQUEST,
	readCard,
	readView,
	startDesk,
	SUBJECT,
	submitPreservation,
	type TestDesk,
} from './support/desk';
import { openHeld, readHeldMessages } from './support/snapshot';
import { buildCommunity } from '../../workbench/seed/community';

/** Places a hold with the given fields on top of the form's own; does not wait for the snapshot. */
async function placeHold(desk: TestDesk, fields: Record<string, unknown> = {}, username = SUBJECT): Promise<string> {
	const { view } = await desk.officer.type(`/legal-hold @${username}`, { room: 'legal' });
	const submitted = await submitPreservation(desk.officer, expectView(view), { periodFrom: '', periodTo: '', ...fields });
	expect(submitted.errors).toBeUndefined();
	const reference = /LE-\d{4}-\d{4}/.exec(desk.officer.ephemerals.at(-1) ?? '')?.[0];
	return reference ?? '';
}

const untilPreserved = async (desk: TestDesk, reference: string): Promise<string> => {
	for (;;) {
		const card = await readCard(desk.officer, reference);
		if (card.includes('Hold: Preserved.')) {
			return card;
		}
		await desk.bench.operator.advance({ minutes: 6 });
		await desk.bench.operator.settle();
	}
};

/** Cuts the server's power once a text stands in the app's records. */
async function killWhenStored({ bench }: TestDesk, text: string) {
	for (let looks = 0; looks < 2000; looks++) {
		if (JSON.stringify(await bench.operator.persistence()).includes(text)) {
			return bench.restart('kill');
		}
	}
	throw new Error(`${text} was never stored`);
}

describe('preserving the account that is everywhere, in the community workspace', () => {
	let desk: TestDesk;

	beforeAll(async () => {
		desk = await startDesk({ seed: 'community' });
	});
	afterAll(() => desk.bench.stop());

	it('shows rooms by kind with counts, an estimate, what is left out and what no app is shown', async () => {
		const { view } = await desk.officer.type(`/legal-hold @${SUBJECT}`, { room: 'legal' });
		const words = readView(view);
		expect(words).toMatch(/direct messages – rooms: \d+, messages: \d+/);
		expect(words).toMatch(/reading takes about \d+ s \(pages: \d+\)/);
		expect(words).toContain('larger files than you choose');
		expect(words).toContain('end-to-end encrypted messages, system messages, deleted messages');
	});

	it('refuses a period that ends before it begins, at its field', async () => {
		const { view } = await desk.officer.type(`/legal-hold @${SUBJECT}`, { room: 'legal' });
		const fields = { ...PRESERVATION_REQUEST, periodFrom: '2026-02-01', periodTo: '2026-01-01' };
		const submitted = await desk.officer.submit(expectView(view), fields);
		expect(submitted.errors).toEqual({ periodTo: 'The last day lies before the first.' });
	});

	it('copies every message that the scope covers, as it stands in the workspace, over a crash and with messages deleted meanwhile', async () => {
		const reference = 'LE-2026-0001';
		// The server dies as soon as the hold stands in the ledger, so the capture has just begun, however fast the machine.
		const placing = placeHold(desk).catch(() => undefined);
		const bench = await killWhenStored(desk, 'hold.placed');
		await placing;
		// Connections of the dead server may still be in this process's pool: the first calls find that out.
		await Promise.allSettled(Array.from({ length: 10 }, () => bench.operator.now()));
		desk = { ...desk, bench, officer: await bench.as('legal.officer') };
		expect(await readCard(desk.officer, reference)).not.toContain('Hold: Preserved.');
		await desk.bench.operator.prune('general', '2025-06-01T00:00:00.000Z');
		const order: string[] = [];
		const capturing = desk.bench.operator.advance({ minutes: 6 }).then(() => order.push('capture step'));
		const { view } = await desk.officer.type('/legal-help', { room: 'legal' });
		order.push(view ? 'command' : 'no answer');
		await capturing;
		expect(order).toEqual(['command', 'capture step']);
		await untilPreserved(desk, reference);
		const held = await openHeld(desk, reference);
		const sealed = new Map(readHeldMessages(held).map((message) => [message.id, message]));
		expect(sealed.size).toBe(readHeldMessages(held).length);
		const standing = await listCovered(desk, SUBJECT);
		expect(standing.length).toBeGreaterThan(500);
		const missing = standing.filter(({ _id }) => !sealed.has(_id));
		expect(missing).toEqual([]);
		for (const { _id, rid, msg, u, ts } of standing) {
			expect(sealed.get(_id)).toMatchObject({
				roomId: rid,
				text: msg,
				sender: { id: u._id, username: u.username },
				sentAt: readDate(ts),
			});
		}
	});

	it('seals files whole: the SHA-256 in their record is that of the bytes', async () => {
		const held = await openHeld(desk, 'LE-2026-0001');
		const files = held.records.filter(({ kind }) => kind === 'file');
		expect(files.length).toBeGreaterThan(10);
		for (const { id, sha256, sizeBytes } of files) {
			expect(held.readFile(id)).toEqual({ sha256, sizeBytes });
		}
		expect(files.some(({ sizeBytes }) => sizeBytes === 0)).toBe(true);
		expect(held.records.filter(({ kind, name }) => kind === 'file' && String(name).startsWith('thumb-'))).toEqual([]);
	});

	it('says of the encrypted room that its messages are shown to no app', async () => {
		const held = await openHeld(desk, 'LE-2026-0001');
		expect(held.records.filter(({ code }) => code === 'room-encrypted')).toHaveLength(1);
	});

	it('copies the account and its rooms alone when that is what was chosen', async () => {
		const reference = await placeHold(desk, { scopeDirect: 'none', scopePrivate: 'none', scopePublic: 'none' }, 'viktor.dray');
		await untilPreserved(desk, reference);
		const { records } = await openHeld(desk, reference);
		expect([...new Set(records.map(({ kind }) => kind))].sort()).toEqual(['account', 'membership']);
	});

	it('copies the messages of a period alone when one is given', async () => {
		const period = { periodFrom: '2025-03-01', periodTo: '2025-03-31' };
		const reference = await placeHold(desk, { scopeDirect: 'own', ...period }, 'viktor.dray');
		await untilPreserved(desk, reference);
		const messages = readHeldMessages(await openHeld(desk, reference));
		expect(messages.length).toBeGreaterThan(5);
		expect(messages.every(({ sentAt }) => sentAt >= '2025-03-01' && sentAt < '2025-04-01')).toBe(true);
		expect(messages.every(({ sender }) => sender.username === 'viktor.dray')).toBe(true);
	});
});

const readDate = (value: unknown): string => new Date((value as { $date?: string }).$date ?? (value as string)).toISOString();

/** Every message of the workspace that the proposed scope covers: whole direct rooms, own messages elsewhere. */
async function listCovered({ bench }: TestDesk, username: string): Promise<Record<string, any>[]> {
	const person = await bench.as(username);
	const rooms = buildCommunity().rooms.filter(({ members }) => members.includes(person.userId));
	const found: Record<string, any>[] = [];
	for (const { id, type } of rooms) {
		const messages = await person.messages(id);
		found.push(...messages.filter((message) => message.t === undefined && (type === 'd' || message.u._id === person.userId)));
	}
	return found;
}
