import * as z from 'zod/v4';

import { MAX_NOTICE_LENGTH } from './noticeActions';
import { sendNotice, type ReadyNotice } from './sendNotice';
import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { decideException } from '../../cases/decisions/notice';
import type { EventDraft } from '../../cases/events';
import { EXCEPTION_KINDS, type NoticeOutcome } from '../../cases/events/notice';
import { accept, refuse, type Result } from '../../policy/refusal';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** A court paper with exhibits; a larger one would not be read and posted again within the time of a form. */
const MAX_COPY_BYTES = 20 * 1024 * 1024;

const NOTICE = z.object({
	subject: requiredLine('error.notice-subject'),
	text: z
		.string({ error: 'error.notice-text' })
		.trim()
		.min(1, { error: 'error.notice-text' })
		.max(MAX_NOTICE_LENGTH, { error: 'error.too-long' }),
	copy: requiredLine('error.notice-copy'),
	confirmed: z.array(z.literal('redacted'), { error: 'error.notice-redacted' }).min(1, { error: 'error.notice-redacted' }),
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
		const { subject: userId, text, copy, address } = parsed.value;
		const file = await readCopy(session, copy);
		if (!file.ok) {
			return { errors: { copy: sayRefusal(say, file) } };
		}
		const sent = await sendNotice(session, found.value, { userId, text, ...file.value, ...(address ? { address } : {}) });
		if (!sent.ok) {
			return { errors: { text: sayRefusal(say, sent) } };
		}
		const { state } = await keepCard(desk, sent.value);
		return { line: describeOutcome(session, state) };
	},
};

async function readCopy({ desk }: Session, messageId: string): Promise<Result<Pick<ReadyNotice, 'file' | 'bytes'>>> {
	const channelId = desk.config?.channelId ?? '';
	const files = await desk.files.list(messageId, channelId);
	if (!files.ok) {
		return files;
	}
	const [file] = files.value;
	if (!file) {
		return refuse('no-file');
	}
	const bytes = await desk.files.read(file, channelId, MAX_COPY_BYTES);
	return bytes.ok ? accept({ file, bytes: bytes.value }) : bytes;
}

function describeOutcome({ say }: Session, { reference, notices }: OpenCase['state']): string {
	const last = notices.at(-1);
	const outcome = (way: NoticeOutcome | undefined) => (way ? [way.outcome, way.code].filter(Boolean).join(': ') : '–');
	return say(last?.status === 'sent' ? 'notice.done' : 'notice.not-done', {
		reference,
		number: last?.number,
		direct: outcome(last?.direct),
		email: outcome(last?.email),
	});
}

const PROPOSAL = z.object({
	kind: z.enum(EXCEPTION_KINDS, { error: 'error.exception-kind' }),
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
		const body = { exceptionId: desk.makeId(), ...parsed.value };
		await record(session, found.value, [{ type: 'exception.proposed', body }]);
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
				? decideWithdrawal(found.value, exceptionId, reason)
				: decideException(found.value.state, exceptionId, actor, { approve: verdict === 'approve', reason });
		if (!decided.ok) {
			return { errors: { verdict: sayRefusal(say, decided) } };
		}
		await record(session, found.value, decided.value);
		return { line: say('exception.decided', { reference: found.value.state.reference }) };
	},
};

function decideWithdrawal({ state }: OpenCase, exceptionId: string, reason: string): Result<EventDraft[]> {
	const stands = state.exceptions.some((known) => known.exceptionId === exceptionId && known.status === 'approved');
	return stands ? accept([{ type: 'exception.withdrawn', body: { exceptionId, reason } }]) : refuse('no-such-exception');
}

async function record({ desk, actor }: Session, caseFile: OpenCase, drafts: EventDraft[]): Promise<void> {
	await keepCard(desk, await appendEvents(caseFile, drafts, actor, desk));
}
