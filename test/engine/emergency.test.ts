import { approve, expectView, pressOnCard, readView, startDesk, type TestDesk } from './support/desk';
import { COMPLETE, expectNext, fillPages } from './support/intake';
import type { Person } from '../../workbench/testing';

/** Takes an emergency request in by `/legal-emergency` and preserves the account. @returns the case reference */
async function takeEmergency({ officer, bench }: TestDesk): Promise<string> {
	const { view } = await officer.type('/legal-emergency', { room: 'legal' });
	const review = await fillPages(officer, expectView(view), COMPLETE.emergency ?? []);
	const outcome = expectNext(await officer.submit(review, { compared: 'yes' }));
	await officer.press({ view: outcome }, 'preserveSubject');
	await bench.operator.settle();
	return /LE-\d{4}-\d{4}/.exec(JSON.stringify(outcome.title))?.[0] ?? '';
}

async function step(person: Person, reference: string, actionId: string, values: Record<string, unknown>) {
	const { view } = await person.type(`/legal-emergency ${reference}`, { room: 'legal' });
	const form = await person.press({ view: expectView(view) }, actionId);
	return person.submit(expectView(form.view), values);
}

const CALL = {
	number: '+1 302 555 0100',
	numberFrom: 'agency-website',
	personReached: 'Sgt. B. Example, duty desk',
	confirmed: 'yes',
};
const DISCLOSE = {
	decision: 'disclose',
	reason: 'A person may take their life tonight',
	categories: ['account'],
	whyNecessary: 'The address leads to the person',
};

describe('an emergency disclosure request', () => {
	let desk: TestDesk;

	beforeEach(async () => {
		desk = await startDesk();
	});
	afterEach(() => desk.bench.stop());

	it('discloses what the approver names, after a call back and by two people, and is followed up', async () => {
		const reference = await takeEmergency(desk);
		const early = await step(desk.counsel, reference, 'decideEmergency', DISCLOSE);
		expect(early.errors?.decision).toContain('Nobody has recommended disclosure yet.');
		await step(desk.officer, reference, 'recommendEmergency', { categories: ['account'], reason: 'Report of suicide' });
		const uncalled = await step(desk.counsel, reference, 'decideEmergency', DISCLOSE);
		expect(uncalled.errors?.decision).toContain('Call the officer’s agency back');
		await step(desk.officer, reference, 'callBack', { ...CALL, numberFrom: 'from-the-request' });
		const dependent = await step(desk.counsel, reference, 'decideEmergency', DISCLOSE);
		expect(dependent.errors?.decision).toContain('Call back on a number that does not come from the request.');
		await step(desk.officer, reference, 'callBack', CALL);
		expect((await step(desk.counsel, reference, 'decideEmergency', DISCLOSE)).closed).toBe(true);

		const asked = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.officer.submit(expectView(asked.view), {
			...{ process: 'emergency', issuer: 'Wilmington Police Department', processNumber: 'WPD-26-0042', issuedOn: '2026-02-28' },
			categories: ['account', 'non-content'],
		});
		const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Will be produced: Basic account information');
		expect(readView(view)).toContain('not within what the approver finds necessary to prevent the harm');
		expect((await approve(desk.counsel, reference)).message.file.name).toBe(`${reference}-P1.zip`);

		const due = await desk.officer.type('/legal', { room: 'legal' });
		expect(readView(due.view)).toContain('legal process to follow an emergency disclosure');
		await step(desk.officer, reference, 'followUpEmergency', { outcome: 'Subpoena 26-GJ-0200 of 2026-03-02' });
		const after = await desk.officer.type('/legal', { room: 'legal' });
		expect(readView(after.view)).not.toContain('legal process to follow an emergency disclosure');
		expect(readView(after.view)).toContain('notice to the account holder');
	});

	it('calls on the approvers when nobody has decided within two hours, once', async () => {
		const reference = await takeEmergency(desk);
		await desk.bench.operator.advance({ hours: 4 }, { minutes: 30 });
		const lines = (await desk.officer.messages('legal')).map(({ msg }) => String(msg));
		expect(lines.filter((line) => line.includes(`${reference}: decision on an emergency request is due`))).toHaveLength(1);
		expect(lines.join()).toContain('@legal.counsel');
		expect(readView(await pressOnCard(desk.officer, reference, 'notice'))).toContain('was not told');
	});

	it('lets nobody decide on what they recommended', async () => {
		const reference = await takeEmergency(desk);
		await step(desk.counsel, reference, 'recommendEmergency', { categories: ['account'], reason: 'Report of suicide' });
		await step(desk.officer, reference, 'callBack', CALL);
		const own = await step(desk.counsel, reference, 'decideEmergency', DISCLOSE);
		expect(own.errors?.decision).toContain('another person has to decide');
	});
});
