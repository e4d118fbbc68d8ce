import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { ExportOnDisk } from './volumes';
import type { FilePartRecord, FileRecord, SnapshotRecord } from '../../src/cases/records';
import { concatBytes, fromBase64, fromUtf8, sha256Hex } from '../../src/evidence';
import { createExportedSnapshots, openVouchedChunk, type DataKeys } from '../../src/preservation/openExport';

export interface Written {
	/** What was written, for a person. */
	written: string[];
	faults: string[];
}

/**
 * Writes everything that an export holds below a folder: `ledger.ndjson`; for each snapshot `ID/KIND.ndjson` and the files
 * of its messages, `ID/files/FILE`; for each attached document `documents/D1.pdf`.
 */
export async function writeRecords(exported: ExportOnDisk, keys: DataKeys, out: string): Promise<Written> {
	const { front } = exported;
	const snapshots = createExportedSnapshots(front, exported.findChunk);
	const report: Written = { written: [], faults: [] };
	const open = async (snapshotId: string, chunk: { segmentId: string; chunkId: string; sha256: string }) => {
		const opened = await openVouchedChunk({ snapshotId, ...chunk }, snapshots, keys);
		if (!opened.ok) {
			report.faults.push(`${snapshotId}: chunk ${chunk.chunkId}: ${opened.code}`);
		}
		return opened.ok ? opened.value : undefined;
	};
	writeFileSync(path.join(out, 'ledger.ndjson'), front.ledger.map(({ bytes }) => `${bytes}\n`).join(''));
	for (const { snapshotId, chunks, status } of front.state.holds) {
		if (status === 'purged' || status === 'purging') {
			report.written.push(`snapshot ${snapshotId}: was purged before the export`);
			continue;
		}
		const folder = path.join(out, snapshotId);
		const writer = createSnapshotWriter(folder, report);
		for (const chunk of chunks) {
			const bytes = await open(snapshotId, chunk);
			const lines = bytes ? splitRecords(bytes) : [];
			if (bytes && lines.length !== chunk.records) {
				report.faults.push(`${snapshotId}: chunk ${chunk.chunkId} has ${lines.length} records, the ledger says ${chunk.records}`);
			}
			lines.forEach((line) => writer.add(line));
		}
		report.written.push(`snapshot ${snapshotId}: ${writer.describe()}`);
	}
	for (const { documentId, number, fileName, sha256, chunks } of front.state.documents) {
		const pieces: Uint8Array[] = [];
		for (const chunk of chunks) {
			pieces.push((await open(documentId, chunk)) ?? new Uint8Array());
		}
		const name = `D${number}${safeExtension(fileName)}`;
		writeChecked(path.join(out, 'documents'), name, concatBytes(...pieces), sha256, report);
		report.written.push(`document ${name}`);
	}
	return report;
}

/** Takes the records of a snapshot in their sealed order: the parts of a file stand before its record. */
function createSnapshotWriter(folder: string, report: Written) {
	const counts = new Map<string, number>();
	let parts: FilePartRecord[] = [];
	mkdirSync(folder, { recursive: true });
	return {
		add(line: string): void {
			const record = JSON.parse(line) as SnapshotRecord;
			if (record.kind === 'file-part') {
				parts = [...parts, record];
				return;
			}
			if (record.kind === 'file') {
				writeFile(
					record,
					parts.filter(({ fileId }) => fileId === record.id),
				);
				parts = [];
			}
			appendFileSync(path.join(folder, `${record.kind}.ndjson`), `${line}\n`);
			counts.set(record.kind, (counts.get(record.kind) ?? 0) + 1);
		},
		describe: () => [...counts].map(([kind, count]) => `${count} ${kind}`).join(', '),
	};

	function writeFile({ id, name, sha256 }: FileRecord, pieces: readonly FilePartRecord[]): void {
		const bytes = concatBytes(...pieces.map(({ base64 }) => fromBase64(base64) ?? new Uint8Array()));
		// Names come from outside: a file is written under its id, and its record says what it was called.
		const safeId = id.replace(/[^A-Za-z0-9]/g, '_');
		writeChecked(path.join(folder, 'files'), `${safeId}${safeExtension(name ?? '')}`, bytes, sha256, report);
	}
}

function writeChecked(folder: string, name: string, bytes: Uint8Array, sha256: string, { faults }: Written): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, name), bytes);
	if (sha256Hex(bytes) !== sha256) {
		faults.push(`${name} has another SHA-256 than the one that was recorded`);
	}
}

function safeExtension(name: string): string {
	return /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0].toLowerCase() ?? '';
}

function splitRecords(bytes: Uint8Array): string[] {
	return fromUtf8(bytes).split('\n').filter(Boolean);
}
