import * as z from 'zod/v4';

import { appendEvents, loadCase, type OpenCase } from '../../cases/caseFile';
import type { EventDraft } from '../../cases/events';
import { claimReference } from '../../cases/references';
import { findDeployment } from '../../policy/deployment';
import { readOfficialEmail } from '../../policy/officialEmail';
import { captureStep } from '../../preservation/capture';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { REQUEST_MARKS, REQUEST_REGIMES } from '../preserveForm';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';

/** A submit is answered within the seconds that a client waits; what a first step does not finish goes on as a job. */
const FIRST_STEP_MS = 1200;

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
		if (request.receivedOn > new Date(desk.clock()).toISOString().slice(0, 10)) {
			return { errors: { receivedOn: say('error.date-future') } };
		}
		const subject = await readSubject(session, String(form.data.userId));
		if (!subject) {
			return { errors: { agency: say('error.account-gone') } };
		}
		const opened = await openPreservationCase(session, subject, request);
		const { caseFile, holdId } = opened;
		const captured = await captureStep(caseFile, holdId, FIRST_STEP_MS, desk);
		await keepCard(desk, captured);
		await scheduleCapture(session, captured, holdId);
		return { line: say('preserve.done', { reference: captured.state.reference }) };
	},
};

type Request = z.output<typeof PRESERVE>;

async function readSubject({ desk }: Session, userId: string) {
	const user = await desk.people.findById(userId);
	return user && { userId: user.id, username: user.username };
}

async function openPreservationCase(
	{ desk, actor }: Session,
	subject: { userId: string; username: string },
	request: Request,
): Promise<{ caseFile: OpenCase; holdId: string }> {
	const caseId = desk.makeId();
	const holdId = desk.makeId();
	const reference = await claimReference(caseId, desk);
	const agency = {
		name: request.agency,
		officer: request.officer,
		officialEmail: request.officialEmail,
		...(request.agencyReference ? { reference: request.agencyReference } : {}),
	};
	const drafts: EventDraft[] = [
		{ type: 'case.opened', body: { reference, agency } },
		{
			type: 'request.recorded',
			body: {
				requestId: desk.makeId(),
				number: 1,
				kind: 'preservation',
				receivedOn: request.receivedOn,
				facts: {
					serverUrl: request.serverUrl,
					accounts: [subject.username],
					isSigned: true,
					isOnLetterhead: true,
					officialEmail: request.officialEmail,
				},
				subjects: [subject],
				outcome: 'accepted',
				missing: [],
			},
		},
		{ type: 'hold.placed', body: { holdId, snapshotId: desk.makeId(), subject, regime: request.regime } },
	];
	const appended = await appendEvents(await loadCase(caseId, desk), drafts, actor, desk);
	return { caseFile: appended as OpenCase, holdId };
}

/** The job only makes it sooner: the sweep would go on with the capture too. */
async function scheduleCapture({ desk }: Session, { caseId, state }: OpenCase, holdId: string): Promise<void> {
	if (state.holds.find((hold) => hold.holdId === holdId)?.status === 'capturing') {
		await desk.accessors.modify
			.getScheduler()
			.scheduleOnce({ id: 'capture-next-step', when: new Date(desk.clock()), data: { caseId } });
	}
}
