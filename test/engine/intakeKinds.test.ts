import { expectView, readView, recordOrder, startDesk, SUBPOENA, type TestDesk } from './support/desk';
import { COMPLETE, openLetter, preserveAccepted, takeRequest } from './support/intake';

let desk: TestDesk;
beforeAll(async () => {
	desk = await startDesk();
});
afterAll(() => desk.bench.stop());

describe('a complete request, from intake to its letter in the outbox', () => {
	it.each(Object.keys(COMPLETE))('of the kind %s is accepted and acknowledged', async (kind) => {
		const { officer, bench } = desk;
		const { review, outcome, reference } = await takeRequest(officer, kind);
		expect(readView(review)).toContain('Accepted: the request is complete');
		const letter = await openLetter(officer, outcome);
		const sent = await officer.submit(letter, { deed: 'send' });
		expect(sent.errors).toBeUndefined();
		const mail = (await bench.operator.mail()).at(-1);
		expect(mail).toMatchObject({ to: ['a.example@wilmington-police.example'], from: 'no-reply@workspace.example' });
		expect(mail?.subject).toContain(reference);
		expect(mail?.text).toContain('Receipt of correspondence is for convenience only and does not waive any objections');
		expect(mail?.text).toMatch(new RegExp(`--\nCase ${reference}\nLedger head \\(SHA-256\\): [0-9a-f]{64}\n$`));
	});
});

/** @law eu-2023-1543-10 */
it('who approves a European production order is told until when nothing may leave if the enforcing authority was notified', async () => {
	const { officer, counsel, bench } = desk;
	const { outcome, reference } = await takeRequest(officer, 'epoc');
	await preserveAccepted(officer, outcome);
	await bench.operator.settle();
	await recordOrder(officer, reference);
	const readApproval = async () => readView((await counsel.type(`/legal-produce ${reference}`, { room: 'legal' })).view);
	const { view } = await officer.type(`/legal-produce ${reference}`, { room: 'legal' });
	expect((await officer.submit(expectView(view), { ...SUBPOENA, process: 'epoc' })).errors).toBeUndefined();
	expect(await readApproval()).toMatch(/nothing may leave before 2026-03-11T09:\d\d:\d\dZ, unless that authority has said/);
	await bench.operator.advance({ days: 10, hours: 1 }, { days: 3 });
	expect(await readApproval()).not.toContain('nothing may leave before');
});
