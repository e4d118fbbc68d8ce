import { findIntake, type IntakeContext } from './draft';
import { pagesOf, type Field } from './fields';
import { optionsOf, optionValuesOf } from './options';
import en from '../../../i18n/en.json';
import { formatDay } from '../../policy/instants';
import { isRequestKind, type RequestKind } from '../../policy/requestKinds';
import { openCase } from '../findCase';
import { openModal, type Session } from '../session';
import type { Values } from '../surface';
import type { TextKey } from '../texts';

/** Which page of which request a form is. */
export interface PageForm {
	context: IntakeContext;
	kind: RequestKind;
	page: number;
}

/** @param data what was remembered of a form when it was opened */
export function readPageForm(data: Record<string, unknown>): PageForm | undefined {
	const { context, kind, page } = data;
	return typeof context === 'string' && isRequestKind(kind) && typeof page === 'number'
		? { context: context as IntakeContext, kind, page }
		: undefined;
}

/**
 * Opens one page of intake, filled with what the person has typed so far.
 *
 * @clause account-request-submission
 * @clause preservation-submission
 * @clause emergency-submission
 * @clause electronic-address
 * @returns a line when there is no client to show it
 */
export async function openPage(session: Session, { context, kind, page }: PageForm): Promise<string | undefined> {
	const { say, ui } = session;
	const values = await initialValues(session, context);
	const pages = pagesOf(kind, values.nonDisclosure === 'order');
	const fields = pages[page] ?? pages[0] ?? [];
	const facts = {
		serverUrl: session.desk.config?.serverUrl,
		email: (await session.desk.findContact()).email ?? say('request.no-address'),
	};
	const isLast = page === pages.length - 1;
	const caseId = /^case:(.+)$/.exec(context)?.[1];
	const opened = await openModal(
		session,
		'request',
		{ context, kind, page, ...(caseId ? { caseId } : {}) },
		{
			title: say(`request.kind.${kind}`),
			submit: say(isLast ? 'request.check' : 'request.next-page'),
			blocks: [
				ui.note(say(page === 0 ? 'request.explained' : 'request.page', { page: page + 1, pages: pages.length })),
				...fields.map((field) => renderField(session, kind, field, values, facts)),
				ui.actions('draft', ui.button('discardRequest', say('button.discard-draft'), { value: context })),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

function renderField(
	{ say, ui }: Session,
	kind: RequestKind,
	{ name, type, maxLength, required }: Field,
	values: Values,
	facts: { serverUrl?: string; email: string },
) {
	const hint = `request.hint.${name}`;
	const text = {
		label: say(`request.field.${name}` as TextKey),
		...(hint in en ? { hint: say(hint as TextKey, facts) } : {}),
	};
	const value = values[name];
	const initial = typeof value === 'string' ? value : undefined;
	// A draft that was begun for another kind may hold choices that this one does not offer.
	const chosen = [value ?? []].flat().filter((choice) => optionValuesOf(name, kind).includes(choice));
	const optional = !required;
	switch (type) {
		case 'date':
			return { ...ui.dateField(name, text, initial), optional };
		case 'choice':
			return { ...ui.select(name, text, optionsOf(name, kind, say), chosen[0]), optional };
		case 'choices':
			return { ...ui.multiSelect(name, text, optionsOf(name, kind, say), chosen), optional };
		default:
			return ui.textField(name, text, { initial, maxLength, multiline: type === 'text', optional });
	}
}

/** What was typed before; for a new draft, what the account or case that it was begun from says. */
async function initialValues(session: Session, context: IntakeContext): Promise<Values> {
	const draft = await findIntake(session, context);
	const today = formatDay(session.desk.clock());
	return { receivedOn: today, route: 'domestic', ...(draft?.values ?? (await prefill(session, context))) };
}

async function prefill({ desk }: Session, context: IntakeContext): Promise<Values> {
	const [what, id = ''] = context.split(':');
	if (what === 'user') {
		const user = await desk.people.findById(id);
		return user ? { accounts: `@${user.username}` } : {};
	}
	const found = what === 'case' ? await openCase(desk, id) : undefined;
	if (!found?.ok) {
		return {};
	}
	const { reference, agency, subjects, requests } = found.value.state;
	const { facts, details } = requests.at(-1) ?? {};
	const known = {
		agency: agency.name,
		officer: agency.officer,
		officialEmail: agency.officialEmail,
		agencyReference: agency.reference,
		country: details?.country,
		route: details?.route,
		serverUrl: facts?.serverUrl,
		accounts: subjects.map(({ username }) => `@${username}`).join('\n'),
		caseReference: reference,
		extendedReference: reference,
	};
	return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
