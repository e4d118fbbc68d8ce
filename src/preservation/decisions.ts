import { addDays } from 'date-fns';

import type { EventDraft } from '../cases/events';
import type { CaseState, HoldState, RequestState } from '../cases/state';
import { extensionEnd, REGIMES, isRegime } from '../policy/clocks';
import { UTC } from '../policy/instants';
import { accept, refuse, type Result } from '../policy/refusal';

type HoldRefusal = 'no-such-hold' | 'hold-not-active' | 'hold-released';

/** A hold that something can still be decided about. */
export function findLivingHold(state: CaseState, holdId: string): Result<HoldState, HoldRefusal> {
	const hold = state.holds.find((known) => known.holdId === holdId);
	if (!hold) {
		return refuse('no-such-hold');
	}
	if (hold.status !== 'capturing' && hold.status !== 'active') {
		return refuse('hold-not-active');
	}
	return hold.release ? refuse('hold-released') : accept(hold);
}

/** Accepted extension requests of the case that no hold of it was extended by yet. */
export function listExtensionRequests(state: CaseState, holdId: string): RequestState[] {
	const hold = state.holds.find((known) => known.holdId === holdId);
	const used = hold?.extensions?.map(({ requestId }) => requestId) ?? [];
	return state.requests.filter(
		({ kind, outcome, requestId }) => kind === 'extension' && outcome === 'accepted' && !used.includes(requestId),
	);
}

export interface ExtensionOffer {
	/** Epoch ms. */
	expiresAt: number;
	/** The regime provides no further extension: an approver may grant one all the same, with a reason, and it is flagged. */
	isBeyondRegime: boolean;
}

/**
 * Until when a hold would last after one more extension. Where the regime provides no further one (a third period of ninety
 * days under § 2703(f)), it would last its period once more.
 *
 * @clause preservation-extension
 * @param now epoch ms
 * @returns the offer, or refuses: `no-such-hold`, `hold-not-active`, `hold-released`, `still-capturing`, `already-expired`
 */
export function offerExtension(
	state: CaseState,
	holdId: string,
	now: number,
): Result<ExtensionOffer, HoldRefusal | 'still-capturing' | 'already-expired'> {
	const found = findLivingHold(state, holdId);
	if (!found.ok) {
		return found;
	}
	const { status, expiresAt, regime, extensions = [], block } = found.value;
	if (status === 'capturing' || !expiresAt) {
		return refuse('still-capturing');
	}
	const end = extensionEnd({ expiresAt: Date.parse(expiresAt), regime, extensions: extensions.length }, now);
	if (end.ok) {
		return accept({ expiresAt: end.value, isBeyondRegime: false });
	}
	// A blocked hold outlives its end; what it lacks is a new end, counted from the old one.
	if (end.code === 'already-expired' && !block) {
		return refuse('already-expired');
	}
	const clock = isRegime(regime) ? REGIMES[regime] : undefined;
	const days = clock?.extensionDays ?? clock?.preservationDays ?? 0;
	const isBeyondRegime = extensions.length >= (clock?.maxExtensions ?? 0);
	return accept({ expiresAt: addDays(Math.max(Date.parse(expiresAt), now), days, UTC).getTime(), isBeyondRegime });
}

/**
 * Extends a hold on a request of its own.
 *
 * @param input.beyondRegime the approver's reason, where the regime provides no further extension
 */
export function decideExtension(
	state: CaseState,
	input: { holdId: string; requestId: string; beyondRegime?: string },
	{ now, isApprover }: { now: number; isApprover: boolean },
): Result<
	EventDraft[],
	HoldRefusal | 'still-capturing' | 'already-expired' | 'no-extension-request' | 'approver-needed-beyond' | 'reason-needed-beyond'
> {
	const { holdId, requestId, beyondRegime } = input;
	const offer = offerExtension(state, holdId, now);
	if (!offer.ok) {
		return offer;
	}
	if (!listExtensionRequests(state, holdId).some((request) => request.requestId === requestId)) {
		return refuse('no-extension-request');
	}
	const { isBeyondRegime } = offer.value;
	if (isBeyondRegime && !isApprover) {
		return refuse('approver-needed-beyond');
	}
	if (isBeyondRegime && !beyondRegime) {
		return refuse('reason-needed-beyond');
	}
	const hold = state.holds.find((known) => known.holdId === holdId);
	const number = (hold?.extensions?.length ?? 0) + 1;
	const expiresAt = new Date(offer.value.expiresAt).toISOString();
	const reason = isBeyondRegime && beyondRegime ? { beyondRegime } : {};
	return accept([{ type: 'hold.extended', body: { holdId, requestId, number, expiresAt, ...reason } }]);
}

/**
 * Ends a hold before its time. The snapshot is destroyed by the sweep, as one that has expired.
 *
 * @param input.typedReference the case's reference, typed by the person: what is destroyed cannot be had back
 */
export function decideRelease(
	state: CaseState,
	{ holdId, reason, typedReference }: { holdId: string; reason: string; typedReference: string },
): Result<EventDraft[], HoldRefusal | 'hold-blocked' | 'reference-differs' | 'production-waiting'> {
	const found = findLivingHold(state, holdId);
	if (!found.ok) {
		return found;
	}
	if (found.value.block) {
		return refuse('hold-blocked');
	}
	if (state.productions.some((production) => production.holdId === holdId && production.status === 'approved')) {
		return refuse('production-waiting');
	}
	if (typedReference.trim().toUpperCase() !== state.reference) {
		return refuse('reference-differs', { reference: state.reference });
	}
	return accept([{ type: 'hold.released', body: { holdId, reason } }]);
}

/** Blocks the purge of a hold for the sake of litigation. */
export function decideBlock(
	state: CaseState,
	{ holdId, matter }: { holdId: string; matter: string },
): Result<EventDraft[], HoldRefusal | 'hold-blocked'> {
	const found = findLivingHold(state, holdId);
	if (!found.ok) {
		return found;
	}
	return found.value.block ? refuse('hold-blocked') : accept([{ type: 'hold.blocked', body: { holdId, matter } }]);
}

/** Lifts a litigation block. A hold whose end has passed meanwhile is purged by the next sweep. */
export function decideUnblock(
	state: CaseState,
	{ holdId, reason }: { holdId: string; reason: string },
): Result<EventDraft[], 'no-such-hold' | 'hold-not-blocked'> {
	const hold = state.holds.find((known) => known.holdId === holdId);
	if (!hold) {
		return refuse('no-such-hold');
	}
	return hold.block ? accept([{ type: 'hold.unblocked', body: { holdId, reason } }]) : refuse('hold-not-blocked');
}
