import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import path from 'path';

import { buildVolumes, type BuiltProduction } from './build';
import { createSigner, FACTS, RECORDS, type PackageSigner } from './sample';
import { CONVERSATION, FILE, PICTURE } from './sampleMessages';
import { unzipFiles } from './unzip';
import type { MessageRecord } from '../../src/cases/records';
import { BAG_FILE, fromUtf8 } from '../../src/evidence';
import { verifyPackage, verifyVolumes, type ProductionFacts, type UnknownRecord } from '../../src/production';

// Signing and squeezing take their time on a busy machine.
jest.setTimeout(60_000);

const WARRANT: ProductionFacts = { ...FACTS, process: { ...FACTS.process, kind: 'search-warrant' } };

/** Words that do not get much smaller. */
const makeText = (index: number) => createHash('sha512').update(String(index)).digest('base64').repeat(2);

function makeMessages(count: number): MessageRecord[] {
	return Array.from({ length: count }, (_, index) => ({
		kind: 'message',
		capturedAt: '2026-02-03T10:15:03.000Z',
		id: `message-${index}`,
		roomId: index < count / 2 ? 'first-room' : 'second-room',
		sender: { id: FACTS.subject.userId, username: 'mallory' },
		sentAt: new Date(Date.parse('2026-01-01T00:00:00.000Z') + index * 1000).toISOString(),
		text: makeText(index),
	}));
}

const MANY = [...RECORDS, ...CONVERSATION, ...makeMessages(4500)] as unknown as UnknownRecord[];
const VOLUME_BYTES = 400_000;

describe('a production that is too large for one package', () => {
	let signer: PackageSigner;
	let built: BuiltProduction;

	async function build(volumeBytes = VOLUME_BYTES): Promise<BuiltProduction> {
		const made = await buildVolumes({ facts: WARRANT, records: MANY, signer, volumeBytes });
		if (!made.ok) {
			throw new Error(made.code);
		}
		return made.value;
	}

	beforeAll(async () => {
		signer = await createSigner();
		built = await build();
	}, 60_000);

	const readAll = () => built.volumes.map(({ zip }) => unzipFiles(zip));
	const readText = (files: ReadonlyMap<string, Uint8Array>, path: string) => fromUtf8(files.get(path) ?? new Uint8Array());

	test('comes in volumes that are no larger than asked, numbered in their names', () => {
		expect(built.volumes.length).toBeGreaterThan(3);
		expect(built.volumes.map(({ fileName }) => fileName)).toEqual(
			built.volumes.map((_, index) => `LE-2026-0001-P1-V${index + 1}.zip`),
		);
		expect(built.volumes.filter(({ zip }) => zip.byteLength > VOLUME_BYTES)).toEqual([]);
	});

	test('is verified volume by volume, each a whole bag with a signature of its own', async () => {
		for (const [index, files] of readAll().entries()) {
			expect(await verifyPackage(files, built.volumes[index]?.signerFingerprint)).toMatchObject({
				intact: true,
				signer: 'expected',
			});
			expect(readText(files, BAG_FILE.info)).toContain('Bag-Group-Identifier: LE-2026-0001-P1\n');
		}
	});

	test('is known to be complete by its last volume, which names all others by their hashes', () => {
		const all = readAll();
		const counts = all.map((files) => /Bag-Count: (.*)/.exec(readText(files, BAG_FILE.info))?.[1]);
		const last = String(all.length);
		expect(counts).toEqual(all.map((_, index) => `${index + 1} of ${index + 1 === all.length ? last : '?'}`));
		const readme = readText(all.at(-1)!, 'README.txt');
		expect(readme).toContain('Is the last one    : yes\r\n');
		for (const { fileName, tagManifestSha256 } of built.volumes.slice(0, -1)) {
			expect(readme).toContain(
				`Earlier volume     : ${fileName}\r\nTag manifest       : SHA-256:\r\n  | ${tagManifestSha256}\r\n`,
			);
		}
		expect(readText(all[0]!, 'README.txt')).toContain('no: further volumes');
	});

	test('is found complete when all volumes are checked together, and not when one is missing, changed or of another production', async () => {
		const all = readAll();
		expect(await verifyVolumes(all, built.volumes[0]?.signerFingerprint)).toMatchObject({ complete: true, missing: [] });
		expect(await verifyVolumes([...all].reverse())).toMatchObject({ complete: true });
		for (const left of all.keys()) {
			const rest = all.filter((_, index) => index !== left);
			const missing = left === all.length - 1 ? [undefined] : [left + 1];
			expect(await verifyVolumes(rest)).toMatchObject({ complete: false, missing });
		}
		const [first = new Map<string, Uint8Array>(), ...others] = all;
		expect(await verifyVolumes([new Map(first).set('data/account.txt', new Uint8Array(1)), ...others])).toMatchObject({
			complete: false,
		});
		// The first volume of a production that was made a moment later, in itself in perfect order
		const facts = { ...WARRANT, producedAt: '2026-02-10T11:31:05.250Z' };
		const other = await buildVolumes({ facts, records: MANY, signer, volumeBytes: VOLUME_BYTES });
		const foreign = other.ok ? unzipFiles(other.value.volumes[0]!.zip) : first;
		expect(await verifyVolumes([foreign, ...others])).toMatchObject({ complete: false, missing: [], belongTogether: false });
	}, 60_000);

	test('gives the same bytes again in every file but the signatures', async () => {
		const again = await build();
		const unsigned = ({ volumes }: BuiltProduction) =>
			volumes.map(({ files }) => files.filter(({ path }) => path !== BAG_FILE.signature));
		expect(unsigned(again)).toEqual(unsigned(built));
	});

	test('holds every message once, in its order, at most a thousand in a file, whole volumes or one', async () => {
		const single = await build(8_000_000);
		expect(single.volumes.map(({ fileName }) => fileName)).toEqual(['LE-2026-0001-P1.zip']);
		const lines = (volumes: BuiltProduction['volumes']) =>
			volumes
				.flatMap(({ zip }) => [...unzipFiles(zip)])
				.filter(([path]) => path.startsWith('data/records/messages-'))
				.sort(([left], [right]) => (left < right ? -1 : 1))
				.map(([, bytes]) => fromUtf8(bytes).trimEnd().split('\n'));
		const pages = lines(built.volumes);
		expect(Math.max(...pages.map((page) => page.length))).toBe(1000);
		expect(pages.flat()).toHaveLength(4505);
		expect(lines(single.volumes)).toEqual(pages);
		expect(built.counts).toMatchObject({ messages: 4505, rooms: 4, files: 1 });
	});

	test('numbers records and documents over all volumes without a gap', () => {
		const texts = readAll()
			.flatMap((files) => [...files].filter(([path]) => path.endsWith('.txt')))
			.map(([, bytes]) => fromUtf8(bytes))
			.join('');
		const numbers = (pattern: RegExp) => [...texts.matchAll(pattern)].map(([, number]) => Number(number)).sort((a, b) => a - b);
		const records = numbers(/\nRecord {13}: LE-2026-0001-P1-(\d{6})\r/g);
		expect(records).toEqual(records.map((_, index) => index + 1));
		const documents = numbers(/\nDocument {11}: LE-2026-0001-P1-D(\d{4})\r/g);
		expect(documents).toEqual(documents.map((_, index) => index + 1));
	});

	test('says of a file in which volume it stands, and keeps its bytes', () => {
		const all = readAll();
		const path = 'data/attachments/LE-2026-0001-P1-000007-1.png';
		const volume = all.findIndex((files) => files.has(path)) + 1;
		expect(Buffer.from(all[volume - 1]!.get(path)!)).toEqual(Buffer.from(PICTURE));
		const list = all.map((files) => readText(files, 'data/files.txt')).join('');
		expect(list).toContain(`Volume             : ${volume}\r\nCopied to          : ${path}`);
		expect(list).toContain(FILE.sha256);
	});

	test('is not made when the bytes of a file are not those that were copied', async () => {
		const parts = MANY.map((record) =>
			record.kind === 'file-part' && record.part === 1 ? { ...record, base64: 'AAAA' } : record,
		);
		expect(await buildVolumes({ facts: WARRANT, records: parts, signer })).toMatchObject({ ok: false, code: 'file-changed' });
	});

	test('are checked together by the offline command, which says what is missing', () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'volumes-'));
		const files = built.volumes.map(({ fileName, zip }) => {
			writeFileSync(path.join(folder, fileName), zip);
			return path.join(folder, fileName);
		});
		const verify = (given: readonly string[]) =>
			spawnSync(process.execPath, ['--import', 'tsx', 'scripts/offline.ts', 'verify', ...given], {
				cwd: path.join(__dirname, '../..'),
				encoding: 'utf8',
			});
		const whole = verify(files);
		expect(whole.stdout).toContain(`volumes    ${files.length}, are of one production, by one signer, and are all of it`);
		expect(whole.status).toBe(0);
		const without = verify(files.filter((_, index) => index !== 1));
		expect(without.stdout).toContain('missing    volume 2\n');
		expect(without.status).toBe(1);
		rmSync(folder, { recursive: true });
	});

	const TAMPERINGS: [string, (files: Map<string, Uint8Array>, name: string, bytes: Uint8Array) => void][] = [
		[
			'flipped in one bit',
			(files, name, bytes) =>
				files.set(
					name,
					bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte)),
				),
		],
		['removed', (files, name) => files.delete(name)],
		['renamed', (files, name, bytes) => files.delete(name) && files.set(`${name}.bak`, bytes)],
		['cut short', (files, name, bytes) => files.set(name, bytes.slice(0, -1))],
		['emptied', (files, name) => files.set(name, new Uint8Array())],
		['joined by another one', (files, name, bytes) => files.set(`${name}-copy`, bytes)],
	];

	test.each(TAMPERINGS)('betrays every file that was %s', async (_how, tamper) => {
		const whole = readAll()[0] ?? new Map<string, Uint8Array>();
		expect((await verifyPackage(whole)).intact).toBe(true);
		for (const [name, bytes] of whole) {
			const files = new Map(whole);
			tamper(files, name, bytes);
			expect({ name, intact: (await verifyPackage(files)).intact }).toEqual({ name, intact: false });
		}
	});
});
