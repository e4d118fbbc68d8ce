import { decisionDueAt, EMERGENCY_PROCESS_HOURS, isUndecided, listEmergencies } from './decisions/emergency';
import { checkProductionNotice, listOwed, noticePossibleSince } from './decisions/notice';
import { asException, findRulingOrder, orderEnd } from './decisions/orders';
import type { DueItem } from './dueItem';
import type { Actor } from './events';
import type { CaseSummary } from './ports';
import type { CaseState, ProductionState } from './state';
import { isRegime, productionDeadline } from '../policy/clocks';
import { DAY_MS, HOUR_MS } from '../policy/instants';
import { orderReviewsDue } from '../policy/notice';

/** House rule: what waits for a person, and has no date of its own, is done within a day. */
const WITHIN_MS = DAY_MS;

/**
 * Every open clock of one case, nearest first. It goes into the case's summary, so that the list over all cases reads no
 * ledger.
 */
export function listDue(state: CaseState, now: number): DueItem[] {
	const items = [
		...dueOfEmergencies(state),
		...dueOfRequests(state),
		...state.productions.flatMap((production) => dueOfProduction(state, production, now)),
		...dueOfNotice(state, now),
		...dueOfOrders(state, now),
		...dueOfLetters(state),
		...dueOfHolds(state),
	];
	// What was left undone when the case was closed is no longer due; what began afterwards is.
	const left = state.closing?.remaining ?? [];
	return items
		.filter(({ key }) => !left.includes(key))
		.map((item) => {
			const until = Date.parse(state.snoozes[item.key]?.until ?? '');
			return until > now ? { ...item, snoozedUntil: until } : item;
		})
		.sort((a, b) => a.at - b.at);
}

function dueOfEmergencies(state: CaseState): DueItem[] {
	return listEmergencies(state).flatMap((emergency): DueItem[] => {
		const { request, standing } = emergency;
		const { decision, recommendation, followUp } = standing;
		if (isUndecided(emergency)) {
			const at = decisionDueAt(emergency);
			const by = nameOf(recommendation?.by ?? request.recordedBy);
			return [
				{ key: `emergency:${request.requestId}`, kind: 'emergency', at, by, ...(recommendation ? { needsApprover: true } : {}) },
			];
		}
		return decision?.decision === 'disclose' && !followUp
			? [
					{
						...{ key: `emergency-process:${request.requestId}`, kind: 'emergency-process' },
						...{ at: Date.parse(decision.at) + EMERGENCY_PROCESS_HOURS * HOUR_MS, by: nameOf(request.recordedBy) },
					},
				]
			: [];
	});
}

/** Dates that a regime itself sets for production. */
function dueOfRequests({ requests, productions }: CaseState): DueItem[] {
	const delivered = productions.some(({ status }) => status === 'delivered');
	return requests.flatMap(({ requestId, kind, outcome, details, facts, recordedAt, recordedBy }): DueItem[] => {
		const regime = details?.regime;
		if (delivered || outcome !== 'accepted' || kind !== 'epoc' || !isRegime(regime)) {
			return [];
		}
		const at = productionDeadline(Date.parse(recordedAt), regime, facts.isEmergencyCase === true);
		return at === undefined ? [] : [{ key: `deadline:${requestId}`, kind: 'production-deadline', at, by: nameOf(recordedBy) }];
	});
}

function dueOfProduction(state: CaseState, production: ProductionState, now: number): DueItem[] {
	const { productionId, status, requestedAt, requestedBy, approvedAt, holdId } = production;
	const by = nameOf(requestedBy);
	if (status === 'failed') {
		const key = `production-failed:${productionId}`;
		return [{ key, kind: 'production-failed', at: Date.parse(approvedAt ?? requestedAt), needsApprover: true, by }];
	}
	const hold = state.holds.find((known) => known.holdId === holdId);
	if (status !== 'requested' || !hold) {
		return [];
	}
	const notice = checkProductionNotice(state, hold.subject.userId, now);
	const until = notice.ok ? undefined : Date.parse(String(notice.params?.until ?? ''));
	if (notice.ok || until === undefined) {
		const key = `approval:${productionId}`;
		return [{ key, kind: 'approval', at: Date.parse(requestedAt) + WITHIN_MS, needsApprover: true, by }];
	}
	// Blocked until somebody sends the notice: that is an item of its own.
	return Number.isNaN(until) ? [] : [{ key: `waiting-period:${productionId}`, kind: 'waiting-period', at: until, by }];
}

function dueOfNotice(state: CaseState, now: number): DueItem[] {
	const { notices, exceptions } = state;
	const waiting = exceptions
		.filter(({ status }) => status === 'proposed')
		.map(
			({ exceptionId, proposedAt, proposedBy }): DueItem => ({
				...{ key: `exception:${exceptionId}`, kind: 'exception', at: Date.parse(proposedAt) + WITHIN_MS },
				...{ needsApprover: true, by: nameOf(proposedBy) },
			}),
		);
	const owed = listOwed(state, now).map(({ userId }): DueItem => {
		const last = notices.filter(({ subject }) => subject.userId === userId).at(-1);
		return last
			? {
					key: `notice-failed:${last.noticeId}`,
					kind: 'notice-failed',
					at: Date.parse(last.startedAt),
					by: nameOf(last.startedBy),
				}
			: { key: `notice:${userId}`, kind: 'notice', at: noticePossibleSince(state, userId) + WITHIN_MS };
	});
	return [...waiting, ...owed];
}

function dueOfOrders(state: CaseState, now: number): DueItem[] {
	const ruling = findRulingOrder(state, now);
	if (!ruling) {
		return [];
	}
	const { orderId, statute, recordedAt } = ruling;
	const by = nameOf(ruling.recordedBy);
	const incomplete: DueItem[] = statute
		? []
		: [{ key: `order-incomplete:${orderId}`, kind: 'order-incomplete', at: Date.parse(recordedAt) + WITHIN_MS, by }];
	const end = orderEnd(ruling);
	if (end !== undefined) {
		return [...incomplete, { key: `order-end:${orderId}`, kind: 'order-end', at: end, by }];
	}
	const [next] = orderReviewsDue(asException(ruling, ['any']), now + 31 * DAY_MS).filter((at) => at > now);
	return [
		...incomplete,
		...(next === undefined ? [] : [{ key: `order-review:${orderId}`, kind: 'order-review' as const, at: next, by }]),
	];
}

function dueOfLetters({ letters }: CaseState): DueItem[] {
	return letters
		.filter(({ status }) => status === 'drafted' || status === 'failed')
		.map(({ letterId, draftedAt }) => ({ key: `letter:${letterId}`, kind: 'letter', at: Date.parse(draftedAt) + WITHIN_MS }));
}

function dueOfHolds({ holds, documents, missedDocuments }: CaseState): DueItem[] {
	const missing = missedDocuments
		.filter(({ uploadId }) => !documents.some((document) => document.uploadId === uploadId))
		.map(
			({ uploadId, at }): DueItem => ({ key: `document:${uploadId}`, kind: 'document-missing', at: Date.parse(at) + WITHIN_MS }),
		);
	const clocks = holds.flatMap(({ holdId, status, expiresAt, placedAt, placedBy, trouble, block }): DueItem[] => {
		if (status === 'capturing' && trouble) {
			return [{ key: `capture:${holdId}`, kind: 'capture-trouble', at: Date.parse(placedAt), by: nameOf(placedBy) }];
		}
		return status === 'active' && expiresAt && !block
			? [{ key: `expiry:${holdId}`, kind: 'expiry', at: Date.parse(expiresAt), by: nameOf(placedBy) }]
			: [];
	});
	return [...missing, ...clocks];
}

function nameOf(actor: Actor): string | undefined {
	return actor.kind === 'person' ? actor.userId : undefined;
}

export type DueFilter = 'all' | 'mine' | 'overdue';

/** A line of the due list. */
export interface DueLine {
	item: DueItem;
	summary: CaseSummary;
	isOverdue: boolean;
}

export interface DueReader {
	userId: string;
	isApprover: boolean;
}

/**
 * The due list over the cases that a person may see, nearest first. What was put off comes when it is due again.
 *
 * @param summaries of open cases, already limited to those that the reader may see
 */
export function listDueLines(summaries: readonly CaseSummary[], reader: DueReader, filter: DueFilter, now: number): DueLine[] {
	const lines = summaries.flatMap((summary) =>
		(summary.due ?? []).map((item): DueLine => ({ item, summary, isOverdue: isOverdue(item, now) })),
	);
	return lines
		.filter(({ item, isOverdue: overdue }) => filter === 'all' || (filter === 'overdue' ? overdue : isMine(item, reader)))
		.sort((a, b) => dueAt(a.item) - dueAt(b.item) || a.summary.reference.localeCompare(b.summary.reference));
}

export function isOverdue(item: DueItem, now: number): boolean {
	return dueAt(item) <= now;
}

function dueAt({ at, snoozedUntil }: DueItem): number {
	return Math.max(at, snoozedUntil ?? 0);
}

function isMine({ by, needsApprover }: DueItem, { userId, isApprover }: DueReader): boolean {
	return needsApprover ? isApprover && by !== userId : by === undefined || by === userId;
}
