import { expectView } from './desk';
import type { Person, SubmitResult, View } from '../../../workbench/testing';

/** What every request states, field by field. */
export const SENDER = {
	agency: 'Wilmington Police Department',
	officer: 'Det. A. Example',
	officialEmail: 'a.example@wilmington-police.example',
	agencyDomain: 'wilmington-police.example',
	country: 'United States',
	route: 'domestic',
	agencyReference: 'WPD-26-0042',
	receivedOn: '2026-02-28',
	marks: ['signature', 'letterhead', 'official-email'],
	serverUrl: 'https://open.rocket.chat',
	accounts: '@maria.silva',
};

const PROCESS = {
	issuer: 'Superior Court of Delaware',
	processNumber: '26-GJ-0123',
	issuedOn: '2026-02-27',
	informationRequested: 'Name, e-mail address and date of registration',
	relationToInvestigation: 'The account advertised stolen goods',
	periodFrom: '2026-01-01',
	periodTo: '2026-01-31',
	declaration: 'yes',
	nonDisclosure: 'none',
};

/** A complete request of each kind, page by page. */
export const COMPLETE: Record<string, Record<string, unknown>[]> = {
	'preservation': [SENDER],
	'account-information': [SENDER, { ...PROCESS, process: 'subpoena' }],
	'contents': [SENDER, { ...PROCESS, process: 'search-warrant', informationRequested: 'Messages between 1 and 31 January' }],
	'emergency': [
		{ ...SENDER, marks: [...SENDER.marks, 'emergency-cover'] },
		{
			personInDanger: 'Sam Doe',
			natureOfEmergency: 'Report of suicide',
			whyNecessary: 'To find where the person is',
			messagesToReview: 'none',
			otherDetails: 'none',
			informationRequested: 'E-mail address',
			periodFrom: '2026-02-20',
		},
	],
	'epoc': [
		{ ...SENDER, route: 'epoc' },
		{
			issuingAuthority: 'Court of Appeal, Ghent',
			addressee: 'Rocket.Chat Technologies Corp.',
			dataCategory: 'subscriber data',
			timeRange: 'none',
			criminalProvisions: 'Article 504quater of the Criminal Code',
			isEmergencyCase: 'no',
			declaration: 'no',
			nonDisclosure: 'none',
		},
	],
	'epoc-pr': [
		{ ...SENDER, route: 'epoc' },
		{
			issuingAuthority: 'Court of Appeal, Ghent',
			addressee: 'Rocket.Chat Technologies Corp.',
			dataCategory: 'subscriber data',
			timeRange: 'none',
			criminalProvisions: 'Article 504quater of the Criminal Code',
		},
	],
};

/** Chooses a kind of request. @returns its first page */
export async function beginRequest(officer: Person, kind: string, line = '/legal-request'): Promise<View> {
	const { view } = await officer.type(line, { room: 'legal' });
	const chosen = await officer.press({ view: expectView(view) }, 'requestKind', valueOf(expectView(view), `${kind} `));
	return expectView(chosen.view);
}

/** Fills the pages of a request one after another. @returns the last look before it is recorded */
export async function fillPages(officer: Person, first: View, pages: readonly Record<string, unknown>[]): Promise<View> {
	let view = first;
	for (const values of pages) {
		view = expectNext(await officer.submit(view, values));
	}
	return view;
}

/** Takes a request from the command to the case. @returns what is shown after it was recorded, and the case's reference */
export async function takeRequest(
	officer: Person,
	kind: string,
	pages: readonly Record<string, unknown>[] = COMPLETE[kind] ?? [],
	line?: string,
): Promise<{ review: View; outcome: View; reference: string }> {
	const review = await fillPages(officer, await beginRequest(officer, kind, line), pages);
	const outcome = expectNext(await officer.submit(review, { compared: 'yes' }));
	const reference = /LE-\d{4}-\d{4}/.exec(JSON.stringify(outcome.title))?.[0] ?? '';
	return { review, outcome, reference };
}

/** Preserves an account from what is shown after its request was recorded: the plan as it is proposed. @returns what comes next */
export async function preserveAccepted(officer: Person, outcome: View, value?: string): Promise<View> {
	const { view } = await officer.press({ view: outcome }, 'preserveSubject', value);
	return expectNext(await officer.submit(expectView(view), {}));
}

/** Opens the letter from what is shown after a request was recorded. */
export async function openLetter(officer: Person, outcome: View): Promise<View> {
	return expectView((await officer.press({ view: outcome }, 'openLetter')).view);
}

/** What a field of a view is set to. */
export function initialOf(view: View, field: string): unknown {
	const element = view.blocks.find(({ blockId }) => blockId === field)?.element;
	return element?.initialValue ?? element?.initialDate;
}

export function expectNext({ view, errors }: SubmitResult): View {
	if (errors) {
		throw new Error(`the form was refused: ${JSON.stringify(errors)}`);
	}
	return expectView(view);
}

/** The value of the button that begins like this. */
function valueOf(view: View, start: string): string {
	const buttons = view.blocks.flatMap(({ elements }) => (elements ?? []) as { value?: string }[]);
	const values = buttons.map(({ value }) => value ?? '');
	const found = values.find((value) => value.startsWith(start));
	if (!found) {
		throw new Error(`no button “${start}” among ${values.join(', ')}`);
	}
	return found;
}
