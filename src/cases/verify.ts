import type { LedgerEvent } from './events';
import { findMissingHeads, joinHeads, readLedger, type HashedEvent, type LedgerProblem, type StoredEvent } from './ledger';

/**
 * Every author writes within minutes of reading a case, the building of a large package included. Two events further apart
 * than this, neither of which had seen the other, were not written by the desk at the instants that they state.
 */
export const UNSEEN_MS = 60 * 60_000;

/** Who presses a button has the case read and the event written within seconds: the rest is room for clocks that differ. */
export const UNSEEN_BY_PERSON_MS = 10 * 60_000;

/** What a person sets going and what takes longer: packages are built, papers and exports copied. */
const LONG_WORK = /^(production|document|ledger)\./;

/** A head of the ledger that is known to have left the server, and with what. */
export interface DepartedHead {
	hash: string;
	/** `letter`, `package`, `declaration`, `purge-certificate`, `export`, or `given`: typed in by a person from a paper. */
	with: 'letter' | 'package' | 'declaration' | 'purge-certificate' | 'export' | 'given';
}

/** What walking a ledger found. */
export interface LedgerReport {
	eventCount: number;
	/** Records that repeat another, byte for byte: a write that was sent twice. No sign of damage. */
	repeatedCount: number;
	head: string;
	heads: DepartedHead[];
	/** Events whose authors had not seen each other: two people at once, or one that was put in. Only their authors can tell. */
	sideBySide: HashedEvent[];
	/** Events after the last head that left: nothing outside the server vouches for them, only who wrote them. */
	sinceHeadLeft: HashedEvent[];
	problems: VerifyProblem[];
}

/** `unseen`: an event that the next ones should have seen, and did not: it was put in afterwards, or its instant was changed. */
export type VerifyProblem = Omit<LedgerProblem, 'code'> & { code: LedgerProblem['code'] | 'unseen' };

/**
 * Walks a ledger as it is stored: hashes, form, parents, heights, duplicate ids, roots, events that were put in late, and
 * every head that left the server with a letter, a package, a purge certificate or an export.
 *
 * @param given heads that a person read from a paper: the only ones that somebody who rewrites the database cannot rewrite
 */
export function verifyLedger(ledger: string, stored: readonly StoredEvent[], given: readonly string[] = []): LedgerReport {
	const { events, problems } = readLedger(ledger, stored);
	const heads = [...listDepartedHeads(events), ...given.map((hash): DepartedHead => ({ hash, with: 'given' }))];
	const missing = findMissingHeads(
		events,
		heads.map(({ hash }) => hash),
	);
	const ends = walkFrontier(events);
	return {
		eventCount: events.length,
		repeatedCount: stored.length - new Set(stored.map(({ bytes }) => bytes)).size,
		head: joinHeads(ends.heads),
		heads,
		sideBySide: ends.sideBySide,
		sinceHeadLeft: listSince(events, heads),
		problems: [...problems, ...missing, ...ends.unseen],
	};
}

/** The heads that events of a case say have left the server. */
export function listDepartedHeads(events: readonly HashedEvent[]): DepartedHead[] {
	return events.flatMap(({ event }) => describeDeparture(event));
}

function describeDeparture(event: LedgerEvent): DepartedHead[] {
	switch (event.type) {
		case 'letter.drafted':
		case 'letter.edited':
			return [{ hash: event.body.head, with: 'letter' }];
		case 'production.built':
			// Packages that an older version made state the head that its author saw just before.
			return [{ hash: event.body.head ?? joinHeads(event.parents), with: 'package' }];
		case 'purge.completed':
			return findCertifiedHead(event.body.certificate);
		case 'declaration.drafted':
			return [{ hash: event.body.head, with: 'declaration' }];
		case 'ledger.exported':
			return [{ hash: event.body.head, with: 'export' }];
		default:
			return [];
	}
}

function findCertifiedHead(certificate: string): DepartedHead[] {
	const hash = /ledger head[^\n]*\b([0-9a-f]{64})\b/i.exec(certificate)?.[1];
	return hash ? [{ hash, with: 'purge-certificate' }] : [];
}

/** The events that no departed head stands for: what follows a head, or lies beside it. */
function listSince(events: readonly HashedEvent[], heads: readonly DepartedHead[]): HashedEvent[] {
	const left = new Set(heads.map(({ hash }) => hash));
	const vouched = new Set<string>();
	// A parent stands lower than what follows it: seen from the top, each event is reached after all that follow it.
	for (const { hash, event } of [...events].reverse()) {
		const isJoined = event.parents.length > 1 && left.has(joinHeads(event.parents));
		if (left.has(hash) || vouched.has(hash) || isJoined) {
			event.parents.forEach((parent) => vouched.add(parent));
		}
		if (left.has(hash)) {
			vouched.add(hash);
		}
	}
	return events.filter(({ hash }) => !vouched.has(hash));
}

/** Whether an event should have been seen by the author of one that was written so much later. */
function shouldBeSeen(earlier: HashedEvent, { event: later }: HashedEvent): boolean {
	const isQuick = later.actor.kind === 'person' && !LONG_WORK.test(later.type);
	return Date.parse(later.at) - Date.parse(earlier.event.at) > (isQuick ? UNSEEN_BY_PERSON_MS : UNSEEN_MS);
}

/** Goes through the events in ledger order with the open ends before each: who leaves an end aside has not seen it. */
function walkFrontier(events: readonly HashedEvent[]): { heads: string[]; unseen: VerifyProblem[]; sideBySide: HashedEvent[] } {
	const frontier = new Map<string, HashedEvent>();
	const unseen = new Set<string>();
	const sideBySide = new Set<HashedEvent>();
	for (const hashed of events) {
		for (const parent of hashed.event.parents) {
			frontier.delete(parent);
		}
		for (const end of frontier.values()) {
			sideBySide.add(end).add(hashed);
			const [earlier, later] = end.event.at < hashed.event.at ? [end, hashed] : [hashed, end];
			if (shouldBeSeen(earlier, later)) {
				unseen.add(earlier.hash);
			}
		}
		frontier.set(hashed.hash, hashed);
	}
	return {
		heads: [...frontier.keys()],
		unseen: [...unseen].map((hash) => ({ code: 'unseen', hash })),
		sideBySide: [...sideBySide],
	};
}
