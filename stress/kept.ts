import type { CaseState, HoldState } from '../src/cases/state';
import { DAY_MS } from '../src/policy/instants';

/** House rule: so long a snapshot outlives the last production from it. */
const KEPT_AFTER_ANSWER_DAYS = 7;

const PRESERVES_ONLY = ['preservation', 'extension', 'epoc-pr'];

/** Served process keeps a snapshot until its records have left, and some days longer: now, or when it was purged. */
export function isKept({ productions, requests, emergencies }: CaseState, { holdId, purge }: HoldState, now: number): boolean {
	const at = purge?.startedAt ?? new Date(now).toISOString();
	const standing = productions
		.filter((known) => known.holdId === holdId && known.requestedAt < at)
		.filter(({ withdrawal }) => withdrawal === undefined || withdrawal.at > at);
	const left = standing.flatMap(({ deliveredAt }) => deliveredAt ?? []).filter((deliveredAt) => deliveredAt <= at);
	const isRefused = (requestId: string) =>
		emergencies.some((known) => known.requestId === requestId && known.decision?.decision === 'refuse');
	const waiting = requests
		.filter(({ kind, outcome, requestId }) => outcome === 'accepted' && !PRESERVES_ONLY.includes(kind) && !isRefused(requestId))
		.filter(({ recordedAt }) => recordedAt < at && !left.some((deliveredAt) => deliveredAt >= recordedAt));
	return (
		waiting.length > 0 ||
		standing.some(({ deliveredAt }) => deliveredAt === undefined || deliveredAt > at) ||
		left.some((deliveredAt) => Date.parse(deliveredAt) + KEPT_AFTER_ANSWER_DAYS * DAY_MS > Date.parse(at))
	);
}
