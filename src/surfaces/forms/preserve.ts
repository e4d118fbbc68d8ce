import * as z from 'zod/v4';

import type { IntakeWarning, Subject } from '../../cases/events';
import type { Form } from '../../platform/forms';
import { findDeployment } from '../../policy/deployment';
import { formatDay } from '../../policy/instants';
import { readOfficialEmail } from '../../policy/officialEmail';
import { parseFields, requiredLine } from '../fields';
import { PLAN_FIELDS, readPlan } from '../holds/planFields';
import { placeHolds } from '../placeHolds';
import { REQUEST_MARKS, REQUEST_REGIMES } from '../preserveForm';
import { recordRequest, type RequestBody } from '../recordRequest';
import { assessRequest, describeAssessed } from '../request/assess';
import type { TypedRequest } from '../request/readRequest';
import { sayWarning } from '../request/sayRequest';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

const PRESERVE = z.object({
	agency: requiredLine('error.agency'),
	officer: requiredLine('error.officer'),
	officialEmail: requiredLine('error.email').refine((text) => readOfficialEmail(text).ok, { error: 'error.email' }),
	agencyReference: z.string().max(200, { error: 'error.too-long' }).optional(),
	serverUrl: requiredLine('error.server-url'),
	receivedOn: z.iso.date({ error: 'error.date' }),
	marks: z
		.array(z.enum(REQUEST_MARKS), { error: 'error.marks' })
		.refine((marks) => REQUEST_MARKS.every((mark) => marks.includes(mark)), { error: 'error.marks' }),
	regime: z.enum(REQUEST_REGIMES, { error: 'error.regime' }),
	...PLAN_FIELDS,
});

export const submitPreserve: FormHandler = {
	kind: 'preserve',
	capability: 'place-hold',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say } = session;
		const parsed = parseFields(PRESERVE, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const request = parsed.value;
		if (findDeployment(request.serverUrl).host !== findDeployment(desk.config?.serverUrl).host) {
			return { errors: { serverUrl: say('error.other-server', { serverUrl: desk.config?.serverUrl }) } };
		}
		if (request.receivedOn > formatDay(desk.clock())) {
			return { errors: { receivedOn: say('error.date-future') } };
		}
		const subject = await readSubject(session, String(form.data.userId));
		if (!subject) {
			return { errors: { agency: say('error.account-gone') } };
		}
		if (subject.userId === session.person.id) {
			return { errors: { agency: say('refusal.own-account') } };
		}
		const plan = await readPlan(session, subject, request);
		if ('errors' in plan) {
			return plan;
		}
		const { described, warnings } = await describeRequest(session, subject, request);
		const warned = await warnOnce(session, form, warnings);
		if (warned) {
			return { errors: warned };
		}
		const recorded = await recordRequest(session, { newCaseId: desk.makeId() }, described);
		if (!recorded.ok) {
			return { errors: { agency: sayRefusal(say, recorded) } };
		}
		const preserved = await placeHolds(session, recorded.value, [{ subject, regime: request.regime, ...plan }]);
		return { line: say('preserve.done', { reference: preserved.state.reference }) };
	},
};

type Request = z.output<typeof PRESERVE>;

/** At which field a warning is shown that only comes of what was typed, or of what happened since the form was opened. */
const WARNED_AT: Record<string, string> = {
	'duplicate-reference': 'agencyReference',
	'duplicate-subject': 'agency',
	'free-mail': 'officialEmail',
	'international-name': 'officialEmail',
};

/**
 * Stops a form once for what its person should know before anything is placed: the same form sent again goes through.
 *
 * @returns the warnings by field; undefined when every one of them has been shown
 */
async function warnOnce(
	{ desk, say }: Session,
	form: Form,
	warnings: readonly IntakeWarning[],
): Promise<Record<string, string> | undefined> {
	const shown = new Set(Array.isArray(form.data.shown) ? form.data.shown.map(String) : []);
	const nameWarning = ({ code, about }: IntakeWarning) => `${code} ${about}`;
	const isKnown = (warning: IntakeWarning) =>
		shown.has(nameWarning(warning)) ||
		(warning.code === 'duplicate-subject' && warning.about?.split(', ').every((reference) => shown.has(reference)));
	const unseen = warnings.filter((warning) => WARNED_AT[warning.code] !== undefined && !isKnown(warning));
	if (unseen.length === 0) {
		return undefined;
	}
	await desk.forms.remember(form, { shown: [...shown, ...unseen.map(nameWarning)] });
	const errors: Record<string, string> = {};
	for (const warning of unseen) {
		const field = WARNED_AT[warning.code] ?? 'agency';
		errors[field] = [errors[field], sayWarning(say, warning)].filter(Boolean).join(' ');
	}
	return Object.fromEntries(Object.entries(errors).map(([field, line]) => [field, `${line} ${say('preserve.warned')}`]));
}

async function readSubject({ desk }: Session, userId: string) {
	const user = await desk.people.findById(userId);
	return user && { userId: user.id, username: user.username };
}

/**
 * The same facts, assessment and record as a request that comes in by `/legal-request`.
 *
 * @returns what is recorded, and the warnings for the person alone
 */
async function describeRequest(
	session: Session,
	subject: Subject,
	request: Request,
): Promise<{ described: RequestBody; warnings: IntakeWarning[] }> {
	const { agency, officer, officialEmail, agencyReference, serverUrl, receivedOn, marks, regime } = request;
	const facts = { serverUrl, accounts: [subject.username], isSigned: true, isOnLetterhead: true, officialEmail };
	const details = {
		from: { name: agency, officer, officialEmail, ...(agencyReference ? { reference: agencyReference } : {}) },
		route: regime === 'budapest' ? ('budapest' as const) : ('domestic' as const),
		marks: [...marks],
		wantsDeclaration: false,
		regime,
	};
	const typed: TypedRequest = { kind: 'preservation', receivedOn, facts, details };
	const assessment = { ...(await assessRequest(session, typed)), subjects: [subject] };
	return { described: describeAssessed(session.desk.makeId(), typed, assessment), warnings: assessment.warnings };
}
