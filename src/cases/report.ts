import type { ReportPeriod } from './reportPeriod';
import type { CaseState, RequestState } from './state';

/**
 * Requests that may not be counted one by one are given in bands of 250, the first from 0, as 50 U.S.C. § 1874(a)(3) permits
 * for national security letters. The band is always given, also for none, so that nothing follows from its presence. Every
 * restricted case is counted there and nowhere else, whatever its kind: an exact row would tell what the band hides.
 */
export const BAND = 250;

const NATIONAL_SECURITY = 'national-security-letter';

export interface RequestRow {
	kind: string;
	process: string;
	outcome: string;
	requests: number;
	/** Accounts that the requests name, each once in this row. */
	accounts: number;
}

export interface TransparencyReport {
	period: ReportPeriod;
	requests: RequestRow[];
	/** Accounts that any of the requests name, each once. */
	accounts: number;
	/** Productions that were delivered, by legal process. */
	productions: { process: string; count: number }[];
	/** How account holders were, or were not, told of those productions. */
	notices: { basis: string; count: number }[];
	/** Cases that were closed, and are. */
	closings: { outcome: string; count: number }[];
	restricted: { requests: string; accounts: string };
	/** Cases that could not be read, and are in no count. */
	unread: number;
}

/** Counts what happened in a period. @param cases every case, restricted ones included */
export function makeReport(period: ReportPeriod, cases: readonly CaseState[], unread = 0): TransparencyReport {
	const isIn = (instant: string | undefined) =>
		instant !== undefined && instant.slice(0, 10) >= period.from && instant.slice(0, 10) <= period.to;
	const requests = cases.flatMap((state) =>
		state.requests
			.filter(({ receivedOn }) => isIn(receivedOn))
			.map((request) => ({ request, isRestricted: isRestricted(state) || processOf(request) === NATIONAL_SECURITY })),
	);
	const open = requests.filter((known) => !known.isRestricted).map(({ request }) => request);
	const hidden = requests.filter((known) => known.isRestricted).map(({ request }) => request);
	const delivered = cases
		.filter((state) => !isRestricted(state))
		.flatMap(({ productions }) => productions)
		.filter(
			({ status, deliveredAt, process }) => status === 'delivered' && isIn(deliveredAt) && process.kind !== NATIONAL_SECURITY,
		);
	const closed = cases
		.filter((state) => !isRestricted(state))
		.flatMap(({ closing }) => (closing && isIn(closing.at) ? [closing] : []));
	return {
		period,
		requests: countRequests(open),
		accounts: countAccounts(open),
		productions: count(delivered.map(({ process }) => process.kind)).map(([process, amount]) => ({ process, count: amount })),
		notices: count(delivered.map(({ notice }) => notice?.basis ?? 'none')).map(([basis, amount]) => ({ basis, count: amount })),
		closings: count(closed.map(({ outcome }) => outcome)).map(([outcome, amount]) => ({ outcome, count: amount })),
		restricted: { requests: nameBand(hidden.length), accounts: nameBand(countAccounts(hidden)) },
		unread,
	};
}

/**
 * @example
 * nameBand(0) // '0–249'
 */
export function nameBand(amount: number): string {
	const from = Math.floor(amount / BAND) * BAND;
	return `${from}–${from + BAND - 1}`;
}

function isRestricted(state: CaseState): boolean {
	return state.restrictedTo !== undefined || state.productions.some(({ process }) => process.kind === NATIONAL_SECURITY);
}

function processOf({ facts, details }: RequestState): string {
	return details?.process?.kind ?? facts.process ?? 'none';
}

function countRequests(requests: readonly RequestState[]): RequestRow[] {
	const groups = new Map<string, RequestState[]>();
	for (const request of requests) {
		const key = JSON.stringify([request.kind, processOf(request), request.outcome]);
		groups.set(key, [...(groups.get(key) ?? []), request]);
	}
	return [...groups]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, group]) => {
			const [kind = '', process = '', outcome = ''] = JSON.parse(key) as string[];
			return { kind, process, outcome, requests: group.length, accounts: countAccounts(group) };
		});
}

function countAccounts(requests: readonly RequestState[]): number {
	return new Set(requests.flatMap(({ subjects }) => subjects.map(({ userId }) => userId))).size;
}

function count(values: readonly string[]): [string, number][] {
	const counts = new Map<string, number>();
	for (const value of values) {
		counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
