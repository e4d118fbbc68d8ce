import { randomUUID } from 'node:crypto';

import type { MemoryRecords } from './memoryRecords';
import { findUserId, STARTS_AT } from './workspace';
import { makeCheckpoint } from '../../src/cases/checkpoint';
import { nameViewsLedger, type Actor, type EventDraft, type Subject } from '../../src/cases/events';
import { foldCase } from '../../src/cases/fold';
import { findHeads, makeEvent, readLedger, type HashedEvent, type StoredEvent } from '../../src/cases/ledger';
import type { CaseSummary } from '../../src/cases/ports';
import { formatReference, SETTLE_MS } from '../../src/cases/references';
import { summarise } from '../../src/cases/summary';
import { sha256Hex } from '../../src/evidence';
import { createCaseIndex, createClaimStore } from '../../src/platform/caseIndex';
import { createLedgerStore } from '../../src/platform/ledgers';

const OFFICER: Actor = { kind: 'person', userId: findUserId('legal.officer'), username: 'legal.officer' };
const DAY_MS = 86_400_000;
const AGENCY = { name: 'Wilmington Police Department', officer: 'Det. A. Example', officialEmail: 'a@wilmington-police.example' };

/** Claims on the references of so many cases, as each keeps one for good. */
export async function layOutClaims(records: MemoryRecords, year: number, from: number, to: number): Promise<void> {
	const claims = createClaimStore(records, new Map());
	for (let number = from; number < to; number++) {
		const [caseId, claimId] = [randomUUID(), randomUUID()];
		await claims.add({ reference: formatReference(year, number), year, number, caseId, claimId, patienceMs: SETTLE_MS });
	}
}

/** So many looks at accounts in the month in which the workspace's clock stands. */
export async function layOutLooks(records: MemoryRecords, count: number): Promise<void> {
	const begin = Date.parse(STARTS_AT) - DAY_MS / 4;
	const ledger = nameViewsLedger(begin);
	const ledgers = createLedgerStore(records);
	const subject: Subject = { userId: findUserId('maria.silva'), username: 'maria.silva' };
	let heads: HashedEvent[] = [];
	for (let height = 0; height < count; height++) {
		const draft: EventDraft = { type: 'account.viewed', body: { subject } };
		const at = new Date(begin + height).toISOString();
		const { stored, hashed } = makeEvent({ draft, ledger, heads, id: randomUUID(), at, actor: OFFICER });
		await ledgers.append(ledger, height, stored);
		heads = [hashed];
	}
}

/** Summaries of cases with one hold each. */
export async function layOutSummaries(records: MemoryRecords, which: 'open' | 'closed', count: number): Promise<void> {
	const index = createCaseIndex(records);
	const now = Date.parse(STARTS_AT);
	for (let number = 1; number <= count; number++) {
		const open = which === 'open';
		const expiresAt = now + (open ? 10 + (number % 80) : -10) * DAY_MS;
		const summary: CaseSummary = {
			caseId: randomUUID(),
			reference: formatReference(open ? 2026 : 2025, number),
			subjects: [{ userId: findUserId(`held.${number}`), username: `held.person.${number}` }],
			openedAt: new Date(expiresAt - 90 * DAY_MS).toISOString(),
			open,
			holdStatus: open ? 'active' : 'purged',
			expiresAt: new Date(expiresAt).toISOString(),
			...(open ? { nextAt: expiresAt - DAY_MS, due: [{ key: `expiry:${number}`, kind: 'expiry', at: expiresAt }] } : {}),
			eventCount: 9,
		};
		await index.put(summary);
	}
}

export interface MadeLedger {
	caseId: string;
	hashed: HashedEvent[];
	stored: StoredEvent[];
}

/**
 * A case's ledger of so many events, made as the desk makes it: a hold, a capture of many steps (every tenth event), its
 * end, and cards that were posted anew.
 */
export function makeLedger(count: number, reference: string): MadeLedger {
	const caseId = randomUUID();
	const made: MadeLedger = { caseId, hashed: [], stored: [] };
	const begin = Date.parse(STARTS_AT) - 30 * DAY_MS;
	for (const [index, draft] of listDrafts(count, reference).entries()) {
		const { stored, hashed } = makeEvent({
			draft,
			ledger: caseId,
			heads: made.hashed.slice(-1),
			id: randomUUID(),
			at: new Date(begin + index * 60_000).toISOString(),
			actor: OFFICER,
		});
		made.stored.push(stored);
		made.hashed.push(hashed);
	}
	return made;
}

function listDrafts(count: number, reference: string): EventDraft[] {
	const [holdId, snapshotId, segmentId] = [randomUUID(), randomUUID(), randomUUID()];
	const subject: Subject = { userId: findUserId('maria.silva'), username: 'maria.silva' };
	const steps = Math.floor(count / 10);
	const counts = { accounts: 1, memberships: 500 * steps, exceptions: 0 };
	const [capturedAt, expiresAt] = [STARTS_AT, new Date(Date.parse(STARTS_AT) + 90 * DAY_MS).toISOString()];
	return [
		{ type: 'case.opened', body: { reference, agency: AGENCY } },
		{ type: 'hold.placed', body: { holdId, snapshotId, subject, regime: 'us-2703f' } },
		...Array.from({ length: steps }, (_, step): EventDraft => {
			const chunkId = randomUUID();
			const chunks = [{ chunkId, segmentId, sha256: sha256Hex(chunkId), content: 'membership', records: 500 }];
			const cursor = String(step).padStart(17, '0');
			return {
				type: 'snapshot.extended',
				body: { holdId, step, cursor, chunks, roomsDone: 500 * (step + 1), roomsTotal: 500 * steps },
			};
		}),
		{ type: 'snapshot.completed', body: { holdId, capturedAt, expiresAt, counts } },
		...Array.from({ length: count - steps - 3 }, (): EventDraft => {
			return { type: 'card.posted', body: { roomId: 'XEWXNvtPfTvqSki8p', messageId: randomUUID() } };
		}),
	];
}

/** A case of so many events with its summary and, unless told otherwise, the checkpoint that the desk makes on the way. */
export async function layOutCase(records: MemoryRecords, count: number, number: number, withCheckpoint = true): Promise<string> {
	const reference = formatReference(2026, number);
	const { caseId, hashed, stored } = makeLedger(count, reference);
	const ledgers = createLedgerStore(records);
	for (const [index, event] of stored.entries()) {
		await ledgers.append(caseId, index, event);
	}
	if (withCheckpoint) {
		await makeCheckpoint(caseId, findHeads(hashed), { ledgers, makeId: randomUUID });
	}
	const { state } = foldCase(caseId, readLedger(caseId, stored).events);
	if (state) {
		await createCaseIndex(records).put(summarise(state, count, Date.parse(STARTS_AT)));
	}
	await createClaimStore(records, new Map()).add({
		reference,
		year: 2026,
		number,
		caseId,
		claimId: randomUUID(),
		patienceMs: SETTLE_MS,
	});
	return reference;
}
