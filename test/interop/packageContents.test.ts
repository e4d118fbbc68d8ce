import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';

import { makeFolder, requireTools, run } from './tools';
import { verifyPackage, type ProductionFacts, type ProductionVolume, type UnknownRecord } from '../../src/production';
import { buildVolumes } from '../production/build';
import { createSigner, FACTS, RECORDS } from '../production/sample';
import { CONVERSATION, MESSAGES } from '../production/sampleMessages';

jest.setTimeout(120_000);

const WARRANT: ProductionFacts = { ...FACTS, process: { ...FACTS.process, kind: 'search-warrant' } };
const CMS = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'tagmanifest-sha256.txt.p7s'];
const TRUST = ['-content', 'tagmanifest-sha256.txt', '-CAfile', 'signer.pem', '-no_check_time'];

/** As a reader on Linux does it. */
function accepts(bag: string): boolean {
	const check = (manifest: string) => run('sha256sum', ['--strict', '--quiet', '-c', manifest], { cwd: bag }).status === 0;
	const isSigned = () => run('openssl', [...CMS, ...TRUST, '-out', join(dirname(bag), 'checked.out')], { cwd: bag }).status === 0;
	return check('manifest-sha256.txt') && check('tagmanifest-sha256.txt') && isSigned();
}

function listFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => statSync(join(folder, name)).isFile())
		.sort();
}

const readBag = (bag: string) => new Map(listFiles(bag).map((name) => [name, new Uint8Array(readFileSync(join(bag, name)))]));

/** What can be done to a file of a package. */
const TAMPERINGS: [string, (bag: string, name: string) => void][] = [
	[
		'one bit of it is another',
		(bag, name) => {
			const bytes = readFileSync(join(bag, name));
			const at = name.endsWith('.p7s') ? bytes.length - 1 : Math.floor(bytes.length / 2);
			bytes[at] = (bytes[at] ?? 0) ^ 1;
			writeFileSync(join(bag, name), bytes);
		},
	],
	['its last byte is cut off', (bag, name) => truncateSync(join(bag, name), statSync(join(bag, name)).size - 1)],
	['it is emptied', (bag, name) => truncateSync(join(bag, name), 0)],
	['it is removed', (bag, name) => rmSync(join(bag, name))],
	['it is renamed', (bag, name) => renameSync(join(bag, name), join(bag, `${name}.old`))],
];

describe('the volumes of a production with contents', () => {
	let folder: string;
	let volumes: ProductionVolume[];
	let bags: string[];

	beforeAll(async () => {
		requireTools('openssl', 'python3', 'sha256sum', 'unzip');
		folder = makeFolder();
		const more = Array.from({ length: 1100 }, (_, index) => ({
			...MESSAGES[1],
			id: `more-${index}`,
			files: undefined,
			roomId: 'more',
		}));
		const records = [...RECORDS, ...CONVERSATION, ...more] as unknown as UnknownRecord[];
		const made = await buildVolumes({ facts: WARRANT, records, signer: await createSigner(), volumeBytes: 110_000 });
		if (!made.ok) {
			throw new Error(made.code);
		}
		({ volumes } = made.value);
		for (const { fileName, zip } of volumes) {
			writeFileSync(join(folder, fileName), zip);
			run('unzip', ['-q', fileName], { cwd: folder });
		}
		bags = volumes.map(({ fileName }) => join(folder, fileName.replace('.zip', '')));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('are opened by unzip and by python, side by side in one folder', () => {
		expect(volumes.length).toBeGreaterThan(1);
		for (const { fileName } of volumes) {
			expect(run('unzip', ['-t', fileName], { cwd: folder }).output).toContain('No errors detected');
			expect(run('python3', ['-m', 'zipfile', '-t', fileName], { cwd: folder }).output).toContain('Done testing');
		}
		expect(bags.map((bag) => statSync(bag).isDirectory())).toEqual(bags.map(() => true));
	});

	it('are each accepted by sha256sum and openssl alone', () => {
		expect(bags.map(accepts)).toEqual(bags.map(() => true));
	});

	it('are named in the last one by the hashes that sha256sum gives', () => {
		const readme = readFileSync(join(bags.at(-1)!, 'README.txt'), 'utf8');
		for (const bag of bags.slice(0, -1)) {
			const [hash] = run('sha256sum', ['tagmanifest-sha256.txt'], { cwd: bag }).output.split(' ');
			expect(readme).toContain(`  | ${hash}\r\n`);
		}
	});

	it.each(TAMPERINGS)('betray a file, whichever it is, to stock tools and to our own check when %s', async (_what, tamper) => {
		const copy = join(folder, 'copy', 'bag');
		for (const bag of bags) {
			for (const name of listFiles(bag)) {
				rmSync(copy, { recursive: true, force: true });
				mkdirSync(dirname(copy), { recursive: true });
				cpSync(bag, copy, { recursive: true });
				tamper(copy, name);
				const seen = { name, stock: accepts(copy), ours: (await verifyPackage(readBag(copy))).intact };
				expect(seen).toEqual({ name, stock: false, ours: false });
			}
		}
	});

	it('betray a file that was added to our own check, which sha256sum does not see', async () => {
		for (const name of ['data/transcripts/0009-0001.txt', 'data/attachments/more.exe', 'more.txt']) {
			const files = readBag(bags[0]!).set(name, new Uint8Array(1));
			expect([name, (await verifyPackage(files)).intact]).toEqual([name, false]);
		}
	});
});
