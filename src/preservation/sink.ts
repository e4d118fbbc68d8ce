import { canonicalBytes, concatBytes, MAX_CHUNK_BYTES, toUtf8 } from '../evidence';
import type { SnapshotStore } from './ports';
import type { SegmentKeeper } from './segments';
import type { ChunkEntry } from '../cases/events';
import type { SnapshotRecord } from '../cases/records';

/** Plain bytes of a sealed chunk; a single record may be longer. */
const CHUNK_BYTES = 1024 * 1024;

/** What a chunk holds: records of one kind, since different legal process opens different kinds. A file's parts lie with it. */
const CONTENT_OF: Partial<Record<SnapshotRecord['kind'], string>> = { 'file-part': 'file' };

/** A record that no chunk can take: its data is no plain JSON, or it is larger than a chunk may be. */
export class UnsealableRecord extends Error {
	constructor(readonly code: 'not-plain' | 'too-large') {
		super(`a record cannot be sealed: ${code}`);
	}
}

/** Takes records and seals them chunk by chunk; what it holds unsealed is never more than a chunk a kind. */
export interface Sink {
	/** @throws UnsealableRecord */
	add(record: SnapshotRecord): Promise<void>;
	/** Seals what is left. @returns every chunk that was sealed */
	finish(): Promise<ChunkEntry[]>;
}

export function createSink(snapshotId: string, segments: SegmentKeeper, snapshots: SnapshotStore): Sink {
	const pending = new Map<string, { lines: Uint8Array[]; sizeBytes: number }>();
	const entries: ChunkEntry[] = [];
	const seal = async (content: string): Promise<void> => {
		const { lines } = pending.get(content) ?? { lines: [] };
		pending.delete(content);
		if (lines.length > 0) {
			const { entry, chunk } = await segments.seal({ snapshotId, content, bytes: concatBytes(...lines), records: lines.length });
			await snapshots.putChunk(snapshotId, chunk);
			entries.push(entry);
		}
	};
	return {
		async add(record) {
			const content = CONTENT_OF[record.kind] ?? record.kind;
			const line = writeLine(record);
			const before = pending.get(content);
			if (before && before.sizeBytes + line.byteLength > CHUNK_BYTES) {
				await seal(content);
			}
			const open = pending.get(content) ?? { lines: [], sizeBytes: 0 };
			pending.set(content, { lines: open.lines, sizeBytes: open.sizeBytes + line.byteLength });
			open.lines.push(line);
		},
		async finish() {
			for (const content of [...pending.keys()]) {
				await seal(content);
			}
			return entries;
		},
	};
}

const LINE_END = toUtf8('\n');

function writeLine(record: SnapshotRecord): Uint8Array {
	let line: Uint8Array;
	try {
		line = concatBytes(canonicalBytes(record), LINE_END);
	} catch {
		throw new UnsealableRecord('not-plain');
	}
	if (line.byteLength > MAX_CHUNK_BYTES) {
		throw new UnsealableRecord('too-large');
	}
	return line;
}
