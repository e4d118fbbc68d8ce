import type { ChunkEntry } from '../cases/events';
import type { Clock, SealedSnapshots } from '../cases/ports';
import type { HoldState } from '../cases/state';
import { fromUtf8, openChunk, signDetached, unwrapSegmentKey, type CryptoKey } from '../evidence';
import { UnreadableSource, type RecordSource, type SourceContent, type UnknownRecord } from './source';
import { accept, refuse, type Result } from '../policy/refusal';

/** How long a grant lives at most. A production that takes longer is approved again. */
export const GRANT_LIFE_MS = 60 * 60_000;

/**
 * What a passphrase opens: the data keys of one snapshot, to read the pieces that one production needs, and the signing key.
 * It lives in this process's memory alone, so that a crash destroys it; it ends by itself; and its keys are blanked at the
 * end. While it lives, this process can read that one snapshot.
 */
export interface KeyGrant {
	source: RecordSource;
	/** The pieces that can be read with it. */
	chunks: readonly ChunkEntry[];
	/** Of the case, where third parties bear pseudonyms. */
	pseudonymKey?: Uint8Array;
	/** Signs as the desk. @returns DER of a detached signature. @throws UnreadableSource when the grant has ended */
	sign(content: Uint8Array, certificatePem: string, signedAt: Date): Promise<Uint8Array>;
	/** Blanks the keys. Whoever reads or signs afterwards is refused. */
	destroy(): void;
}

/**
 * Turns the desk's opened keys into a grant for one production. The private key that unwraps is not kept.
 *
 * @param contents which pieces may be read: what the process reaches, and nothing beside it
 * @returns the grant; or `keys-destroyed` (the snapshot was purged), `key-does-not-open` (it was sealed to another key)
 */
export async function openGrant(input: {
	hold: HoldState;
	contents: readonly SourceContent[];
	snapshots: SealedSnapshots;
	/** Several for sealing while the desk's keys are being changed. */
	keys: { sealing: readonly CryptoKey[]; signing: CryptoKey };
	clock: Clock;
	pseudonymKey?: Uint8Array;
	lifeMs?: number;
}): Promise<Result<KeyGrant, 'keys-destroyed' | 'key-does-not-open'>> {
	const { hold, contents, snapshots, clock } = input;
	const { snapshotId } = hold;
	const chunks = hold.chunks.filter(({ content }) => contents.some((known) => known === content));
	const needed = new Set(chunks.map(({ segmentId }) => segmentId));
	const unwrapped = await unwrapSegmentKeys(snapshotId, needed, snapshots, input.keys.sealing);
	if (!unwrapped.ok) {
		return unwrapped;
	}
	const segmentKeys = unwrapped.value;
	const expiresAt = clock() + (input.lifeMs ?? GRANT_LIFE_MS);
	let { signing }: { signing?: CryptoKey } = input.keys;
	const destroy = (): void => {
		segmentKeys.forEach((key) => key.fill(0));
		segmentKeys.clear();
		input.pseudonymKey?.fill(0);
		signing = undefined;
	};
	const checkAlive = (): CryptoKey => {
		if (clock() >= expiresAt) {
			destroy();
		}
		if (!signing) {
			throw new UnreadableSource('grant-expired');
		}
		return signing;
	};
	return accept({
		chunks,
		...(input.pseudonymKey ? { pseudonymKey: input.pseudonymKey } : {}),
		destroy,
		source: {
			async *read(content) {
				for (const entry of chunks.filter((chunk) => chunk.content === content)) {
					checkAlive();
					yield await readChunk(snapshotId, entry, snapshots, segmentKeys);
				}
			},
		},
		async sign(content, certificatePem, signedAt) {
			const signature = await signDetached({ content, privateKey: checkAlive(), certificatePem, signedAt });
			if (!signature.ok) {
				throw new Error(`the package could not be signed: ${signature.code}`);
			}
			return signature.value;
		},
	});
}

async function unwrapSegmentKeys(
	snapshotId: string,
	needed: ReadonlySet<string>,
	snapshots: SealedSnapshots,
	sealingKeys: readonly CryptoKey[],
): Promise<Result<Map<string, Uint8Array>, 'keys-destroyed' | 'key-does-not-open'>> {
	const keys = new Map<string, Uint8Array>();
	const records = await snapshots.listWrappedKeys(snapshotId);
	for (const { segmentId, wrapped } of records.filter((record) => needed.has(record.segmentId))) {
		const tried = await Promise.all(wrapped.flatMap((one) => sealingKeys.map((sealingKey) => unwrapSegmentKey(one, sealingKey))));
		const key = tried.find(({ ok }) => ok);
		if (key?.ok) {
			keys.set(segmentId, key.value);
		}
	}
	if (records.length === 0) {
		return refuse('keys-destroyed');
	}
	return keys.size > 0 || needed.size === 0 ? accept(keys) : refuse('key-does-not-open');
}

/** Each piece must be the very one that the ledger vouches for. */
async function readChunk(
	snapshotId: string,
	{ chunkId, segmentId, sha256, records }: ChunkEntry,
	snapshots: SealedSnapshots,
	keys: ReadonlyMap<string, Uint8Array>,
): Promise<UnknownRecord[]> {
	const chunk = await snapshots.readChunk(snapshotId, chunkId);
	const segmentKey = keys.get(segmentId);
	if (!chunk || !segmentKey) {
		throw new UnreadableSource(chunk ? 'key-does-not-open' : 'chunk-missing');
	}
	const place = { snapshotId, segmentId, chunkId };
	const opened = chunk.sha256 === sha256 ? await openChunk({ chunk, place, segmentKey }) : undefined;
	const lines = opened?.ok ? fromUtf8(opened.value.bytes).split('\n').filter(Boolean) : [];
	if (!opened?.ok || lines.length !== records) {
		throw new UnreadableSource('chunk-changed');
	}
	return lines.map((line) => JSON.parse(line) as UnknownRecord);
}
