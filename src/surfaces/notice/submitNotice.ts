import * as z from 'zod/v4';

import { readCopy } from './copies';
import { MAX_NOTICE_LENGTH } from './openSending';
import { sayOutcome } from './sayOutcome';
import { sendNotice } from './sendNotice';
import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { decideException, decideWithdrawal, proposeException } from '../../cases/decisions/exceptions';
import { hasArrived } from '../../cases/decisions/notice';
import type { EventDraft } from '../../cases/events';
import { EXCEPTION_KINDS } from '../../cases/events/notice';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

const NOTICE = z.object({
	text: z
		.string({ error: 'error.notice-text' })
		.trim()
		.min(1, { error: 'error.notice-text' })
		.max(MAX_NOTICE_LENGTH, { error: 'error.too-long' }),
	copy: requiredLine('error.notice-copy'),
	confirmed: z.array(z.literal('redacted'), { error: 'error.notice-redacted' }).min(1, { error: 'error.notice-redacted' }),
	again: z.string().trim().max(500, { error: 'error.too-long' }).optional(),
	address: z.string().trim().max(320, { error: 'error.too-long' }).optional(),
});

export const submitNoticeForm: FormHandler = {
	kind: 'notice-send',
	capability: 'request-production',
	secrets: ['confirmed'],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say } = session;
		const parsed = parseFields(NOTICE, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return { errors: { text: sayRefusal(say, found) } };
		}
		const { text, copy, address, again } = parsed.value;
		const file = await readCopy(session, found.value.state, copy);
		if (!file.ok) {
			return { errors: { copy: sayRefusal(say, file) } };
		}
		const { userId, language } = form.data;
		const sent = await sendNotice(session, found.value, {
			...{ userId: String(userId), text, ...file.value },
			...(address ? { address } : {}),
			...(again ? { again } : {}),
			...(typeof language === 'string' ? { language } : {}),
		});
		if (!sent.ok) {
			const isUnreasoned = sent.code === 'notice-already-sent' && form.data.isAgain === true;
			return { errors: isUnreasoned ? { again: say('error.reason') } : { text: sayRefusal(say, sent) } };
		}
		const { state } = await keepCard(desk, sent.value);
		const last = state.notices.at(-1);
		const { direct, email } = sayOutcome(say, last);
		const facts = { reference: state.reference, number: last?.number, direct, email };
		return { line: say(last && hasArrived(last) ? 'notice.done' : 'notice.not-done', facts) };
	},
};

const PROPOSAL = z.object({
	/** A ground; for the one that is about one account, its user id after a blank. */
	kind: z
		.string({ error: 'error.exception-kind' })
		.transform((chosen) => chosen.split(' '))
		.pipe(z.tuple([z.enum(EXCEPTION_KINDS, { error: 'error.exception-kind' })]).rest(z.string())),
	reason: requiredLine('error.reason', 1000),
});

export const submitExceptionProposal: FormHandler = {
	kind: 'exception',
	capability: 'request-production',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say } = session;
		const parsed = parseFields(PROPOSAL, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return { errors: { reason: sayRefusal(say, found) } };
		}
		const { kind, reason } = parsed.value;
		const [ground, userId] = kind;
		const body = { exceptionId: desk.makeId(), kind: ground, reason, ...(userId ? { userId } : {}) };
		const proposed = proposeException(found.value.state, body);
		if (!proposed.ok) {
			return { errors: { kind: sayRefusal(say, proposed) } };
		}
		await record(session, found.value, proposed.value);
		return { line: say('exception.done', { reference: found.value.state.reference }) };
	},
};

const DECISION = z
	.object({
		exceptionId: requiredLine('error.exception-choice'),
		verdict: z.enum(['approve', 'decline', 'withdraw'], { error: 'error.verdict' }),
		reason: z.string().trim().max(500, { error: 'error.too-long' }).optional(),
	})
	.refine(({ verdict, reason }) => verdict === 'approve' || (reason ?? '') !== '', { error: 'error.reason', path: ['reason'] });

export const submitExceptionDecision: FormHandler = {
	kind: 'exception-decide',
	capability: 'approve-production',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor } = session;
		const parsed = parseFields(DECISION, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const { exceptionId, verdict, reason = '' } = parsed.value;
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return { errors: { verdict: sayRefusal(say, found) } };
		}
		const decided =
			verdict === 'withdraw'
				? decideWithdrawal(found.value.state, exceptionId, reason)
				: decideException(found.value.state, exceptionId, actor, { approve: verdict === 'approve', reason });
		if (!decided.ok) {
			return { errors: { verdict: sayRefusal(say, decided) } };
		}
		await record(session, found.value, decided.value);
		return { line: say('exception.decided', { reference: found.value.state.reference }) };
	},
};

async function record({ desk, actor }: Session, caseFile: OpenCase, drafts: EventDraft[]): Promise<void> {
	await keepCard(desk, await appendEvents(caseFile, drafts, actor, desk));
}
