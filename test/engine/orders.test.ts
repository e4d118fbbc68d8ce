import {
	expectView,
	ORDER,
	preserve,
	pressOnCard,
	readChannel,
	readView,
	recordOrder,
	startDesk,
	SUBPOENA,
	type TestDesk,
} from './support/desk';
import { COMPLETE, expectNext, fillPages } from './support/intake';
import type { Person, SubmitResult } from '../../workbench/testing';

let desk: TestDesk;
let reference: string;

beforeEach(async () => {
	desk = await startDesk();
	reference = await preserve(desk.officer);
});
afterEach(() => desk.bench.stop());

/** Opens a form from what the case's card says of notice and orders, and sends it. */
async function decide(person: Person, actionId: string, values: Record<string, unknown>): Promise<SubmitResult> {
	const { view } = await person.press({ view: await pressOnCard(person, reference, 'notice') }, actionId);
	return person.submit(expectView(view), values);
}

const readNotice = async () => readView(await pressOnCard(desk.officer, reference, 'notice'));

async function askForProduction(): Promise<void> {
	await desk.bench.operator.settle();
	const { view } = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
	expect((await desk.officer.submit(expectView(view), SUBPOENA)).closed).toBe(true);
}

/** What counsel is told who wants to approve the production that waits. */
const tryToApprove = async () => (await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' })).ephemerals.join();

it('an order that is lifted forbids notice no longer, for a reason and the typed reference, and lets nothing leave without notice', async () => {
	await recordOrder(desk.officer, reference);
	await askForProduction();
	const lifting = { reason: 'Order of 2026-03-02, docket 14', document: 'docket 14' };
	const wrong = await decide(desk.officer, 'liftOrder', { ...lifting, reference: 'LE-2026-9999' });
	expect(wrong.errors?.reference).toContain(reference);
	expect(await readNotice()).toContain(`Order ${ORDER.number} forbids notice.`);
	expect((await decide(desk.officer, 'liftOrder', { ...lifting, reference })).closed).toBe(true);
	const shown = await readNotice();
	expect(shown).toMatch(/lifted at .*\(Order of 2026-03-02, docket 14\)/);
	expect(shown).toContain('Send notice');
	expect(await tryToApprove()).toBe('The account holder was not told, and no exception is recorded.');
});

it('of two orders the later end counts, whichever is lifted or over', async () => {
	await askForProduction();
	await recordOrder(desk.officer, reference, { endsOn: '2026-03-20' });
	await recordOrder(desk.officer, reference, { number: '26-ND-8', endsOn: '2026-05-20' });
	await desk.bench.operator.advance({ days: 25 }, { days: 5 });
	const between = await readNotice();
	expect(between).toMatch(/over since 2026-03-2\d/);
	expect(between).toContain('Order 26-ND-8 forbids notice.');
	expect(between).not.toContain('Send notice');
	expect((await readChannel(desk.officer)).join('\n')).not.toContain('can be told now');
	await desk.bench.operator.advance({ days: 58 }, { days: 5 });
	expect(await readNotice()).toContain('Send notice');
	expect((await readChannel(desk.officer)).join('\n')).toContain('@m••• can be told now');
});

it('an exception that is declined lets nothing leave, and the account holder is to be told', async () => {
	await askForProduction();
	const { view } = await desk.officer.press({ view: await pressOnCard(desk.officer, reference, 'notice') }, 'proposeException');
	const kinds = expectView(view).blocks.find(({ blockId }) => blockId === 'kind')?.element.options as { value: string }[];
	const kind = kinds.find(({ value }) => value.startsWith('counter'))?.value;
	const proposed = await desk.officer.submit(expectView(view), { kind, reason: 'It would spoil the inquiry' });
	expect(proposed.errors).toBeUndefined();
	expect(await tryToApprove()).toContain('was not told');
	const bare = await decide(desk.counsel, 'decideException', { verdict: 'decline' });
	expect(Object.keys(bare.errors ?? {})).toEqual(['reason']);
	const reason = 'The agency names nothing that it would spoil';
	expect((await decide(desk.counsel, 'decideException', { verdict: 'decline', reason })).closed).toBe(true);
	const shown = await readNotice();
	expect(shown).toContain('declined');
	expect(shown).toContain('Send notice');
	expect(await tryToApprove()).toContain('was not told');
});

it('a decision on an emergency that is put off calls nobody until then, and then it does', async () => {
	const [sender, ...pages] = COMPLETE.emergency ?? [];
	const { view } = await desk.officer.type('/legal-emergency', { room: 'legal' });
	const review = await fillPages(desk.officer, expectView(view), [{ ...sender, agencyReference: 'WPD-26-0099' }, ...pages]);
	const outcome = expectNext(await desk.officer.submit(review, { compared: 'yes' }));
	const emergency = /LE-\d{4}-\d{4}/.exec(JSON.stringify(outcome.title))?.[0] ?? '';
	const due = expectView((await desk.officer.type('/legal', { room: 'legal' })).view);
	const first = due.blocks
		.flatMap(({ elements = [] }) => elements as { actionId: string; value: string }[])
		.find(({ actionId }) => actionId === 'snooze')?.value;
	const form = await desk.officer.press({ view: due }, 'snooze', first);
	const put = await desk.officer.submit(expectView(form.view), { until: '2026-03-02', reason: 'The desk sergeant calls back' });
	expect(put.errors).toBeUndefined();
	const calls = async () =>
		(await readChannel(desk.officer)).filter((line) => line.includes(`${emergency}: decision on an emergency request is due`));
	await desk.bench.operator.advance({ hours: 14 }, { hours: 1 });
	expect(await calls()).toEqual([]);
	await desk.bench.operator.advance({ hours: 2 }, { minutes: 30 });
	expect(await calls()).toHaveLength(1);
});
