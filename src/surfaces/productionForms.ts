import { openModal, type Session } from './session';
import { sayRefusal, type Say } from './texts';
import type { OpenCase } from '../cases/caseFile';
import { decideApproval, findOpenProduction, findProducibleHold } from '../cases/decisions';
import { findNamedCategories } from '../cases/decisions/emergency';
import { checkProductionNotice } from '../cases/decisions/notice';
import type { ProductionState } from '../cases/state';
import { decideEntitlement, ENTITLEMENTS, RECORD_CATEGORIES, type LegalProcess } from '../policy/entitlement';

/** The processes under which something can be produced from what a snapshot holds today: no contents of communications yet. */
export const PRODUCIBLE_PROCESSES = ['subpoena', 'court-order', 'emergency'] as const satisfies readonly LegalProcess[];

/** Categories that a snapshot can hold records of today. */
export const PRODUCIBLE_CATEGORIES = RECORD_CATEGORIES.filter((category) => category !== 'content');

/**
 * Opens what comes next for this person: the request form, or the approval of the production that waits.
 *
 * @returns a line when nothing can be opened, with the reason
 */
export async function openProduction(session: Session, caseFile: OpenCase): Promise<string | undefined> {
	const { say, actor, roles, desk } = session;
	const waiting = findOpenProduction(caseFile.state);
	if (!waiting) {
		const hold = findProducibleHold(caseFile.state);
		return hold.ok ? openRequest(session, caseFile) : sayRefusal(say, hold);
	}
	if (waiting.status === 'approved') {
		return say('refusal.being-built');
	}
	const approvable = decideApproval(caseFile.state, waiting.productionId, actor, desk.clock());
	const isApprover = roles.includes('approver');
	if (!approvable.ok && (isApprover || approvable.code === 'approver-is-requester')) {
		return sayRefusal(say, approvable);
	}
	return isApprover ? openApproval(session, caseFile, waiting) : say('refusal.approver-needed');
}

async function openRequest(session: Session, { caseId, state }: OpenCase): Promise<string | undefined> {
	const { desk, person, say, ui } = session;
	const userId = state.holds.filter(({ status }) => status === 'active').at(-1)?.subject.userId ?? '';
	const notice = checkProductionNotice(state, userId, desk.clock());
	const draft = await desk.forms.findDraft(person.id, `produce:${caseId}`);
	const text = (name: string) => (typeof draft[name] === 'string' ? draft[name] : undefined);
	const list = (name: string) => (Array.isArray(draft[name]) ? (draft[name] as string[]) : []);
	const opened = await openModal(
		session,
		'produce',
		{ caseId },
		{
			title: say('produce.title'),
			submit: say('button.request-production'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('account.username'), state.subjects.map(({ username }) => `@${username}`).join(', ')],
					[say('card.agency'), state.agency.name],
				]),
				ui.note(say('produce.explained')),
				notice.ok
					? ui.note(sayNotice(say, notice.value))
					: ui.warning(`${sayRefusal(say, notice)} ${say('produce.notice-first')}`),
				ui.select(
					'process',
					{ label: say('produce.process'), hint: say('produce.process-hint') },
					PRODUCIBLE_PROCESSES.map((process) => ({ value: process, text: ENTITLEMENTS[process].title })),
					text('process'),
				),
				ui.textField('issuer', { label: say('produce.issuer') }, { initial: text('issuer'), maxLength: 200 }),
				ui.textField('processNumber', { label: say('produce.number') }, { initial: text('processNumber'), maxLength: 120 }),
				ui.dateField('issuedOn', { label: say('produce.issued') }, text('issuedOn')),
				ui.multiSelect(
					'categories',
					{ label: say('produce.categories'), hint: say('produce.categories-hint') },
					PRODUCIBLE_CATEGORIES.map((category) => ({ value: category, text: say(`category.${category}`) })),
					list('categories'),
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

async function openApproval(
	session: Session,
	{ caseId, state }: OpenCase,
	production: ProductionState,
): Promise<string | undefined> {
	const { say, ui, desk } = session;
	const { process, categories, requestedBy, productionId, holdId } = production;
	const named = process.kind === 'emergency' ? findNamedCategories(state) : undefined;
	const entitlement = decideEntitlement(process.kind, categories, named?.ok ? named.value : []);
	const subject = state.holds.find((hold) => hold.holdId === holdId)?.subject;
	const notice = checkProductionNotice(state, subject?.userId ?? '', desk.clock());
	const opened = await openModal(
		session,
		'approve',
		{ caseId, productionId },
		{
			title: say('approve.title'),
			submit: say('button.approve'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('account.username'), state.subjects.map(({ username }) => `@${username}`).join(', ')],
					[say('card.agency'), state.agency.name],
					[say('produce.process'), `${describeProcess(process.kind)}, ${process.issuer}, ${process.number}, ${process.issuedOn}`],
					[say('approve.requested-by'), requestedBy.kind === 'person' ? `@${requestedBy.username}` : ''],
					[
						say('approve.produces'),
						entitlement.produced.map((category) => say(`category.${category}`)).join('; ') || say('approve.nothing'),
					],
					[say('approve.withholds'), entitlement.withheld.map(({ sentence }) => sentence).join(' ')],
					[say('produce.notice'), notice.ok ? sayNotice(say, notice.value) : sayRefusal(say, notice)],
				]),
				...(production.failure ? [ui.warning(say('approve.failed-before', { code: production.failure }))] : []),
				ui.note(say('approve.explained')),
				ui.textField(
					'passphrase',
					{ label: say('approve.passphrase'), hint: say('approve.passphrase-hint') },
					{ maxLength: 200 },
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

function sayNotice(say: Say, { basis, details }: { basis: string; details: string }): string {
	return `${say(`notice.${basis}` as 'notice.order')}: ${details}`;
}

function describeProcess(kind: string): string {
	return ENTITLEMENTS[kind as LegalProcess]?.title ?? kind;
}
