import { expectView, produce, readCard, readView, startDesk, type TestDesk } from './support/desk';
import { COMPLETE, initialOf, preserveAccepted, takeRequest } from './support/intake';
import { listLedger, sha256, waitForFile } from './support/ledger';
import type { View } from '../../workbench/testing';

let desk: TestDesk;
let reference: string;

beforeAll(async () => {
	desk = await startDesk();
	const pages = COMPLETE['account-information'] ?? [];
	const taken = await takeRequest(desk.officer, 'account-information', [
		{ ...pages[0] },
		{ ...pages[1], negotiatedFee: '70.00 USD' },
	]);
	({ reference } = taken);
	await preserveAccepted(desk.officer, taken.outcome);
	await desk.bench.operator.settle();
}, 120_000);

afterAll(() => desk?.bench.stop());

const openCase = async (): Promise<View> =>
	expectView((await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' })).view);
const openCosts = async (): Promise<View> => expectView((await desk.officer.press({ view: await openCase() }, 'costs')).view);

const COSTS = {
	...{ searchMinutes: '90', searchRate: '50.00', assemblyMinutes: '', copies: '2', copyRate: '1.25' },
	...{ basis: 'Schedule of 2026', agreed: '70.00' },
};

/** @clause cost-reimbursement */
describe('the costs of a production', () => {
	it('are not stated before it was delivered, and the case says why', async () => {
		const view = await openCase();
		expect(readView(view)).toContain(
			'State costs… Not now: Costs are stated for a production that was delivered. This case has none.',
		);
	});

	it('are refused at the field that is wrong, and what was typed is kept', async () => {
		await produce(desk, reference);
		await desk.counsel.next('messageUpdated', (event) => JSON.stringify(event).includes('No. 1 is delivered.'));
		const form = await openCosts();
		expect(readView(form)).toContain('Fee agreed, as recorded at intake: 70.00 USD');
		expect(initialOf(form, 'agreed')).toBe('70.00 USD');
		const wrong = await desk.officer.submit(form, { ...COSTS, searchMinutes: '1.5', copyRate: '1,25', basis: '' });
		expect(wrong.errors).toEqual({
			searchMinutes: 'Give a whole number, for example 90.',
			copyRate: 'Give US dollars with a point before the cents and no comma, for example 50.00',
			basis: 'Say where the rates come from, for example the published schedule of 2026.',
		});
		const above = await desk.officer.submit(form, { ...COSTS, agreed: '80' });
		expect(above.errors?.agreed).toContain('The agreed amount (USD 80.00) is above the costs listed (USD 77.50).');
		expect(initialOf(await openCosts(), 'agreed')).toBe('80');
	});

	it('go out as a letter with exact sums, and stand in the ledger and in the case', async () => {
		const submitted = await desk.officer.submit(await openCosts(), COSTS);
		const letter = expectView(submitted.view);
		expect(initialOf(letter, 'to')).toBe('a.example@wilmington-police.example');
		await desk.officer.submit(letter, { deed: 'send' });
		const mail = (await desk.bench.operator.mail()).at(-1);
		expect(mail?.to).toEqual(['a.example@wilmington-police.example']);
		expect(mail?.subject).toContain(`${reference}: statement of costs no. 1`);
		expect(mail?.text).toContain('1. Searching for the records: 90 × 1 minute at USD 50.00 for each hour = USD 75.00\n');
		expect(mail?.text).toContain(
			'2. Reproducing the records: 2 × 1 copy or medium at USD 1.25 for each copy or medium = USD 2.50\n',
		);
		expect(mail?.text).toContain('Sum of the lines: USD 77.50\nAgreed with you: USD 70.00\nAmount asked for: USD 70.00');
		expect(mail?.text).toContain('18 U.S.C. §2706');
		const stated = (await listLedger(desk, reference)).filter(({ type }) => type === 'cost.stated');
		expect(stated.map(({ body }) => body)).toMatchObject([
			{ number: 1, subtotalCents: 7750, agreedCents: 7000, totalCents: 7000 },
		]);
		const shown = readView(await openCase());
		expect(shown).toContain('Cost statement no. 1, production no. 1: costs USD 77.50, asked for USD 70.00');
		expect(shown).toContain('Queued for a.example@wilmington-police.example');
		// The answer to the request itself is still to be written.
		expect(JSON.stringify(await readButtons())).toContain('Write the letter…');
	});

	it('can be stated anew; the case shows which statement stands, and a text file of the letter is had without mailing it', async () => {
		const form = await openCosts();
		expect(readView(form)).toContain('Statement no. 1 (USD 70.00) stands for this production.');
		const letter = expectView((await desk.officer.submit(form, { ...COSTS, waiver: 'Courtesy' })).view);
		const mails = (await desk.bench.operator.mail()).length;
		await desk.officer.submit(letter, { deed: 'file' });
		expect(await desk.bench.operator.mail()).toHaveLength(mails);
		const text = (await waitForFile(desk.officer, `${reference}-cost-statement-2.txt`)).toString('utf8');
		expect(text).toContain('This statement takes the place of our statement no. 1.');
		expect(text).toContain('Waived: USD 70.00 (Courtesy)\nAmount asked for: USD 0.00');
		expect(readView(await openCase())).toContain('Replaced by statement no. 2.');
	});
});

describe('the letter that goes with a production', () => {
	it('carries the hash of the very package that was posted to the agency by mail', async () => {
		const zip = await waitForFile(desk.counsel, `${reference}-P1.zip`);
		const letter = expectView((await desk.officer.press({ view: await openCase() }, 'openProductionLetter')).view);
		expect(await readCard(desk.officer, reference)).toContain('hand the package of production no. 1 over to the agency');
		await desk.officer.submit(letter, { deed: 'send' });
		expect(await readCard(desk.officer, reference)).not.toContain('hand the package');
		const mail = (await desk.bench.operator.mail()).at(-1);
		expect(mail?.to).toEqual(['a.example@wilmington-police.example']);
		expect(mail?.subject).toContain(`${reference}: production no. 1`);
		expect(mail?.text).toContain(`- ${reference}-P1.zip, ${zip.byteLength} bytes, SHA-256 ${sha256(zip)}\n`);
		expect(readView(await openCase())).toContain(`${reference}: production no. 1`);
	});
});

/** @clause authentication-declaration */
describe('the declaration about a production', () => {
	it('is drafted as a text file that cites the package as it was delivered, and recorded with its hash', async () => {
		const zip = await waitForFile(desk.counsel, `${reference}-P1.zip`);
		const form = expectView((await desk.officer.press({ view: await openCase() }, 'declaration')).view);
		expect(readView(form)).toContain('A request of this case asks for a declaration.');
		const refused = await desk.officer.submit(form, {});
		expect(refused.errors).toEqual({ place: 'Choose where it will be signed.' });
		await desk.officer.submit(form, { place: 'abroad' });
		const draft = await waitForFile(desk.officer, `${reference}-P1-declaration-1.txt`);
		const text = draft.toString('utf8');
		expect(text).toContain(sha256(zip));
		expect(text.replace(/\s+/g, ' ')).toContain('under the laws of the United States of America');
		const ledger = await listLedger(desk, reference);
		const drafted = ledger.filter(({ type }) => type === 'declaration.drafted');
		expect(drafted.map(({ body }) => body)).toMatchObject([{ number: 1, place: 'abroad', sha256: sha256(draft) }]);
		expect(text).toContain(String(drafted[0]?.body.head));
		expect(readView(await openCase())).toContain(`${reference}-P1-declaration-1.txt, SHA-256 ${sha256(draft)}`);
		const verified = await desk.officer.type(`/legal-verify ${reference}`, { room: 'legal' });
		expect(readView(verified.view)).toContain('all of them found');
	});
});

async function readButtons() {
	const cards = (await desk.officer.messages('legal')).filter(
		({ msg, blocks }) => String(msg).startsWith(`${reference}:`) && blocks,
	);
	return cards.at(-1)?.blocks as unknown;
}
