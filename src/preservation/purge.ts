import { appendEvents, type CaseTools, type OpenCase } from '../cases/caseFile';
import type { Actor } from '../cases/events';
import type { HoldState } from '../cases/state';
import { sha256Hex } from '../evidence';
import type { SnapshotStore } from './ports';
import { writePurgeCertificate } from './purgeCertificate';

const SWEEP: Actor = { kind: 'desk', part: 'sweep' };

/** The rule that ends a hold, as the purge certificate quotes it. */
export const EXPIRY_RULE =
	'Guidelines for Law Enforcement, "Preservation requests": a temporary snapshot is preserved for 90 days pending service of valid legal process';

export interface PurgeTools extends CaseTools {
	snapshots: SnapshotStore;
}

/**
 * Destroys the snapshot of a hold that has expired. The wrapped keys go first: from then on no passphrase opens what is
 * left. Then each chunk, also those that a crash left unrecorded, until reads come back empty; only then is the
 * certificate written. Safe to repeat and to cut off at any point.
 *
 * @param loaded a case whose hold is `active` and past its expiry, or `purging`
 * @returns the case afterwards, its hold `purged`
 * @throws when something is still readable after it was destroyed; the hold stays `purging` and the sweep tries again
 */
export async function purgeHold(loaded: OpenCase, holdId: string, tools: PurgeTools): Promise<OpenCase> {
	const started =
		findHold(loaded, holdId).status === 'active'
			? await appendEvents(loaded, [{ type: 'purge.started', body: { holdId, rule: EXPIRY_RULE } }], SWEEP, tools)
			: loaded;
	const hold = findHold(started, holdId);
	if (hold.status !== 'purging') {
		return started;
	}
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
