import {
	EXPORT_FORMAT,
	EXPORT_VERSION,
	measureChunk,
	nameExport,
	nameManifest,
	nameVolume,
	VOLUME_BYTES,
	writeExportManifest,
	writeStatement,
	writeVolume,
	type ExportFront,
	type ExportHeader,
	type ExportingDesk,
	type OwnedKey,
} from './exportFormat';
import { appendEvents, isWhole, loadWholeCase, type CaseTools, type OpenCase } from '../cases/caseFile';
import type { Actor, EventDraft } from '../cases/events';
import { ledgerHead, type HashedEvent, type StoredEvent } from '../cases/ledger';
import type { SealedSnapshots } from '../cases/ports';
import { namePseudonymKey, type CaseState, type ExportState } from '../cases/state';
import { listVouchedChunks, type VouchedChunk } from '../cases/verifyChunks';
import { fromBase64, sha256Hex, type SealedChunk } from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';

export const EXPORT: Actor = { kind: 'desk', part: 'export' };

export interface ExportTools extends CaseTools {
	snapshots: SealedSnapshots;
	desk: ExportingDesk;
	software: string;
	/** Posts a file where the case's files go, as the person who asked for the export. @returns the upload id */
	deliver(fileName: string, bytes: Uint8Array): Promise<string>;
}

/** The export that is under way, if there is one. */
export function findOpenExport({ exports = [] }: CaseState): ExportState | undefined {
	return exports.find(({ completedAt, failure }) => completedAt === undefined && failure === undefined);
}

/**
 * Decides the export of a case: its ledger, and every sealed chunk that the ledger vouches for now.
 *
 * Refusals: `export-running`; `still-capturing` (a snapshot that is being taken is exported when it is complete).
 */
export function decideExport(state: CaseState, exportId: string): Result<EventDraft[], 'export-running' | 'still-capturing'> {
	if (findOpenExport(state)) {
		return refuse('export-running');
	}
	if (state.holds.some(({ status }) => status === 'capturing')) {
		return refuse('still-capturing');
	}
	const vouched = listVouchedChunks(state);
	const owners = [...new Set(vouched.map(({ snapshotId }) => snapshotId))];
	const parts = owners.map((ownerId) => ({
		ownerId,
		chunks: vouched.filter(({ snapshotId }) => snapshotId === ownerId).length,
	}));
	return accept([{ type: 'export.started', body: { exportId, parts, chunksTotal: vouched.length } }]);
}

/**
 * Posts the next volume of a case's open export, or, after the last, the list of them. Safe to repeat and to cut off at any
 * point: what was posted and not recorded is posted again with the same bytes.
 *
 * @returns the case afterwards; a further step is needed while `findOpenExport` finds the export
 * @throws when the workspace takes no file; the next step tries again
 */
export async function exportStep(caseId: string, tools: ExportTools): Promise<OpenCase | undefined> {
	const loaded = await loadWholeCase(caseId, tools);
	const running = isWhole(loaded) ? findOpenExport(loaded.state) : undefined;
	if (!isWhole(loaded) || !running) {
		return undefined;
	}
	const { exportId } = running;
	const header = describeExport(loaded, running, tools);
	const chunksDone = running.volumes.at(-1)?.chunksDone ?? 0;
	const append = (draft: EventDraft) => appendEvents(loaded, [draft], EXPORT, tools);
	if (running.signed && running.signed.statementSha256 !== sha256Hex(writeStatement(header))) {
		// The app was updated or its keys were changed in between: what would be posted is not what was signed.
		return append({ type: 'export.failed', body: { exportId, code: 'desk-changed' } });
	}
	const signature = running.signed?.signature;
	if (running.volumes.length > 0 && chunksDone === running.chunksTotal) {
		const volumes = running.volumes.map(({ fileName, sha256, sizeBytes }) => ({ fileName, sha256, sizeBytes }));
		const manifest = writeExportManifest({ ...header, volumes, ...(signature ? { signature } : {}) });
		const uploadId = await tools.deliver(nameManifest(nameExport(header)), manifest);
		return append({ type: 'export.completed', body: { exportId, manifestSha256: sha256Hex(manifest), uploadId } });
	}
	const number = running.volumes.length + 1;
	const front = number === 1 ? await readFront(loaded, running, tools) : undefined;
	const chunks = await collectChunks(listExported(loaded.state, running).slice(chunksDone), measureFront(front), tools.snapshots);
	if (!chunks) {
		return append({ type: 'export.failed', body: { exportId, code: 'records-gone' } });
	}
	const zip = writeVolume({ ...header, volume: number }, chunks, front);
	const fileName = nameVolume(nameExport(header), number);
	const uploadId = await tools.deliver(fileName, zip);
	const posted = { number, fileName, sha256: sha256Hex(zip), sizeBytes: zip.byteLength, uploadId };
	return append({ type: 'export.volume-posted', body: { exportId, ...posted, chunksDone: chunksDone + chunks.length } });
}

/** What an export is: the same at its beginning and whenever a volume is written, unless the desk has changed in between. */
export function describeExport(
	{ caseId, state, recent }: OpenCase,
	running: ExportState,
	{ desk, software }: Pick<ExportTools, 'desk' | 'software'>,
): ExportHeader {
	const exported = listExportedEvents(recent, running.exportId);
	return {
		...{ format: EXPORT_FORMAT, v: EXPORT_VERSION, exportId: running.exportId, caseId, reference: state.reference },
		...{ head: ledgerHead(exported), eventCount: exported.length, chunksTotal: running.chunksTotal },
		...{ exportedAt: running.startedAt, desk, software },
	};
}

/** The event with which the export began, and all that its author had seen: the same however often a volume is written. */
function listExportedEvents(events: readonly HashedEvent[], exportId: string): HashedEvent[] {
	const isStart = ({ event }: HashedEvent) => event.type === 'export.started' && event.body.exportId === exportId;
	const wanted = new Set(events.filter(isStart).map(({ hash }) => hash));
	// From the latest to the earliest: an event stands after all its parents.
	for (const { hash, event } of [...events].reverse()) {
		if (wanted.has(hash)) {
			event.parents.forEach((parent) => wanted.add(parent));
		}
	}
	return events.filter(({ hash }) => wanted.has(hash));
}

async function readFront({ caseId, recent }: OpenCase, running: ExportState, tools: ExportTools): Promise<ExportFront> {
	const bytesOf = new Map((await tools.ledgers.read(caseId)).map(({ hash, bytes }: StoredEvent) => [hash, bytes]));
	const wrappedKeys: OwnedKey[] = [];
	// With its key the same people bear the same pseudonyms offline, and after an import.
	for (const ownerId of [...running.parts.map((part) => part.ownerId), namePseudonymKey(caseId)]) {
		const records = await tools.snapshots.listWrappedKeys(ownerId);
		wrappedKeys.push(...records.map(({ segmentId, wrapped }) => ({ ownerId, segmentId, wrapped })));
	}
	const ledger = listExportedEvents(recent, running.exportId).map(({ hash }) => bytesOf.get(hash) ?? '');
	const signature = running.signed && fromBase64(running.signed.signature);
	return { ledger, wrappedKeys: wrappedKeys.sort(bySegment), ...(signature ? { signature } : {}) };
}

/** The exported chunks in their order; a snapshot that was purged meanwhile leaves gaps that `collectChunks` finds. */
function listExported(state: CaseState, { parts }: ExportState): (VouchedChunk | undefined)[] {
	const vouched = listVouchedChunks(state);
	return parts.flatMap(({ ownerId, chunks }) => {
		const owned = vouched.filter(({ snapshotId }) => snapshotId === ownerId);
		return Array.from({ length: chunks }, (_, index) => owned[index]);
	});
}

/** @returns as many chunks as a volume takes, at least one; undefined when one of them is gone */
async function collectChunks(
	chunks: readonly (VouchedChunk | undefined)[],
	frontBytes: number,
	snapshots: SealedSnapshots,
): Promise<SealedChunk[] | undefined> {
	const collected: SealedChunk[] = [];
	let sizeBytes = frontBytes;
	for (const vouched of chunks) {
		const chunk = vouched && (await snapshots.readChunk(vouched.snapshotId, vouched.chunkId));
		if (!chunk) {
			return undefined;
		}
		sizeBytes += measureChunk(chunk);
		if (sizeBytes > VOLUME_BYTES && (collected.length > 0 || frontBytes > 0)) {
			return collected;
		}
		collected.push(chunk);
	}
	return collected;
}

/** Before it is deflated. */
function measureFront(front: ExportFront | undefined): number {
	const texts = front ? [...front.ledger, ...front.wrappedKeys.map((key) => JSON.stringify(key))] : [];
	return texts.reduce((sum, text) => sum + text.length, 0);
}

function bySegment(a: OwnedKey, b: OwnedKey): number {
	return a.ownerId.localeCompare(b.ownerId) || a.segmentId.localeCompare(b.segmentId);
}
