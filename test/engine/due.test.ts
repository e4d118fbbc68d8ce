import { expectView, preserve, readChannel, readView, startDesk, SUBPOENA, type TestDesk } from './support/desk';
import type { Person, View } from '../../workbench/testing';

describe('the due list', () => {
	let desk: TestDesk;

	beforeEach(async () => {
		desk = await startDesk();
	});
	afterEach(() => desk.bench.stop());

	it('says that nothing is due, beside the room', async () => {
		const { view } = await desk.officer.type('/legal', { room: 'legal' });
		expect(expectView(view).type).toBe('contextualBar');
		expect(readView(view)).toContain('Nothing is due in any case that you may see.');
		const window = await desk.officer.type('/legal window', { room: 'legal' });
		expect(expectView(window.view).type).toBe('modal');
	});

	it('is not for people outside the legal team', async () => {
		const stranger = await desk.bench.as('Maria.Silva2');
		const { view, ephemerals } = await stranger.type('/legal', { room: 'general' });
		expect(view).toBeUndefined();
		expect(ephemerals).toEqual(['This command is not available to you.']);
	});

	it('shows every open clock, nearest first, filtered, with what to do next', async () => {
		const first = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 10 });
		const second = await preserve(desk.officer, 'joao.prado');
		await desk.bench.operator.settle();
		const { view } = await desk.officer.type('/legal', { room: 'legal' });
		const words = readView(view);
		expect(words).toContain(`${first} · end of a preservation\n@maria.silva · 2026-05-30T09:00`);
		expect(words.indexOf(first)).toBeLessThan(words.indexOf(second));
		const overdue = await desk.officer.press({ view: expectView(view) }, 'dueOverdue');
		expect(readView(overdue.view)).toContain('Nothing is overdue.');
		const [button] = (view?.blocks ?? [])
			.flatMap(({ elements = [] }) => elements as { actionId: string; value: string }[])
			.filter(({ actionId }) => actionId === 'produce');
		const produce = await desk.officer.press({ view: expectView(view) }, 'produce', button?.value);
		expect(readView(produce.view)).toContain('Produce records');
	});

	it('goes on to a second page and back, within the filter that is chosen', async () => {
		const references: string[] = [];
		for (const username of ['maria.silva', 'joao.prado', 'noor.haddad', 'otto.brandt', 'yuki.mori', 'Maria.Silva2']) {
			references.push(await preserve(desk.officer, username));
			await desk.bench.operator.settle();
			await desk.bench.operator.advance({ minutes: 1 });
		}
		for (const reference of references) {
			const { view } = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
			expect((await desk.officer.submit(expectView(view), SUBPOENA)).closed).toBe(true);
		}
		const notices = references.map((reference) => `${reference} · notice to the account holder`);
		const ends = references.map(
			(reference) => `${reference} · end of a preservation, kept beyond it until the served process is answered`,
		);
		const page = async (person: Person, view: View | undefined, actionId: string) =>
			expectView((await person.press({ view: expectView(view) }, actionId)).view);
		const listed = (view: View | undefined): string[] => readView(view).match(/LE-\d{4}-\d{4} · .+/g) ?? [];

		const { view: all } = await desk.officer.type('/legal', { room: 'legal' });
		const mine = await page(desk.officer, all, 'dueMine');
		expect(readView(mine)).toContain('Due: 12, overdue: 0. Shown: 1 to 10');
		expect(listed(mine)).toEqual([...notices, ...ends.slice(0, 4)]);
		const second = await page(desk.officer, mine, 'dueNext');
		expect(readView(second)).toContain('Shown: 11 to 12');
		expect(listed(second)).toEqual(ends.slice(4));
		expect(JSON.stringify(second.blocks)).not.toContain('dueNext');
		expect(listed(await page(desk.officer, second, 'duePrevious'))).toEqual([...notices, ...ends.slice(0, 4)]);
		// What another officer placed is not this one's: one page, of what is anybody's.
		const other = await desk.bench.as('legal.officer2');
		const { view: theirs } = await other.type('/legal', { room: 'legal' });
		const second2 = await page(other, theirs, 'dueNext');
		expect(listed(second2)).toEqual(ends.slice(4));
		const shared = await page(other, second2, 'dueMine');
		expect(listed(shared)).toEqual(notices);
		expect(JSON.stringify(shared.blocks)).not.toContain('dueNext');
	});

	it('puts something off until a day with a reason, which the ledger keeps', async () => {
		const reference = await preserve(desk.officer);
		const { view } = await desk.officer.type('/legal', { room: 'legal' });
		const value = (view?.blocks ?? [])
			.flatMap(({ elements = [] }) => elements as { actionId: string; value: string }[])
			.find(({ actionId }) => actionId === 'snooze')?.value;
		const form = await desk.officer.press({ view: expectView(view) }, 'snooze', value);
		const refused = await desk.officer.submit(expectView(form.view), { until: '2026-02-01', reason: 'Waiting' });
		expect(refused.errors?.until).toContain('Choose a day after today');
		const again = await desk.officer.press({ view: expectView(view) }, 'snooze', value);
		const done = await desk.officer.submit(expectView(again.view), { until: '2026-03-20', reason: 'The agency is asked' });
		expect(done.closed).toBe(true);
		const { view: after } = await desk.officer.type('/legal', { room: 'legal' });
		expect(readView(after)).toContain('Put off until 2026-03-20T00:00:00Z.');
		expect(readView(after)).toContain(reference);
		expect(JSON.stringify(await desk.bench.operator.persistence())).toContain('The agency is asked');
	});

	it('tells the channel once a day what is due, with the ledger heads, and calls on the approvers when it is overdue', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 3 }, { hours: 6 });
		const digests = async () => (await readChannel(desk.officer)).filter((line) => line.startsWith('Legal Desk, '));
		expect(await digests()).toEqual([]);
		const asked = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect((await desk.officer.submit(expectView(asked.view), SUBPOENA)).closed).toBe(true);
		await desk.bench.operator.advance({ days: 2 }, { hours: 6 });
		const lines = await digests();
		expect(lines.map((line) => line.slice(0, 22))).toEqual(['Legal Desk, 2026-03-04', 'Legal Desk, 2026-03-05']);
		expect(lines.at(-1)).toMatch(/Legal Desk, 2026-03-05: 1 open cases, 1 items overdue/);
		expect(lines.at(-1)).toMatch(new RegExp(`${reference} [0-9a-f]{64}`));
		expect(lines.at(-1)).toContain('@legal.counsel');
		expect(lines.join()).not.toContain('maria.silva');
	});

	it('repeats a digest that could not be posted, rather than losing it', async () => {
		await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 84, hours: 4 }, { hours: 12 });
		const before = (await readChannel(desk.officer)).filter((line) => line.startsWith('Legal Desk, ')).length;
		await desk.bench.operator.fail('messages.create', 1, 'the room is away');
		await desk.bench.operator.advance({ hours: 2 }, { minutes: 10 });
		const lines = (await readChannel(desk.officer)).filter((line) => line.startsWith('Legal Desk, '));
		expect(lines).toHaveLength(before + 1);
	});
});
