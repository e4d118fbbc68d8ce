import {
	expectView,
	PRESERVATION_REQUEST,
	readView,
	startDesk,
	SUBJECT,
	submitPreservation,
	type TestDesk,
} from './support/desk';
import { openHeld, readHeldMessages } from './support/snapshot';
import type { View } from '../../workbench/testing';

describe('what a hold covers', () => {
	let desk: TestDesk;
	let form: View;

	beforeAll(async () => {
		desk = await startDesk();
		form = await open();
	});
	afterAll(() => desk.bench.stop());

	const open = async (username = SUBJECT) =>
		expectView((await desk.officer.type(`/legal-hold @${username}`, { room: 'legal' })).view);
	const listRooms = (): { value: string; text: string }[] => {
		const field = form.blocks.find(({ blockId }) => blockId === 'rooms');
		return (field?.element.options as { value: string; text: { text: string } }[]).map(({ value, text }) => ({
			value,
			text: text.text,
		}));
	};
	const place = async (fields: Record<string, unknown>) => {
		const submitted = await submitPreservation(desk.officer, await open(), fields);
		return { submitted, reference: /LE-\d{4}-\d{4}/.exec(desk.officer.ephemerals.at(-1) ?? '')?.[0] ?? '' };
	};

	it('is planned with the rooms by kind and by name, direct ones by who is in them', () => {
		expect(readView(form)).toMatch(/direct messages – rooms: \d+, messages: \d+/);
		expect(readView(form)).toContain('end-to-end encrypted messages');
		expect(readView(form)).toContain('Left out: larger files than you choose');
		const texts = listRooms().map(({ text }) => text);
		expect(texts.some((text) => /^@[a-z.]+.* · direct messages · messages: \d+$/.test(text))).toBe(true);
		expect(texts.some((text) => /· public channel ·/.test(text))).toBe(true);
		expect(texts.join()).not.toContain('?');
	});

	it('can be one named room, of which the ledger tells no id', async () => {
		const [room] = listRooms().filter(({ text }) => text.includes('public channel'));
		const { reference } = await place({ rooms: [room!.value], scopePublic: 'whole' });
		const held = await openHeld(desk, reference);
		const messages = readHeldMessages(held);
		expect(messages.length).toBeGreaterThan(0);
		expect(new Set(messages.map(({ roomId }) => roomId as string))).toEqual(new Set([room!.value]));
		expect(messages.some(({ sender }) => sender.username !== SUBJECT)).toBe(true);
		expect(held.hold.scope?.roomIds).toBeUndefined();
		expect(JSON.stringify(held.state)).not.toContain(room!.value);
		expect(held.records.filter(({ kind }) => kind === 'membership').length).toBeGreaterThan(1);
	});

	it('can leave files out', async () => {
		const { reference } = await place({ maxFile: '0' });
		const { records } = await openHeld(desk, reference);
		expect(records.filter(({ kind }) => kind === 'file')).toEqual([]);
	});

	it('is not everything that everybody wrote unless somebody says why, which is kept', async () => {
		const broad = { scopePublic: 'whole' };
		const refused = await place(broad);
		expect(Object.keys(refused.submitted.errors ?? {})).toEqual(['broadBecause']);
		expect(refused.submitted.errors?.broadBecause).toContain('many uninvolved people');
		const { submitted, reference } = await place({ ...broad, broadBecause: 'The order names every channel' });
		expect(submitted.closed).toBe(true);
		expect((await openHeld(desk, reference)).hold.scope?.broadBecause).toBe('The order names every channel');
		expect((await place({ ...broad, periodFrom: '2026-01-01' })).submitted.closed).toBe(true);
	});

	it('warns before anything is placed that the account is held already, or works in the legal team', async () => {
		expect(readView(await open())).toContain('LE-2026-0001');
		expect(readView(await open('legal.officer2'))).toContain('@legal.officer2 works in the legal team');
	});

	it('warns once, before anything is placed, that the agency’s reference stands in another case, and goes on when it is told again', async () => {
		const view = await open('joao.prado');
		const countCases = async () => (await desk.officer.messages('legal')).filter(({ blocks }) => blocks?.length).length;
		const before = await countCases();
		const fields = { ...PRESERVATION_REQUEST, agencyReference: 'wpd 26 0042', officialEmail: 'police@gmail.com' };
		const warned = await desk.officer.submit(view, fields);
		expect(warned.errors).toEqual({
			agencyReference: expect.stringMatching(/The same agency reference stands in LE-2026-0001.*choose “Preserve now” again/s),
			officialEmail: expect.stringMatching(/^gmail\.com gives an address to anybody\..*“Preserve now” again/s),
		});
		expect(await countCases()).toBe(before);
		// What is changed after the warning is looked at anew.
		const changed = { ...fields, officialEmail: 'police@yahoo.com', agencyReference: '' };
		expect(Object.keys((await desk.officer.submit(view, changed)).errors ?? {})).toEqual(['officialEmail']);
		expect((await desk.officer.submit(view, changed)).closed).toBe(true);
		expect(await countCases()).toBe(before + 1);
	});

	it('records that somebody looked at an account, or at its rooms before they are shown', async () => {
		await open('yuki.mori');
		const stored = (await desk.bench.operator.persistence()).map((record) => JSON.stringify(record));
		const looks = stored.filter((record) => record.includes('account.viewed') && record.includes('yuki.mori'));
		expect(looks.join()).toMatch(/what.{1,12}plan/);
		expect(looks.join()).toContain('legal.officer');
		await desk.officer.type('/legal-locate @noor.haddad', { room: 'legal' });
		const after = (await desk.bench.operator.persistence()).map((record) => JSON.stringify(record));
		expect(after.filter((record) => record.includes('account.viewed') && record.includes('noor.haddad'))).toHaveLength(1);
	});
});
