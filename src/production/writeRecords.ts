import { findMessageKind, listContents } from './contents';
import type { ProductionCounts, ProductionFacts } from './facts';
import { listFrontDocuments } from './frontDocuments';
import { createGate, type GateRefusal, type Grant, type WithheldRecords } from './gate';
import { indexRecords } from './indexRecords';
import { createNumbering } from './numbering';
import type { Pace } from './pace';
import { produceFiles } from './produceFiles';
import { produceMessages } from './produceMessages';
import { createPseudonyms } from './pseudonyms';
import { resolveScope } from './scope';
import { selectRecords, type Selection } from './selectRecords';
import type { RecordSource, UnknownRecord } from './source';
import type { ProductionWriter, WriterRefusal, WrittenProduction } from './writer';
import type { Entitlement } from '../policy/entitlement';
import { accept, type Result } from '../policy/refusal';

export interface Production extends WrittenProduction {
	counts: ProductionCounts;
	entitlement: Entitlement;
	/** For the desk alone: these counts stand nowhere in the package. */
	withheld: WithheldRecords[];
}

export interface RecordsInput {
	facts: ProductionFacts;
	/** What was preserved; what the legal process does not reach is dropped here. */
	source: RecordSource;
	pace: Pace;
	/** Of the case; needed where third parties bear pseudonyms. */
	pseudonymKey?: Uint8Array;
}

/**
 * Selects what the legal process reaches and gives it to a writer, document by document. Refusals: those of the gate and of
 * the writer, `snapshot-changed`, `file-changed`.
 *
 * @throws UnreadableSource
 */
export async function writeRecords(
	{ facts, source, pace, pseudonymKey }: RecordsInput,
	entitlement: Entitlement,
	writer: ProductionWriter,
): Promise<Result<Production, GateRefusal | WriterRefusal | 'snapshot-changed' | 'file-changed'>> {
	const { produced } = entitlement;
	const few = await readFew(source, facts, entitlement);
	const { userId } = facts.subject;
	const grant: Grant = {
		...{ produced, userId, scope: resolveScope(facts.scope, userId, few) },
		...(facts.pseudonymised ? { pseudonymise: createPseudonyms(requireKey(pseudonymKey), userId, listDirectRooms(few)) } : {}),
	};
	const gate = createGate(grant);
	const selected = selectRecords(few, grant, gate);
	if (!selected.ok) {
		return selected;
	}
	const selection = selected.value;
	const kind = findMessageKind(produced);
	const indexed = await indexRecords(source, kind, gate, pace);
	if (!indexed.ok) {
		return indexed;
	}
	const index = indexed.value;
	const numbering = createNumbering(facts, selection, index);
	const counts = countProduced(selection, index.messages, index.rooms.size, index.files.size);
	for (const document of listFrontDocuments({ facts, entitlement, selection, numbering, counts })) {
		const added = await writer.add(document);
		if (!added.ok) {
			return added;
		}
	}
	if (kind) {
		const context = { index, numbering, missingFiles: listMissingFiles(selection) };
		const memberships = new Map(selection.memberships.map((membership) => [membership.roomId, membership]));
		// A gate of its own: what is held back is counted once.
		const messages = { kind, facts, source, gate: createGate(grant), context, memberships, writer, pace };
		const written = await produceMessages(messages);
		if (!written.ok) {
			return written;
		}
	}
	if (index.files.size > 0) {
		const written = await produceFiles({ facts, source, index, numbering, writer, pace });
		if (!written.ok) {
			return written;
		}
	}
	const finished = await writer.finish();
	return finished.ok ? accept({ ...finished.value, counts, entitlement, withheld: gate.listWithheld() }) : finished;
}

function requireKey(key: Uint8Array | undefined): Uint8Array {
	if (!key) {
		throw new Error('pseudonyms need the key of their case');
	}
	return key;
}

function listDirectRooms(few: readonly UnknownRecord[]): Set<string> {
	const direct = few.filter(({ kind, roomKind }) => kind === 'membership' && roomKind === 'direct messages');
	return new Set(direct.map(({ roomId }) => String(roomId)));
}

/** The records of which there are few. */
async function readFew(source: RecordSource, facts: ProductionFacts, { produced }: Entitlement): Promise<UnknownRecord[]> {
	const contents = listContents(produced, facts.scope);
	const few: UnknownRecord[] = [];
	for (const content of ['account', 'membership', 'exception'] as const) {
		if (contents.includes(content)) {
			for await (const records of source.read(content)) {
				few.push(...records);
			}
		}
	}
	return few;
}

function countProduced(selection: Selection, messages: number, rooms: number, files: number): ProductionCounts {
	const { accounts, memberships, exceptions } = selection;
	return {
		...{ accounts: accounts.length, memberships: memberships.length, exceptions: exceptions.length },
		...{ messages, rooms, files },
	};
}

function listMissingFiles({ exceptions }: Selection): Map<string, string> {
	return new Map(exceptions.filter(({ what }) => what === 'file').map(({ where, code }) => [where, code]));
}
