import { findNamedCategories } from './decisions/emergency';
import { checkProductionNotice } from './decisions/notice';
import { isSuspect } from './decisions/tamper';
import type { Actor, EventBodies, EventDraft } from './events';
import { purgeDueAt } from './keeping';
import { isResumable } from './resuming';
import type { CaseState, HoldState, ProductionState } from './state';
import { decideEntitlement, ENTITLEMENTS, isLegalProcess } from '../policy/entitlement';
import type { NoticeRefusal } from '../policy/notice';
import { accept, refuse, type Result } from '../policy/refusal';

/**
 * Holds whose records can be produced: captured, neither released nor purged, and not past their end. What was served by
 * then keeps a snapshot; what comes later finds one that is to be destroyed, and a sweep that is late makes no difference.
 *
 * @clause preservation-ninety-days
 * @param now epoch ms; absent on a card, which is not drawn anew when time passes
 */
export function listProducibleHolds(state: CaseState, now = -Infinity): HoldState[] {
	return state.holds.filter((hold) => hold.status === 'active' && !hold.release && (purgeDueAt(state, hold) ?? Infinity) > now);
}

export type HoldRefusal = 'no-hold' | 'still-capturing' | 'hold-purged' | 'hold-released' | 'hold-expired';

/**
 * The hold whose records can be produced now: the one that is named, or the latest.
 *
 * @returns the hold, or why there is none; a released hold is about to be purged, and nothing more is read from it
 */
export function findProducibleHold(state: CaseState, now: number, holdId?: string): Result<HoldState, HoldRefusal> {
	const producible = listProducibleHolds(state, now).filter((hold) => holdId === undefined || hold.holdId === holdId);
	const latest = producible.at(-1);
	if (latest) {
		return accept(latest);
	}
	if (state.holds.some(({ status, release }) => status === 'capturing' && !release)) {
		return refuse('still-capturing');
	}
	if (state.holds.some(({ status, release }) => status === 'active' && release)) {
		return refuse('hold-released');
	}
	const expired = state.holds.findLast(({ status }) => status === 'active');
	if (expired) {
		return refuse('hold-expired', { at: expired.expiresAt ?? '' });
	}
	return state.holds.length > 0 ? refuse('hold-purged') : refuse('no-hold');
}

/** The production on which somebody still has to act. A case has at most one at a time. */
export function findOpenProduction(state: CaseState): ProductionState | undefined {
	return state.productions.filter((production) => !isOver(production) && !isLapsed(state, production)).at(-1);
}

/** Whether nobody has to do anything about it any more. */
function isOver({ status }: ProductionState): boolean {
	return status === 'delivered' || status === 'withdrawn';
}

/** What was asked for, from a hold that was purged before it was produced: nobody can act on it any more, and it stands in nobody's way. */
export function isLapsed(state: CaseState, { status, holdId }: ProductionState): boolean {
	const hold = state.holds.find((known) => known.holdId === holdId);
	return (status === 'requested' || status === 'failed') && (hold?.status === 'purging' || hold?.status === 'purged');
}

/** What is asked for: under which process, which records, and how far it is narrowed. */
export type ProductionWish = Pick<EventBodies['production.requested'], 'process' | 'categories' | 'scope'>;

/**
 * Records that legal process was served and asks for a production under it.
 *
 * @param holdId from which hold; the latest that can be produced without it
 * @returns the event, or why not: there is nothing to produce from, or another production waits
 */
export function decideProductionRequest(
	state: CaseState,
	{ holdId, ...input }: ProductionWish & { productionId: string; holdId?: string },
	now: number,
): Result<EventDraft[], HoldRefusal | 'production-waiting' | 'tamper-found'> {
	if (isSuspect(state)) {
		return refuse('tamper-found');
	}
	const hold = findProducibleHold(state, now, holdId);
	if (!hold.ok) {
		return hold;
	}
	if (findOpenProduction(state)) {
		return refuse('production-waiting');
	}
	const number = state.productions.length + 1;
	return accept([{ type: 'production.requested', body: { ...input, number, holdId: hold.value.holdId } }]);
}

/**
 * Changes what is asked for. An approval that was given is void, also while the package is being built: what was approved is
 * what leaves, or nothing.
 */
export function decideProductionChange(
	state: CaseState,
	{ productionId, ...wish }: ProductionWish & { productionId: string },
): Result<EventDraft[], 'no-such-production' | 'already-delivered' | 'already-withdrawn'> {
	const production = state.productions.find((known) => known.productionId === productionId);
	if (!production) {
		return refuse('no-such-production');
	}
	return isOver(production)
		? refuse(production.status === 'delivered' ? 'already-delivered' : 'already-withdrawn')
		: accept([{ type: 'production.changed', body: { productionId, ...wish } }]);
}

/**
 * Whether a production that waits for signatures made outside may be finished now: by another person than the one who asked
 * for it, and only if what let it leave when it was approved still does.
 */
export function checkSigning(
	state: CaseState,
	productionId: string,
	signer: Actor,
	now: number,
	people: number,
): Result<ProductionState & Required<Pick<ProductionState, 'prepared'>>, ApprovalRefusal | 'nothing-to-sign'> {
	const production = state.productions.find((known) => known.productionId === productionId);
	const { prepared, status } = production ?? {};
	if (!production || !prepared?.at(-1)?.isLast || (status !== 'unsigned' && status !== 'failed')) {
		return refuse('nothing-to-sign');
	}
	const approvable = approveAgain(state, production, signer, now, people);
	return approvable.ok ? accept({ ...production, prepared }) : approvable;
}

/**
 * Lets an attempt that was cut off go on under the approval that it has, by another person than the one who asked for it, and
 * only if what let it leave when it was approved still does.
 *
 * @returns the event; or why not: `nothing-to-continue`; `approval-outdated` (an emergency's approver has named other
 * categories since, so it is to be approved anew)
 */
export function decideResumption(
	state: CaseState,
	productionId: string,
	person: Actor,
	now: number,
	people: number,
): Result<EventDraft[], ApprovalRefusal | 'nothing-to-continue' | 'approval-outdated'> {
	const production = state.productions.find((known) => known.productionId === productionId);
	if (!production || !isResumable(production)) {
		return refuse('nothing-to-continue');
	}
	const approvable = approveAgain(state, production, person, now, people);
	if (!approvable.ok) {
		return approvable;
	}
	const named = approvable.value.flatMap((draft) =>
		draft.type === 'production.approved' ? (draft.body.namedCategories ?? []) : [],
	);
	return String(named) === String(production.namedCategories ?? [])
		? accept([{ type: 'production.resumed', body: { productionId } }])
		: refuse('approval-outdated');
}

/** Whether what was approved could be approved now, with the same choices. */
function approveAgain(state: CaseState, production: ProductionState, person: Actor, now: number, people: number) {
	const { productionId, namedCategories: named = [] } = production;
	const waiting: ProductionState = { ...production, status: 'requested' };
	return decideApproval({ ...state, productions: [waiting] }, productionId, person, now, { named, people });
}

/**
 * Takes a production back: what was asked for by mistake, or is no longer wanted. Before anything was delivered whoever may
 * ask for one may do so, and nothing more leaves; of a delivered one an approver says that it is not to be used. Nothing
 * that was posted is un-sent by it.
 */
export function decideWithdrawal(
	state: CaseState,
	productionId: string,
	{ reason, isApprover }: { reason: string; isApprover: boolean },
): Result<EventDraft[], 'no-such-production' | 'already-withdrawn' | 'approver-to-withdraw'> {
	const production = state.productions.find((known) => known.productionId === productionId);
	if (!production) {
		return refuse('no-such-production');
	}
	if (production.withdrawal) {
		return refuse('already-withdrawn');
	}
	const hasLeft = [...(production.volumes ?? []), ...(production.orphans ?? [])].length > 0 || production.status === 'delivered';
	return hasLeft && !isApprover
		? refuse('approver-to-withdraw')
		: accept([{ type: 'production.withdrawn', body: { productionId, reason } }]);
}

/** The productions that can be withdrawn, oldest first. */
export function listWithdrawable(state: CaseState): Result<ProductionState[], 'nothing-to-withdraw'> {
	const standing = state.productions.filter((production) => !production.withdrawal && !isLapsed(state, production));
	return standing.length > 0 ? accept(standing) : refuse('nothing-to-withdraw');
}

export type ApprovalRefusal =
	| 'no-such-production'
	| 'not-waiting'
	| 'approver-is-requester'
	| 'hold-purged'
	| 'tamper-found'
	| 'hold-released'
	| 'naming-needed'
	| 'no-emergency'
	| 'emergency-not-ready'
	| NoticeRefusal;

/**
 * Approves a production: a second person, another than the one who asked for it (unless the administrator has set that one
 * is enough, which the event then says), and only once the account holder was told or an exception stands. Under an emergency
 * request only the categories that the approver of the emergency named; under consent and the like only those that this
 * approver finds stated in it.
 *
 * @clause notice-default
 * @clause emergency-good-faith
 * @returns the event, with what it rests on; or why not
 */
export function decideApproval(
	state: CaseState,
	productionId: string,
	approver: Actor,
	now: number,
	choices: ApprovalChoices = {},
): Result<EventDraft[], ApprovalRefusal> {
	const production = state.productions.find((known) => known.productionId === productionId);
	if (!production) {
		return refuse('no-such-production');
	}
	if (production.status === 'approved' || isOver(production)) {
		return refuse('not-waiting');
	}
	const { requestedBy } = production;
	const isRequester = approver.kind !== 'person' || (requestedBy.kind === 'person' && requestedBy.userId === approver.userId);
	if (approver.kind !== 'person' || (isRequester && choices.people !== 1)) {
		return refuse('approver-is-requester');
	}
	if (isSuspect(state)) {
		return refuse('tamper-found');
	}
	const hold = state.holds.find(({ holdId }) => holdId === production.holdId);
	if (hold?.status !== 'active' || hold.release) {
		return refuse(hold?.release ? 'hold-released' : 'hold-purged');
	}
	const notice = checkProductionNotice(state, hold.subject.userId, now);
	if (!notice.ok) {
		return notice;
	}
	const named = nameCategories(state, production, choices);
	if (!named.ok) {
		return named;
	}
	const body: EventBodies['production.approved'] = {
		...{ productionId, notice: notice.value },
		...(named.value ? { namedCategories: [...named.value] } : {}),
		...(choices.pseudonymise && !producesContent(production, named.value) ? { pseudonymise: true as const } : {}),
		...(isRequester ? { byOnePerson: true as const } : {}),
	};
	return accept([{ type: 'production.approved', body }]);
}

/** What people said to each other cannot be shown without showing who they are. */
export function producesContent({ process, categories }: ProductionState, named: readonly string[] = []): boolean {
	return decideEntitlement(process.kind, categories, named).produced.includes('content');
}

/** What the approver decides beside yes. */
export interface ApprovalChoices {
	/** Categories that a consent, certificate or executing order states, as the approver reads it. */
	named?: readonly string[];
	/** Third parties bear pseudonyms, where no contents are produced. */
	pseudonymise?: boolean;
	/** How many people it takes, as the administrator has set it. */
	people?: number;
}

/** Whether an approver has to say what the process states. An emergency's approver has said it before. */
export function needsNaming(process: string): boolean {
	return process !== 'emergency' && isLegalProcess(process) && ENTITLEMENTS[process].onlyNamed === true;
}

function nameCategories(
	state: CaseState,
	{ process }: ProductionState,
	{ named }: ApprovalChoices,
): Result<readonly string[] | undefined, 'naming-needed' | 'no-emergency' | 'emergency-not-ready'> {
	if (process.kind === 'emergency') {
		return findNamedCategories(state);
	}
	if (!needsNaming(process.kind)) {
		return accept(undefined);
	}
	// Before the form is opened nothing is named yet; an empty list is a person's answer, and no answer.
	return named?.length === 0 ? refuse('naming-needed') : accept(named);
}
