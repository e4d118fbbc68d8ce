import { canonicalise, countUtf8, MAX_CHUNK_BYTES, toUtf8 } from '../evidence';
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

/** Takes records and seals them chunk by chunk; what it holds unsealed is never more than a chunk a kind, and one that is being sealed. */
export interface Sink {
	/** @throws UnsealableRecord */
	add(record: SnapshotRecord): Promise<void>;
	/** Seals what is left. @returns every chunk that was sealed */
	finish(): Promise<ChunkEntry[]>;
}

export function createSink(snapshotId: string, segments: SegmentKeeper, snapshots: SnapshotStore): Sink {
	const pending = new Map<string, { lines: string[]; sizeBytes: number }>();
	const entries: ChunkEntry[] = [];
	const seal = async (content: string): Promise<void> => {
		const { lines } = pending.get(content) ?? { lines: [] };
		pending.delete(content);
		if (lines.length > 0) {
			const { entry, chunk } = await segments.seal({ snapshotId, content, bytes: toUtf8(lines.join('')), records: lines.length });
			await snapshots.putChunk(snapshotId, chunk);
			entries.push(entry);
		}
	};
	let sealing = Promise.resolve();
	/** Seals while the next records come in; one chunk at a time, so that memory holds no more than two of a kind. */
	const sealAside = async (content: string): Promise<void> => {
		await sealing;
		sealing = seal(content);
		// A failure is told to whoever waits for it next.
		sealing.catch(() => undefined);
	};
	return {
		async add(record) {
			const content = CONTENT_OF[record.kind] ?? record.kind;
			const { line, sizeBytes } = writeLine(record);
			if ((pending.get(content)?.sizeBytes ?? 0) + sizeBytes > CHUNK_BYTES) {
				await sealAside(content);
			}
			const open = pending.get(content) ?? { lines: [], sizeBytes: 0 };
			open.lines.push(line);
			open.sizeBytes += sizeBytes;
			pending.set(content, open);
		},
		async finish() {
			await sealing;
			const [first, ...others] = pending.keys();
			if (first !== undefined) {
				// By itself: sealing may begin a segment, and one is enough.
				await seal(first);
				await Promise.all(others.map(seal));
			}
			return entries;
		},
	};
}

function writeLine(record: SnapshotRecord): { line: string; sizeBytes: number } {
	let line: string;
	try {
		line = `${canonicalise(record)}\n`;
	} catch {
		throw new UnsealableRecord('not-plain');
	}
	const sizeBytes = countUtf8(line);
	if (sizeBytes > MAX_CHUNK_BYTES) {
		throw new UnsealableRecord('too-large');
	}
	return { line, sizeBytes };
}
