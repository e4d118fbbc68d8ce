import { addDays, addHours } from 'date-fns';

import { isLapsed } from './decisions';
import {
	decisionDueAt,
	EMERGENCY_ANSWER_HOURS,
	EMERGENCY_PROCESS_HOURS,
	isAgencyTold,
	isUndecided,
	listEmergencies,
	type Emergency,
} from './decisions/emergency';
import { findProductionLetter, isAnswer } from './decisions/letters';
import { checkProductionNotice, listOwed, noticePossibleSince } from './decisions/notice';
import { asException, findRulingOrder, FIRST_ZONE_HOURS, LONGEST_MONTH_DAYS, orderEnd } from './decisions/orders';
import { isStanding } from './delivered';
import type { DueItem } from './dueItem';
import type { Actor } from './events';
import { findKeeper, purgeDueAt } from './keeping';
import type { CaseState, HoldState, ProductionState, RequestState } from './state';
import { isRegime, productionDeadline } from '../policy/clocks';
import { MINUTE_MS, UTC } from '../policy/instants';
import { orderReviewsDue } from '../policy/notice';

/** House rule: what waits for a person, and has no date of its own, is done within a day. */
const WITHIN_HOURS = 24;
/** The sweep sets going again what stands still; what it could not for this long needs a person. */
const STALLED_MS = 30 * MINUTE_MS;

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
		...state.productions.flatMap((production) => dueOfHandOver(state, production)),
		...dueOfHolds(state),
		...dueOfVerification(state),
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
	return listEmergencies(state).flatMap((emergency) => [
		...dueOfDecision(emergency),
		...dueOfDecisionLetter(state, emergency),
		...dueOfProcess(emergency),
	]);
}

/** The key names what was asked for last, so that approvers are called on again when that stays open too. */
function dueOfDecision(emergency: Emergency): DueItem[] {
	const { request, standing } = emergency;
	const { decision, recommendation } = standing;
	const key = ['emergency', request.requestId, ...(decision ? [decision.at] : [])].join(':');
	const by = nameOf(recommendation?.by ?? request.recordedBy);
	const at = decisionDueAt(emergency);
	return isUndecided(emergency) ? [{ key, kind: 'emergency', at, by, ...(recommendation ? { needsApprover: true } : {}) }] : [];
}

function dueOfDecisionLetter(state: CaseState, emergency: Emergency): DueItem[] {
	const { request, standing } = emergency;
	const { decision } = standing;
	if (!decision || emergency.isReplaced || isAgencyTold(state, emergency)) {
		return [];
	}
	const at = hoursAfter(decision.at, EMERGENCY_ANSWER_HOURS);
	return [{ key: `emergency-letter:${request.requestId}:${decision.at}`, kind: 'emergency-letter', at }];
}

function dueOfProcess({ request, standing: { decision, followUp } }: Emergency): DueItem[] {
	if (decision?.decision !== 'disclose' || followUp) {
		return [];
	}
	const at = hoursAfter(decision.at, EMERGENCY_PROCESS_HOURS);
	return [{ key: `emergency-process:${request.requestId}`, kind: 'emergency-process', at, by: nameOf(request.recordedBy) }];
}

/** Dates for production that the regime sets, or the paper itself: the earlier of them. */
function dueOfRequests(state: CaseState): DueItem[] {
	return state.requests.flatMap((request): DueItem[] => {
		const { requestId, outcome, recordedAt, recordedBy } = request;
		const left = state.productions.some((production) => isStanding(production) && (production.deliveredAt ?? '') >= recordedAt);
		const at = Math.min(findRegimeDeadline(request), findStatedDeadline(request));
		const isOpen = !left && outcome === 'accepted' && at < Infinity;
		return isOpen ? [{ key: `deadline:${requestId}`, kind: 'production-deadline', at, by: nameOf(recordedBy) }] : [];
	});
}

/**
 * Counted from the receipt of the certificate; of one that was recorded on a later day the hour of receipt is not known, and
 * the day's first counts, so that the deadline is never later than the law's.
 *
 * @law eu-2023-1543-10
 */
function findRegimeDeadline({ kind, details, facts, receivedOn, recordedAt }: RequestState): number {
	const regime = details?.regime;
	if (kind !== 'epoc' || !isRegime(regime)) {
		return Infinity;
	}
	const received = addDays(receivedOn, 1, UTC).getTime() <= Date.parse(recordedAt) ? receivedOn : recordedAt;
	return productionDeadline(Date.parse(received), regime, facts.isEmergencyCase === true) ?? Infinity;
}

/** A paper names a day and no time zone: what is due by it is due when the day ends where on earth it ends first. */
function findStatedDeadline({ details }: RequestState): number {
	return details?.respondBy === undefined ? Infinity : hoursAfter(details.respondBy, 24 - FIRST_ZONE_HOURS);
}

function dueOfProduction(state: CaseState, production: ProductionState, now: number): DueItem[] {
	const { productionId, status, requestedAt, requestedBy, approvedAt, holdId } = production;
	const by = nameOf(requestedBy);
	if (isLapsed(state, production)) {
		return [];
	}
	if (status === 'failed') {
		const key = `production-failed:${productionId}`;
		return [{ key, kind: 'production-failed', at: Date.parse(approvedAt ?? requestedAt), needsApprover: true, by }];
	}
	if (status === 'unsigned') {
		const at = hoursAfter(approvedAt ?? requestedAt, WITHIN_HOURS);
		return [{ key: `signature:${productionId}`, kind: 'signature', at, needsApprover: true, by }];
	}
	const hold = state.holds.find((known) => known.holdId === holdId);
	if (status !== 'requested' || !hold) {
		return [];
	}
	const notice = checkProductionNotice(state, hold.subject.userId, now);
	const until = notice.ok ? undefined : Date.parse(String(notice.params?.until ?? ''));
	if (notice.ok || until === undefined) {
		const key = `approval:${productionId}`;
		return [{ key, kind: 'approval', at: hoursAfter(requestedAt, WITHIN_HOURS), needsApprover: true, by }];
	}
	// Blocked until somebody sends the notice: that is an item of its own.
	return Number.isNaN(until) ? [] : [{ key: `waiting-period:${productionId}`, kind: 'waiting-period', at: until, by }];
}

/** A package that was delivered into Rocket.Chat is with nobody outside yet; the letter that goes with it says that it left. */
function dueOfHandOver(state: CaseState, production: ProductionState): DueItem[] {
	const { productionId, requestedAt, deliveredAt = requestedAt, requestedBy } = production;
	const wasLeft = state.closing !== undefined && deliveredAt < state.closing.at;
	if (!isStanding(production) || wasLeft || findProductionLetter(state, productionId)) {
		return [];
	}
	const at = hoursAfter(deliveredAt, WITHIN_HOURS);
	return [{ key: `hand-over:${productionId}`, kind: 'hand-over', at, about: productionId, by: nameOf(requestedBy) }];
}

function dueOfNotice(state: CaseState, now: number): DueItem[] {
	const { notices, exceptions } = state;
	const waiting = exceptions
		.filter(({ status }) => status === 'proposed')
		.map(
			({ exceptionId, proposedAt, proposedBy }): DueItem => ({
				...{ key: `exception:${exceptionId}`, kind: 'exception', at: hoursAfter(proposedAt, WITHIN_HOURS) },
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
			: { key: `notice:${userId}`, kind: 'notice', at: hoursAfter(noticePossibleSince(state, userId), WITHIN_HOURS) };
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
		: [{ key: `order-incomplete:${orderId}`, kind: 'order-incomplete', at: hoursAfter(recordedAt, WITHIN_HOURS), by }];
	const end = orderEnd(ruling);
	if (end !== undefined) {
		return [...incomplete, { key: `order-end:${orderId}`, kind: 'order-end', at: end, by }];
	}
	const [next] = orderReviewsDue(asException(ruling, ['any']), addDays(now, LONGEST_MONTH_DAYS, UTC)).filter((at) => at > now);
	return [
		...incomplete,
		...(next === undefined ? [] : [{ key: `order-review:${orderId}`, kind: 'order-review' as const, at: next, by }]),
	];
}

/** Answers that were drafted and not sent, and those that a request needs and nobody has written. */
function dueOfLetters({ letters, requests }: CaseState): DueItem[] {
	const unsent = letters
		// That of a decision on an emergency is due earlier, and in its own words.
		.filter(({ status, decidedAt }) => (status === 'drafted' || status === 'failed') && decidedAt === undefined)
		.map((letter) => ({
			...{ key: `letter:${letter.letterId}`, since: letter.draftedAt, requestId: letter.requestId },
			...(isAnswer(letter) ? { about: letter.requestId } : {}),
		}));
	const unwritten = requests
		.filter(({ requestId, outcome }) => outcome !== 'accepted' && !letters.some((letter) => letter.requestId === requestId))
		.map(({ requestId, recordedAt }) => ({ key: `request:${requestId}`, since: recordedAt, requestId, about: requestId }));
	return [...unsent, ...unwritten].map(({ key, since, requestId, ...about }): DueItem => {
		const isEmergency = requests.some((request) => request.requestId === requestId && request.kind === 'emergency');
		const at = hoursAfter(since, isEmergency ? EMERGENCY_ANSWER_HOURS : WITHIN_HOURS);
		return { key, kind: 'letter', at, ...about };
	});
}

function dueOfHolds(state: CaseState): DueItem[] {
	const { holds, documents, missedDocuments } = state;
	const missing = missedDocuments
		.filter(({ uploadId }) => !documents.some((document) => document.uploadId === uploadId))
		.map(
			({ uploadId, at }): DueItem => ({
				key: `document:${uploadId}`,
				kind: 'document-missing',
				at: hoursAfter(at, WITHIN_HOURS),
			}),
		);
	return [...missing, ...holds.flatMap((hold) => dueOfHold(state, hold))];
}

function dueOfHold(state: CaseState, hold: HoldState): DueItem[] {
	const { holdId, status, expiresAt, placedAt, placedBy, steppedAt, trouble, block, release, purge } = hold;
	const by = nameOf(placedBy);
	switch (status) {
		case 'capturing':
			return trouble
				? [{ key: `capture:${holdId}`, kind: 'capture-trouble', at: Date.parse(placedAt), by }]
				: [dueWhenStalled(holdId, steppedAt ?? placedAt)];
		case 'active':
			if (release) {
				return [dueWhenStalled(holdId, release.at)];
			}
			return expiresAt && !block ? [dueAtEnd(state, hold, Date.parse(expiresAt), by)] : [];
		case 'purging':
			return [dueWhenStalled(holdId, purge?.startedAt ?? placedAt)];
		case 'purged':
			return [];
	}
}

/** At the end of a hold its snapshot goes, unless served process keeps it: then that is to be answered. */
function dueAtEnd(state: CaseState, hold: HoldState, end: number, by: string | undefined): DueItem {
	if (findKeeper(state, hold)) {
		return { key: `kept:${hold.holdId}`, kind: 'kept', at: end, by };
	}
	return { key: `expiry:${hold.holdId}`, kind: 'expiry', at: purgeDueAt(state, hold) ?? end, by };
}

/** A verification that was begun and goes on; the sweep sets it going again when its job was lost. */
function dueOfVerification({ verification }: CaseState): DueItem[] {
	return verification && !verification.completedAt ? [dueWhenStalled(verification.verificationId, verification.startedAt)] : [];
}

function dueWhenStalled(id: string, since: string): DueItem {
	const at = Date.parse(since) + STALLED_MS;
	return { key: `stalled:${id}`, kind: 'stalled', at, shownFrom: at };
}

/** @returns epoch ms */
function hoursAfter(since: string | number, hours: number): number {
	return addHours(since, hours).getTime();
}

function nameOf(actor: Actor): string | undefined {
	return actor.kind === 'person' ? actor.userId : undefined;
}
