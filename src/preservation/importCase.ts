import { nameExport, nameManifest, nameVolume, type ExportManifest } from './exportFormat';
import type { SnapshotStore } from './ports';
import { checkExportedChunk, readExportedCase, readVolume, type ExportedCase, type ReadVolume } from './readExport';
import { appendEvents, isWhole, loadWholeCase, type CaseTools, type LoadedCase, type OpenCase } from '../cases/caseFile';
import { dropCheckpoints } from '../cases/checkpoint';
import type { Actor } from '../cases/events';
import { findMissingHeads } from '../cases/ledger';
import type { ClaimStore } from '../cases/ports';
import { namePseudonymKey } from '../cases/state';
import { listVouchedChunks } from '../cases/verifyChunks';
import { sha256Hex, toBase64 } from '../evidence';
import { findDeployment } from '../policy/deployment';
import { accept, refuse, type Result } from '../policy/refusal';

export interface ImportTools extends CaseTools {
	snapshots: SnapshotStore;
	claims: ClaimStore;
	/** The bytes of a volume, by its file name; undefined when it cannot be found. */
	readFile(fileName: string): Promise<Uint8Array | undefined>;
	/** This desk: its server, and the fingerprints of the sealing keys that it has. */
	desk: { serverUrl: string; sealingFingerprints: readonly string[] };
}

export type ImportRefusal =
	| 'export-unreadable'
	| 'export-newer'
	| 'export-altered'
	| 'export-incomplete'
	| 'export-signature-wrong'
	| 'import-other-workspace'
	| 'import-other-keys'
	| 'import-other-head'
	| 'import-reference-taken'
	| 'import-diverges'
	| 'ledger-damaged';

export interface ImportReport {
	caseFile: OpenCase;
	/** Events and sealed chunks that were put back; none of either when everything was there already. */
	events: number;
	chunks: number;
}

/**
 * Reads an exported case back: after a re-install, or to put back what was lost of its sealed records. Everything is checked
 * before anything is written; then the keys and chunks are written and, last of all, the ledger, so that a case appears only
 * when it is whole. Nothing that is there is ever replaced. Safe to repeat and to cut off at any point.
 *
 * @param givenHead a ledger head that a person read from a paper: the one thing that whoever forged a whole export lacks
 *
 * Refusals: those of `readVolume` and `readExportedCase`; `import-other-workspace` (params.serverUrl), `import-other-keys`
 * (params.fingerprint: to which certificate it is sealed), `import-other-head`, `import-reference-taken` (another case has
 * the reference here), `import-diverges` (the case is here, and has gone another way), `ledger-damaged` (the case here is).
 */
export async function importCase(
	manifest: ExportManifest,
	givenHead: string | undefined,
	actor: Actor,
	tools: ImportTools,
): Promise<Result<ImportReport, ImportRefusal>> {
	const first = await readListed(manifest, 0, tools);
	const exported = first.ok ? await readExportedCase(first.value) : first;
	if (!exported.ok) {
		return exported;
	}
	const { signature } = first.ok ? first.value : {};
	if (manifest.signature !== (signature && toBase64(signature))) {
		return refuse('export-altered', { file: nameManifest(nameExport(manifest)) });
	}
	const present = await loadWholeCase(manifest.caseId, tools);
	const allowed = await decideImport(manifest, exported.value, present, givenHead, tools);
	if (!allowed.ok) {
		return allowed;
	}
	const checked = await checkVolumes(manifest, exported.value, tools);
	if (!checked.ok) {
		return checked;
	}
	const chunks = await putRecords(manifest, exported.value, present, tools);
	const events = await putLedger(exported.value, present, tools);
	const { exportId, caseId, head, eventCount } = manifest;
	const loaded = (await loadWholeCase(caseId, tools)) as OpenCase;
	const { signer } = exported.value.signedBy ?? {};
	const body = { exportId, head, eventCount, chunks, ...(signer ? { signer } : {}) };
	const caseFile = chunks + events > 0 ? await appendEvents(loaded, [{ type: 'case.imported', body }], actor, tools) : loaded;
	return accept({ caseFile, events, chunks });
}

/** A volume as the manifest lists it. */
async function readListed(
	{ volumes, exportId, ...header }: ExportManifest,
	index: number,
	{ readFile }: ImportTools,
): Promise<Result<ReadVolume, 'export-incomplete' | 'export-altered' | 'export-unreadable' | 'export-newer'>> {
	const fileName = volumes[index]?.fileName ?? nameVolume(nameExport({ exportId, ...header }), index + 1);
	const bytes = await readFile(fileName);
	if (!bytes) {
		return refuse('export-incomplete', { missing: fileName });
	}
	if (sha256Hex(bytes) !== volumes[index]?.sha256) {
		return refuse('export-altered', { file: fileName });
	}
	const volume = readVolume(bytes);
	const belongs = volume.ok && volume.value.header.exportId === exportId && volume.value.header.volume === index + 1;
	return volume.ok && !belongs ? refuse('export-altered', { file: fileName }) : volume;
}

async function decideImport(
	manifest: ExportManifest,
	{ header, events, wrappedKeys, vouched }: ExportedCase,
	present: LoadedCase,
	givenHead: string | undefined,
	{ desk, index }: ImportTools,
): Promise<Result<void, ImportRefusal>> {
	const { serverUrl } = header.desk;
	if (findDeployment(serverUrl).host !== findDeployment(desk.serverUrl).host) {
		return refuse('import-other-workspace', { serverUrl });
	}
	if (header.head !== manifest.head || (givenHead && findMissingHeads(events, [givenHead]).length > 0)) {
		return refuse('import-other-head', { head: header.head });
	}
	const foreign = wrappedKeys.find(
		({ wrapped }) => !wrapped.some(({ recipient }) => desk.sealingFingerprints.includes(recipient)),
	);
	if (foreign && vouched.size > 0) {
		return refuse('import-other-keys', { fingerprint: foreign.wrapped[0]?.recipient ?? '' });
	}
	if (present.problems.length > 0) {
		return refuse('ledger-damaged');
	}
	const known = new Set(present.recent.map(({ hash }) => hash));
	const imported = new Set(events.map(({ hash }) => hash));
	const isBehind = [...known].every((hash) => imported.has(hash));
	const isAhead = [...imported].every((hash) => known.has(hash));
	if (!isBehind && !isAhead) {
		return refuse('import-diverges', { reference: header.reference });
	}
	const claimed = await index.find(header.reference);
	return claimed && claimed.caseId !== header.caseId
		? refuse('import-reference-taken', { reference: header.reference })
		: accept(undefined);
}

/** Every volume, every chunk, and that none is missing: before a single record is written. */
async function checkVolumes(
	manifest: ExportManifest,
	{ vouched }: ExportedCase,
	tools: ImportTools,
): Promise<Result<void, ImportRefusal>> {
	const found = new Set<string>();
	for (const [at, { fileName }] of manifest.volumes.entries()) {
		const volume = await readListed(manifest, at, tools);
		if (!volume.ok) {
			return volume;
		}
		for (const chunk of volume.value.chunks) {
			if (!checkExportedChunk(chunk, vouched).ok) {
				return refuse('export-altered', { file: fileName });
			}
			found.add(chunk.chunkId);
		}
	}
	return found.size === vouched.size
		? accept(undefined)
		: refuse('export-incomplete', { missing: `${vouched.size - found.size} of ${vouched.size}` });
}

/** @returns how many chunks were written */
async function putRecords(
	manifest: ExportManifest,
	exported: ExportedCase,
	present: LoadedCase,
	tools: ImportTools,
): Promise<number> {
	const { snapshots } = tools;
	// What the case here has purged since the export stays purged.
	const isAhead = isWhole(present) && present.recent.length >= exported.events.length;
	const wanted = isAhead ? new Set(listVouchedChunks(present.state).map(({ chunkId }) => chunkId)) : exported.vouched;
	const owners = new Set(
		[...exported.vouched.values()].filter(({ chunkId }) => wanted.has(chunkId)).map((chunk) => chunk.snapshotId),
	).add(namePseudonymKey(exported.header.caseId));
	for (const ownerId of owners) {
		const known = new Set((await snapshots.listWrappedKeys(ownerId)).map(({ segmentId }) => segmentId));
		for (const { segmentId, wrapped } of exported.wrappedKeys.filter((key) => key.ownerId === ownerId)) {
			if (!known.has(segmentId)) {
				await snapshots.putWrappedKey(ownerId, { segmentId, wrapped });
			}
		}
	}
	let written = 0;
	for (const at of manifest.volumes.keys()) {
		const volume = await readListed(manifest, at, tools);
		for (const chunk of volume.ok ? volume.value.chunks : []) {
			if (wanted.has(chunk.chunkId) && !(await snapshots.readChunk(chunk.snapshotId, chunk.chunkId))) {
				await snapshots.putChunk(chunk.snapshotId, chunk);
				written += 1;
			}
		}
	}
	return written;
}

/** Appends the events that are not here yet, the earliest first. @returns how many */
async function putLedger(
	{ header: { caseId, reference }, events, ledger }: ExportedCase,
	present: LoadedCase,
	{ claims, index, ledgers, makeId }: ImportTools,
): Promise<number> {
	if (!(await index.find(reference))) {
		const [year, number] = [Number(reference.slice(3, 7)), Number(reference.slice(8))];
		await claims.add({ reference, year, number, caseId, claimId: makeId(), patienceMs: 0 });
	}
	const known = new Set(present.recent.map(({ hash }) => hash));
	const bytesOf = new Map(ledger.map(({ hash, bytes }) => [hash, bytes]));
	const missing = events.filter(({ hash }) => !known.has(hash));
	for (const { hash, event } of missing) {
		await ledgers.append(caseId, event.height, { hash, bytes: bytesOf.get(hash) ?? '' });
	}
	if (missing.length > 0) {
		await dropCheckpoints(caseId, 0, ledgers);
	}
	return missing.length;
}
