import { expectView, preserve, readView, startDesk, SUBPOENA, type TestDesk } from './support/desk';
import { COMPLETE, SENDER, takeRequest } from './support/intake';
import { listLedger, waitForFile } from './support/ledger';

let desk: TestDesk;
beforeAll(async () => {
	desk = await startDesk();
});
afterAll(() => desk?.bench.stop());

const openCase = async (reference: string) =>
	expectView((await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' })).view);
const dueList = async () => readView((await desk.officer.type('/legal', { room: 'legal' })).view);
const readCardOf = async (reference: string) =>
	JSON.stringify((await desk.officer.messages('legal')).filter(({ msg }) => String(msg).startsWith(`${reference}:`)));

describe('a case about a hosted workspace', () => {
	let reference: string;
	beforeAll(async () => {
		await desk.bench.operator.setAppSetting(desk.appId, 'hosted-domains', 'rocket.chat');
		const sender = { ...SENDER, serverUrl: 'https://acme.rocket.chat', agencyReference: 'WPD-26-0077' };
		({ reference } = await takeRequest(desk.officer, 'contents', [sender, ...(COMPLETE.contents ?? []).slice(1)]));
		await desk.bench.operator.setAppSetting(desk.appId, 'hosted-domains', '');
	});

	it('is closed by a person, with how it ended, why, and what was left undone', async () => {
		const form = expectView((await desk.officer.press({ view: await openCase(reference) }, 'closeCase')).view);
		expect(readView(form)).toContain('This stays undone, and the ledger will say so:');
		expect(readView(form)).toContain('Request no. 1: not answered or not fulfilled');
		const empty = await desk.officer.submit(form, { outcome: 'records-produced', reason: ' ' });
		expect(Object.keys(empty.errors ?? {})).toEqual(['reason']);
		await desk.officer.submit(form, { outcome: 'records-produced', reason: 'Obtained from @maria.silva’s workspace' });
		const closed = (await listLedger(desk, reference)).find(({ type }) => type === 'case.closed');
		expect(closed?.body).toMatchObject({ outcome: 'records-produced', remaining: [expect.stringMatching(/^request:/)] });
		expect(closed?.actor.username).toBe('legal.officer');
	});

	it('then shows so in its card without the words of the reason, in its view with them, and nowhere in the due list', async () => {
		const card = await readCardOf(reference);
		expect(card).toContain('Closed: Records were produced');
		expect(card).toContain('nothing: the case is closed');
		expect(card).not.toContain('Obtained from');
		const view = readView(await openCase(reference));
		expect(view).toContain('Reason: Obtained from @maria.silva’s workspace');
		expect(view).toContain('Open the case again…');
		expect(view).not.toContain('Close the case…');
		expect(await dueList()).not.toContain(reference);
	});

	it('is in the report by how it ended', async () => {
		await desk.officer.type('/legal-report 2026-03', { room: 'legal' });
		const csv = (await waitForFile(desk.officer, 'transparency-report-2026-03.csv')).toString();
		expect(csv).toContain('"2026-03","closings","","","records-produced","cases","1"');
	});

	it('is opened again with a reason, over a restart, and by a new request without anybody’s doing', async () => {
		const form = expectView((await desk.officer.press({ view: await openCase(reference) }, 'reopenCase')).view);
		await desk.officer.submit(form, { reason: 'The agency asks for more' });
		expect(readView(await openCase(reference))).toContain('Close the case…');
		const again = expectView((await desk.officer.press({ view: await openCase(reference) }, 'closeCase')).view);
		await desk.officer.submit(again, { outcome: 'other', reason: 'Once more' });
		expect(await readCardOf(reference)).toContain('Closed: Otherwise');
		const extra = { ...SENDER, caseReference: reference, agencyReference: 'WPD-26-0078' };
		await takeRequest(desk.officer, 'preservation', [extra]);
		expect(await readCardOf(reference)).not.toContain('Closed: Otherwise');
		expect(readView(await openCase(reference))).toContain('Close the case…');
	});
});

it('a case with a running hold is not closed, by the view or by a forged submit, and says why', async () => {
	const reference = await preserve(desk.officer, 'joao.prado');
	const view = await openCase(reference);
	expect(readView(view)).toContain('Close the case… Not now: A hold keeps records in this case.');
	const caseId = view.blocks
		.flatMap(({ elements = [] }) => elements as { actionId: string; value: string }[])
		.find(({ actionId }) => actionId === 'caseLedger')?.value;
	await desk.officer.interact(view.appId, {
		type: 'blockAction',
		actionId: 'closeCase',
		triggerId: 'forged',
		payload: { blockId: 'closeCase', value: caseId },
		container: { type: 'view', id: view.id },
	});
	expect(desk.officer.openViews.map(({ title }) => JSON.stringify(title)).join()).not.toContain('Close the case');
	expect((await listLedger(desk, reference)).map(({ type }) => type)).not.toContain('case.closed');
});

it('a head that is not in the ledger blocks productions, visibly, until an approver answers for it', async () => {
	const { officer, counsel } = desk;
	const reference = await preserve(officer, 'yuki.mori');
	await desk.bench.operator.settle();
	const verified = await officer.type(`/legal-verify ${reference} ${'ab'.repeat(32)}`, { room: 'legal' });
	expect(readView(verified.view)).toContain('ab'.repeat(32));
	expect(await readCardOf(reference)).toContain('Nothing is produced from this case until an approver has looked into it');
	expect(readView(await openCase(reference))).toMatch(/found signs that this ledger is not what its authors wrote \(1\)\./);
	const refused = await officer.type(`/legal-produce ${reference}`, { room: 'legal' });
	const asked = refused.view && (await officer.submit(refused.view, SUBPOENA));
	expect(JSON.stringify([refused.ephemerals, asked?.errors])).toContain('An approver has to look into it');
	expect(readView(await openCase(reference))).not.toContain('Acknowledge what was found…');
	const seen = expectView((await counsel.type(`/legal-case ${reference}`, { room: 'legal' })).view);
	const form = expectView((await counsel.press({ view: seen }, 'acknowledgeTamper')).view);
	await counsel.submit(form, { reason: 'The head was mistyped' });
	expect(await readCardOf(reference)).not.toContain('Nothing is produced from this case');
	const after = readView(await openCase(reference));
	expect(after).toContain('by @legal.counsel: The head was mistyped');
	// The same wrong head once more is no new finding.
	await officer.type(`/legal-verify ${reference} ${'ab'.repeat(32)}`, { room: 'legal' });
	expect((await listLedger(desk, reference)).filter(({ type }) => type === 'tamper.found')).toHaveLength(1);
});
