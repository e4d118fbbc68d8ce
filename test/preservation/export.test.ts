import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createClock, createStore, findHold, HOLD, load, placeHold, startProcess, CASE, type TestStore } from './harness';
import { createChance, ModelWorkspace } from './workspaceModel';
import { findExportFiles, openVolumes, saySignature } from '../../scripts/open-export/volumes';
import { writeRecords } from '../../scripts/open-export/write';
import { appendEvents } from '../../src/cases/caseFile';
import {
	canonicalise,
	fromUtf8,
	readCertificate,
	sha256Hex,
	toUtf8,
	unzipFiles,
	writeManifest,
	zipFiles,
} from '../../src/evidence';
import { captureStep, type CaptureTools } from '../../src/preservation/capture';
import { decideExport, exportStep, findOpenExport, type ExportTools } from '../../src/preservation/exportCase';
import { unwrapDataKeys } from '../../src/preservation/openExport';
import { readExportedCase, readExportManifest, readVolume, type ExportedCase } from '../../src/preservation/readExport';
import { SCOPE_CHOICES } from '../../src/preservation/scope';
import { signExport, verifyExportSignature } from '../../src/preservation/signExport';
import { createTestKeys, createTestPair, expectValue, flipBit, type TestKeys, type TestPair } from '../evidence/desk';

const OFFICER = { kind: 'person', userId: 'officer', username: 'legal.officer' } as const;

// Random bytes of a file do not get smaller by gzip, so that a few files fill a volume.
const noise = (length: number, seed: number) => {
	const chance = createChance(seed);
	return Uint8Array.from({ length }, () => Math.floor(chance() * 256));
};

describe('the export of a case', () => {
	let keys: TestKeys;
	let signing: TestPair;
	let store: TestStore;
	let tools: CaptureTools;
	let folder: string;
	const posted = new Map<string, Uint8Array>();
	const deliver = async (fileName: string, bytes: Uint8Array) => {
		posted.set(fileName, bytes);
		return `upload-of-${fileName}`;
	};
	const exporting = (): ExportTools => ({
		...tools,
		deliver,
		software: '0.1.0',
		desk: {
			...{ organisation: 'Example', serverUrl: 'https://chat.example' },
			...{ sealingCertificate: keys.certificatePem, signingCertificate: signing.certificatePem },
		},
	});
	const names = () => [...posted.keys()];

	beforeAll(async () => {
		[keys, signing] = await Promise.all([createTestKeys('sealing'), createTestPair('signing')]);
		store = createStore();
		const workspace = new ModelWorkspace(createChance(1));
		const files = [1, 2, 3, 4].map((seed) => ({ id: `file${seed}`, bytes: noise(3_000_000, seed) }));
		const message = { at: Date.parse('2026-02-01T00:00:00.000Z'), senderId: 'subject', text: 'a secret' };
		workspace.addRoom(
			'room',
			files.map((file, index) => ({ id: `m${index}`, ...message, files: [file] })),
		);
		tools = startProcess(store, workspace, keys, createClock());
		await placeHold(tools, SCOPE_CHOICES['direct-and-own']);
		await captureStep(await load(tools), HOLD, 1_000_000, tools);
		const loaded = await load(tools);
		await appendEvents(loaded, expectValue(decideExport(loaded.state, 'export-1-id')), OFFICER, tools);
		await signExport(CASE, { ...exporting(), signingKey: signing.privateKey });
		for (let steps = 0; steps < 10 && findOpenExport((await load(tools)).state); steps++) {
			await exportStep(CASE, exporting());
		}
		folder = mkdtempSync(path.join(tmpdir(), 'legal-desk-export-'));
		posted.forEach((bytes, name) => writeFileSync(path.join(folder, name), bytes));
	}, 180_000);
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	const onDisk = () => names().map((name) => path.join(folder, name));

	it('is posted in volumes of at most 8 MB, then their list with every SHA-256', () => {
		expect(names()).toEqual([
			'LE-2026-0001-export-export-1-1.zip',
			'LE-2026-0001-export-export-1-2.zip',
			'LE-2026-0001-export-export-1-manifest.json',
		]);
		const list = JSON.parse(fromUtf8(posted.get(names()[2]!)!)) as { volumes: { fileName: string; sha256: string }[] };
		for (const { fileName, sha256 } of list.volumes) {
			expect(posted.get(fileName)!.byteLength).toBeLessThanOrEqual(8_000_000);
			expect(sha256Hex(posted.get(fileName)!)).toBe(sha256);
		}
	});

	it('holds every chunk exactly as it is stored, and says nothing of what is sealed', async () => {
		const volumes = names()
			.filter((name) => name.endsWith('.zip'))
			.map((name) => expectValue(readVolume(posted.get(name)!)));
		const chunks = volumes.flatMap((volume) => volume.chunks);
		expect(new Map(chunks.map((chunk) => [chunk.chunkId, chunk]))).toEqual(store.chunks);
		const { state, vouched } = expectValue(await readExportedCase(volumes[0]!));
		expect([...vouched.keys()].sort()).toEqual([...store.chunks.keys()].sort());
		expect(findHold({ state } as never).status).toBe('active');
		for (const bytes of posted.values()) {
			expect(Buffer.from(bytes).includes('a secret')).toBe(false);
		}
	});

	it('posts a volume again with the same bytes when a crash came before it was recorded', async () => {
		const cutOff = createStore();
		[cutOff.events, cutOff.keys].forEach((list, index) => list.push(...([store.events, store.keys][index] as never[])));
		store.chunks.forEach((chunk, chunkId) => cutOff.chunks.set(chunkId, chunk));
		const first = cutOff.events.findIndex(({ bytes }) => bytes.includes('export.volume-posted'));
		cutOff.events.splice(first);
		const again = new Map<string, Uint8Array>();
		const keep = async (name: string, bytes: Uint8Array) => {
			again.set(name, bytes);
			return 'upload';
		};
		await exportStep(CASE, { ...exporting(), ledgers: cutOff.ledgers, snapshots: cutOff.snapshots, deliver: keep });
		expect([...again].map(([name, bytes]) => [name, sha256Hex(bytes)])).toEqual([
			[names()[0], sha256Hex(posted.get(names()[0]!)!)],
		]);
	});

	it('is given up when a snapshot was purged while it was written', async () => {
		const purged = createStore();
		purged.events.push(
			...store.events.slice(
				0,
				store.events.findIndex(({ bytes }) => bytes.includes('export.volume-posted')),
			),
		);
		const after = await exportStep(CASE, { ...exporting(), ledgers: purged.ledgers, snapshots: purged.snapshots });
		expect(after?.state.exports?.[0]?.failure).toBe('records-gone');
	});

	it('opens offline with the key alone: every record and every file, with its digest', async () => {
		const exported = await openVolumes(findExportFiles(onDisk()));
		const dataKeys = expectValue(await unwrapDataKeys(exported.front.wrappedKeys, keys.privateKey));
		const out = mkdtempSync(path.join(folder, 'opened-'));
		const { faults } = await writeRecords(exported, dataKeys, out).catch((fault: Error) => ({ faults: [fault.message] }));
		expect(faults).toEqual([]);
		const read = (name: string) => readFileSync(path.join(out, 'snapshot-1', name));
		expect(
			read('message.ndjson')
				.toString('utf8')
				.match(/a secret/g),
		).toHaveLength(4);
		const file = readdirSync(path.join(out, 'snapshot-1', 'files')).find((name) => name.startsWith('file3'))!;
		expect(sha256Hex(read(`files/${file}`))).toBe(sha256Hex(noise(3_000_000, 3)));
	});

	it('refuses a key of somebody else', async () => {
		const { front } = await openVolumes(findExportFiles(onDisk()));
		const other = await createTestKeys('sealing');
		expect(await unwrapDataKeys(front.wrappedKeys, other.privateKey)).toMatchObject({ code: 'key-does-not-open' });
	});

	it('names what is missing when a volume is left out', async () => {
		const [first, , list] = onDisk();
		await expect(openVolumes(findExportFiles([first!, list!]))).rejects.toThrow(/sealed chunks are in none of these volumes/);
	});

	/** A volume with one file replaced and every list of digests inside it made to agree again. */
	const forge = (
		name: string,
		file: string,
		change: (text: string) => string,
		others: string[] = [],
		removed: string[] = [],
	): Uint8Array => {
		const files = expectValue(unzipFiles(posted.get(name)!, 1e9));
		const [root] = [...files.keys()][0]!.split('/');
		for (const at of [file, ...others].map((changed) => `${root}/${changed}`)) {
			files.set(at, toUtf8(change(fromUtf8(files.get(at)!))));
		}
		removed.forEach((gone) => files.delete(`${root}/${gone}`));
		const inside = new Map([...files].map(([at, bytes]) => [at.slice(root!.length + 1), bytes]));
		inside.delete('manifest-sha256.txt');
		files.set(`${root}/manifest-sha256.txt`, writeManifest(inside));
		return expectValue(zipFiles(files, new Date('2026-03-01T00:00:00Z')));
	};

	it('refuses a volume of which a single byte was changed', async () => {
		const original = posted.get(names()[1]!)!;
		const half = Math.floor(original.length / 2);
		expect(readVolume(flipBit(original, half)).ok).toBe(false);
		for (const at of [40, half, original.length - 30]) {
			const moved = mkdtempSync(path.join(folder, 'altered-'));
			writeFileSync(path.join(moved, names()[1]!), flipBit(original, at));
			const [first, , list] = onDisk();
			const files = findExportFiles([first!, path.join(moved, names()[1]!), list!]);
			await expect(openVolumes(files)).rejects.toThrow(/is not as .* lists it/);
		}
	});

	it('refuses a ledger that was edited, also where all digests around it were made to agree', async () => {
		const edited = forge(names()[0]!, 'ledger.ndjson', (text) => text.replace('Wilmington', 'Wilmingtom'));
		expect(await readExportedCase(expectValue(readVolume(edited)))).toMatchObject({ code: 'export-altered' });
		const shortened = forge(names()[0]!, 'ledger.ndjson', (text) => `${text.split('\n').slice(0, -2).join('\n')}\n`);
		expect(await readExportedCase(expectValue(readVolume(shortened)))).toMatchObject({ code: 'export-altered' });
	});

	describe('its signature', () => {
		const readFirst = async (zip: Uint8Array) => readExportedCase(expectValue(readVolume(zip)));

		it('is the desk’s, over what the export says of itself, also in the list of volumes', async () => {
			const { signedBy, header } = expectValue(await readFirst(posted.get(names()[0]!)!));
			expect(signedBy?.signer).toBe(expectValue(await readCertificate(signing.certificatePem, 'signing')).fingerprint);
			const list = expectValue(readExportManifest(posted.get(names()[2]!)!));
			expect(expectValue(await verifyExportSignature(list, list.signature))).toEqual(signedBy);
			expect(await verifyExportSignature({ ...list, head: 'f'.repeat(64) }, list.signature)).toMatchObject({
				code: 'export-signature-wrong',
			});
			expect(saySignature({ header, signedBy } as ExportedCase)).toContain('by the desk of Example, certificate SHA-256');
		});

		it('does not pass for that of an export that says something else of itself', async () => {
			const says = (text: string) => text.replace('"organisation":"Example"', '"organisation":"Another"');
			// The statement left as it was, then made to agree as well.
			expect(readVolume(forge(names()[0]!, 'export.json', says))).toMatchObject({ code: 'export-unreadable' });
			const both = forge(names()[0]!, 'export.json', says, ['statement.json']);
			expect(await readFirst(both)).toMatchObject({ code: 'export-signature-wrong' });
		});

		it('that is missing is told plainly, as of exports that earlier versions wrote', async () => {
			const unsigned = forge(names()[0]!, 'export.json', (text) => text, [], ['statement.json', 'statement.json.p7s']);
			const { signedBy, header } = expectValue(await readFirst(unsigned));
			expect(signedBy).toBeUndefined();
			expect(saySignature({ header, signedBy } as ExportedCase)).toMatch(/^NOT SIGNED/);
		});

		it('ends an export whose desk has changed since, rather than that it vouches for something else', async () => {
			const [cutOff] = [createStore()];
			cutOff.events.push(
				...store.events.slice(
					0,
					store.events.findIndex(({ bytes }) => bytes.includes('export.volume-posted')),
				),
			);
			const later = { ...exporting(), software: '0.2.0', ledgers: cutOff.ledgers, snapshots: store.snapshots };
			expect((await exportStep(CASE, later))?.state.exports?.[0]?.failure).toBe('desk-changed');
		});
	});

	it('refuses a newer format with its number, and reads the version before it reads anything else', () => {
		const newer = forge(names()[0]!, 'export.json', (text) => canonicalise({ ...(JSON.parse(text) as object), v: 2, desk: 7 }));
		expect(readVolume(newer)).toMatchObject({ ok: false, code: 'export-newer', params: { version: 2 } });
	});
});
