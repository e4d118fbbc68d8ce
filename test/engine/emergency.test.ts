import { approve, expectView, pressOnCard, readChannel, readView, startDesk, SUBJECT, type TestDesk } from './support/desk';
import { COMPLETE, expectNext, fillPages, initialOf, preserveAccepted } from './support/intake';
import type { Person, View } from '../../workbench/testing';

/** Takes an emergency request in by `/legal-emergency` and preserves the account. @returns the case reference */
async function takeEmergency({ officer, bench }: Pick<TestDesk, 'officer' | 'bench'>, username = SUBJECT): Promise<string> {
	const [sender, ...pages] = COMPLETE.emergency ?? [];
	const { view } = await officer.type('/legal-emergency', { room: 'legal' });
	const first = { ...sender, accounts: `@${username}`, agencyReference: `WPD-${username}` };
	const review = await fillPages(officer, expectView(view), [first, ...pages]);
	const outcome = expectNext(await officer.submit(review, { compared: 'yes' }));
	await preserveAccepted(officer, outcome);
	await bench.operator.settle();
	return /LE-\d{4}-\d{4}/.exec(JSON.stringify(outcome.title))?.[0] ?? '';
}

const openEmergency = async (person: Person, reference: string): Promise<View> =>
	expectView((await person.type(`/legal-emergency ${reference}`, { room: 'legal' })).view);

async function step(person: Person, reference: string, actionId: string, values: Record<string, unknown>) {
	const form = await person.press({ view: await openEmergency(person, reference) }, actionId);
	return person.submit(expectView(form.view), values);
}

/** What is next, as the view says that stays open after a step. */
async function nextAfter(person: Person, reference: string, actionId: string, values: Record<string, unknown>): Promise<string> {
	return readView(expectNext(await step(person, reference, actionId, values)));
}

/** The delivery is recorded a moment after the package is seen. */
async function openOnce(person: Person, reference: string, words: string): Promise<View> {
	for (let tries = 0; tries < 40; tries++) {
		const view = await openEmergency(person, reference);
		if (readView(view).includes(words)) {
			return view;
		}
	}
	throw new Error(`the emergency of ${reference} never said “${words}”`);
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
const PRODUCTION = {
	...{ process: 'emergency', issuer: 'Wilmington Police Department', processNumber: 'WPD-26-0042', issuedOn: '2026-02-28' },
	categories: ['account', 'non-content'],
};

const escalations = async (person: Person, reference: string) =>
	(await readChannel(person)).filter((line) => line.includes(`${reference}: decision on an emergency request is due`));

describe('an emergency disclosure request', () => {
	let desk: TestDesk;

	beforeAll(async () => {
		desk = await startDesk();
	}, 120_000);
	afterAll(() => desk?.bench.stop());

	it('discloses what the approver names, after a call back and by two people, tells the agency, and is followed up', async () => {
		const { officer, counsel, bench } = desk;
		const reference = await takeEmergency(desk);
		expect(readView(await openEmergency(officer, reference))).toContain('Next: call the agency back');
		expect(readView(await pressOnCard(officer, reference, 'notice'))).not.toContain('Send notice');
		const early = await step(counsel, reference, 'decideEmergency', DISCLOSE);
		expect(early.errors?.decision).toContain('Nobody has recommended disclosure yet.');
		await step(officer, reference, 'recommendEmergency', { categories: ['account'], reason: 'Report of suicide' });
		const uncalled = await step(counsel, reference, 'decideEmergency', DISCLOSE);
		expect(uncalled.errors?.decision).toContain('Call the officer’s agency back');
		await step(officer, reference, 'callBack', { ...CALL, numberFrom: 'from-the-request' });
		const dependent = await step(counsel, reference, 'decideEmergency', DISCLOSE);
		expect(dependent.errors?.decision).toContain('Call back on a number that does not come from the request.');
		expect(await nextAfter(officer, reference, 'callBack', CALL)).toContain('Next: an approver, another person');
		expect(await nextAfter(counsel, reference, 'decideEmergency', DISCLOSE)).toContain('Next: produce the records');

		const asked = await officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		const proposed = ['process', 'issuer', 'processNumber', 'issuedOn', 'categories'].map((field) =>
			initialOf(expectView(asked.view), field),
		);
		const reached = [`WPD-${SUBJECT}`, '2026-02-28', ['account']];
		expect(proposed).toEqual(['emergency', 'Wilmington Police Department', ...reached]);
		await officer.submit(expectView(asked.view), PRODUCTION);
		const { view } = await counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Will be produced: Basic account information');
		expect(readView(view)).toContain('not within what the approver finds necessary to prevent the harm');
		const { message } = await approve(counsel, reference);
		expect(message.file.name).toBe(`${reference}-P1.zip`);

		const told = await openOnce(officer, reference, 'Next: tell the agency what was decided.');
		const letter = expectView((await officer.press({ view: told }, 'emergencyLetter')).view);
		const words = String(initialOf(letter, 'body'));
		expect(words).toContain('necessary to prevent that harm: basic account information, as far as we hold it');
		expect(words).toContain(`${reference}-P1.zip (SHA-256 `);
		expect(
			(await officer.submit(letter, { body: `${words}\n\nOur duty desk answers at any hour.`, deed: 'send' })).errors,
		).toBeUndefined();
		const sent = (await bench.operator.mail()).filter(({ subject }) => String(subject).startsWith(`${reference}: disclosure`));
		expect(sent).toHaveLength(1);
		expect(sent[0]?.text).toContain('Our duty desk answers at any hour.');
		expect(sent[0]?.text).toMatch(/Ledger head \(SHA-256\): [0-9a-f]{64}/);
		expect(readView(await openEmergency(officer, reference))).toContain('Queued for a.example@wilmington-police.example');

		const due = await officer.type('/legal', { room: 'legal' });
		expect(readView(due.view)).toContain('legal process to follow an emergency disclosure');
		expect(readView(due.view)).not.toContain('letter about the decision on an emergency request');
		await step(officer, reference, 'followUpEmergency', { outcome: 'Subpoena 26-GJ-0200 of 2026-03-02' });
		const after = await officer.type('/legal', { room: 'legal' });
		expect(readView(after.view)).not.toContain('legal process to follow an emergency disclosure');
		expect(readView(after.view)).toContain('notice to the account holder');
	});

	it('is asked for more with a letter that says what, looked at again within two hours, and refused with another', async () => {
		const { officer, counsel, bench } = desk;
		const reference = await takeEmergency(desk, 'joao.prado');
		const more = { decision: 'ask-for-more', reason: 'In which room was the threat made?' };
		expect(await nextAfter(counsel, reference, 'decideEmergency', more)).toContain('Next: tell the agency what was decided.');
		const asking = expectView((await officer.press({ view: await openEmergency(officer, reference) }, 'emergencyLetter')).view);
		expect(String(initialOf(asking, 'body'))).toContain('What we ask: In which room was the threat made?');
		await officer.submit(asking, { deed: 'send' });
		expect(readView(await openEmergency(officer, reference))).toContain('The agency was asked for more.');
		await bench.operator.advance({ hours: 3 }, { minutes: 30 });
		expect(await escalations(officer, reference)).toHaveLength(1);

		const refusal = { decision: 'refuse', reason: 'The duty desk knows nothing of it: a forgery' };
		expect(await nextAfter(counsel, reference, 'decideEmergency', refusal)).toContain('Next: tell the agency what was decided.');
		const refusing = expectView((await officer.press({ view: await openEmergency(officer, reference) }, 'emergencyLetter')).view);
		expect(String(initialOf(refusing, 'body'))).not.toContain('forgery');
		await officer.submit(refusing, { deed: 'send' });
		expect(readView(await openEmergency(officer, reference))).toContain('Nothing is left to do about this emergency.');
		const subjects = (await bench.operator.mail()).map(({ subject }) => String(subject).replace(/ \(your reference.*/, ''));
		expect(subjects).toContain(`${reference}: your emergency disclosure request: we need to know more`);
		expect(subjects).toContain(`${reference}: your emergency disclosure request: no disclosure`);
		await bench.operator.advance({ hours: 3 }, { minutes: 30 });
		expect(await escalations(officer, reference)).toHaveLength(1);
	});

	it('lets nobody decide on what they recommended', async () => {
		const reference = await takeEmergency(desk, 'Maria.Silva2');
		await step(desk.counsel, reference, 'recommendEmergency', { categories: ['account'], reason: 'Report of suicide' });
		await step(desk.officer, reference, 'callBack', CALL);
		const own = await step(desk.counsel, reference, 'decideEmergency', DISCLOSE);
		expect(own.errors?.decision).toContain('another person has to decide');
	});
});

describe('an emergency on two server instances, of which one loses power', () => {
	it('is escalated once, keeps every step, and is decided on the other instance', async () => {
		const desk = await startDesk();
		const second = await desk.bench.another();
		try {
			const there = await second.as('legal.officer2');
			const counsel = await second.as('legal.counsel');
			const reference = await takeEmergency(desk);
			await step(desk.officer, reference, 'callBack', CALL);
			await step(there, reference, 'recommendEmergency', { categories: ['account'], reason: 'Report of suicide' });
			await desk.bench.operator.advance({ hours: 4 }, { minutes: 30 });
			await second.operator.settle();
			expect(await escalations(desk.officer, reference)).toHaveLength(1);
			expect((await readChannel(desk.officer)).join()).toContain('@legal.counsel');

			await desk.bench.operator.crashApp(desk.appId);
			desk.bench = await desk.bench.restart('kill');
			const officer = await desk.bench.as('legal.officer');
			expect(readView(await openEmergency(officer, reference))).toContain('Next: an approver, another person');
			expect(await nextAfter(counsel, reference, 'decideEmergency', DISCLOSE)).toContain('Next: produce the records');
			await desk.bench.operator.advance({ hours: 2 }, { minutes: 30 });
			const told = (await readChannel(officer)).filter((line) =>
				line.includes(`@legal.counsel ${reference}: letter about the decision`),
			);
			// At least once over a crash; here exactly once, since nothing was cut off in between.
			expect(told).toHaveLength(1);
			expect(await escalations(officer, reference)).toHaveLength(1);
		} finally {
			await second.stop();
			await desk.bench.stop();
		}
	}, 180_000);
});
