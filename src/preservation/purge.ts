import { appendEvents, type CaseTools, type OpenCase } from '../cases/caseFile';
import type { Actor } from '../cases/events';
import { purgeDueAt, wasKept } from '../cases/keeping';
import type { CaseState, HoldState } from '../cases/state';
import { sha256Hex } from '../evidence';
import type { SnapshotStore } from './ports';
import { writePurgeCertificate } from './purgeCertificate';
import type { SegmentKeeper } from './segments';

const SWEEP: Actor = { kind: 'desk', part: 'sweep' };

/** The rule that ends a hold, as the purge certificate quotes it. */
export const EXPIRY_RULE =
	'Guidelines for Law Enforcement, "Preservation requests": a temporary snapshot is preserved for 90 days pending service of valid legal process';

/** The rule of a release; the reason that was given stands behind it. */
export const RELEASE_RULE = 'House rule: the legal team releases a preservation before its end, with a reason';

/** What is added where the snapshot outlived its end. */
export const KEPT_RULE = 'process that was served by then was answered first';

/** The rule by which a hold's snapshot is destroyed. */
function namePurgeRule(state: CaseState, hold: HoldState): string {
	if (hold.release) {
		return `${RELEASE_RULE}: ${hold.release.reason}`;
	}
	return wasKept(state, hold) ? `${EXPIRY_RULE}; ${KEPT_RULE}` : EXPIRY_RULE;
}

export interface PurgeTools extends CaseTools {
	snapshots: SnapshotStore;
	segments: Pick<SegmentKeeper, 'forget'>;
}

/**
 * Destroys the snapshot of a hold that has expired or was released. The wrapped keys go first: from then on no passphrase opens what is
 * left. Then each chunk, also those that a crash left unrecorded, until reads come back empty; only then is the
 * certificate written. Safe to repeat and to cut off at any point.
 *
 * @param loaded a case whose hold is due to be purged, or `purging`
 * @returns the case afterwards, its hold `purged`; unchanged when the hold is blocked, extended, kept by served process or not due
 * @throws when something is still readable after it was destroyed; the hold stays `purging` and the sweep tries again
 */
export async function purgeHold(loaded: OpenCase, holdId: string, tools: PurgeTools): Promise<OpenCase> {
	const before = findHold(loaded, holdId);
	const dueAt = purgeDueAt(loaded.state, before);
	const isDue = dueAt !== undefined && dueAt <= tools.clock();
	const rule = namePurgeRule(loaded.state, before);
	const started = isDue ? await appendEvents(loaded, [{ type: 'purge.started', body: { holdId, rule } }], SWEEP, tools) : loaded;
	const hold = findHold(started, holdId);
	if (hold.status !== 'purging') {
		return started;
	}
	tools.segments.forget(hold.snapshotId);
	const chunkIds = await destroySnapshot(hold, tools.snapshots);
	const certificate = writePurgeCertificate({
		reference: started.state.reference,
		hold,
		chunkIds,
		destroyedAt: tools.clock(),
		head: started.head,
	});
	const body = { holdId, certificate, certificateSha256: sha256Hex(certificate), chunksDestroyed: chunkIds.length };
	const purged = await appendEvents(started, [{ type: 'purge.completed', body }], SWEEP, tools);
	await tools.snapshots.forgetChunkIds(hold.snapshotId);
	return purged;
}

/** @returns the ids of all chunks that the snapshot ever had */
async function destroySnapshot({ snapshotId, chunks }: HoldState, snapshots: SnapshotStore): Promise<string[]> {
	await snapshots.destroyWrappedKeys(snapshotId);
	await snapshots.forgetRoomList(snapshotId);
	const begun = await snapshots.listChunkIds(snapshotId);
	const chunkIds = [...new Set([...chunks.map(({ chunkId }) => chunkId), ...begun])].sort();
	for (const chunkId of chunkIds) {
		await snapshots.destroyChunk(snapshotId, chunkId);
	}
	const remains = await snapshots.countRemains(snapshotId, chunkIds);
	if (remains > 0) {
		throw new Error(`${remains} records of a purged snapshot are still readable`);
	}
	return chunkIds;
}

function findHold({ state }: OpenCase, holdId: string): HoldState {
	const hold = state.holds.find((known) => known.holdId === holdId);
	if (!hold) {
		throw new Error('no such hold');
	}
	return hold;
}
