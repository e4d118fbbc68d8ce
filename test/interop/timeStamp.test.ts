import { existsSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import { startAuthority, type TimeStampAuthority } from './timeStampAuthority';
import { makeFolder, requireTools, run } from './tools';
import { preserve, produce, readView, startDesk, type TestDesk } from '../engine/support/desk';
import { listLedger } from '../engine/support/ledger';

jest.setTimeout(120_000);

let desk: TestDesk;
let folder: string;
let authority: TimeStampAuthority;

const openssl = (cwd: string, ...args: string[]) => run('openssl', args, { cwd });

function unpack(zip: Buffer, name: string): string {
	writeFileSync(join(folder, `${name}.zip`), zip);
	run('unzip', ['-q', '-o', `${name}.zip`], { cwd: folder });
	return join(folder, name);
}

const builtOf = async (reference: string) =>
	(await listLedger(desk, reference)).filter(({ type }) => type === 'production.built').at(-1)?.body;
const showCase = async (reference: string) =>
	readView((await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' })).view);

beforeAll(async () => {
	requireTools('openssl', 'sha256sum', 'unzip');
	folder = makeFolder();
	authority = await startAuthority(folder);
	desk = await startDesk({ startAt: new Date().toISOString() });
});

afterAll(async () => {
	await desk?.bench.stop();
	await authority?.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe('a time stamp over the signature', () => {
	it('is not asked for unless an administrator names an authority', async () => {
		const reference = await preserve(desk.officer);
		await produce(desk, reference);
		expect(authority.queries).toEqual([]);
		expect(await builtOf(reference)).not.toHaveProperty('timeStamp');
	});

	it('is verified by openssl with the root of the authority, and the authority learns a hash alone', async () => {
		await desk.bench.operator.setAppSetting(desk.appId, 'time-stamp-url', authority.url);
		const reference = await preserve(desk.officer);
		const bag = unpack((await produce(desk, reference)).zip, `${reference}-P1`);
		const check = ['ts', '-verify', '-data', 'tagmanifest-sha256.txt.p7s', '-in', 'tagmanifest-sha256.txt.p7s.tsr', '-CAfile'];
		expect(openssl(bag, ...check, join(folder, 'tsa-root.pem')).output).toContain('Verification: OK');
		expect(readFileSync(join(bag, 'README.txt'), 'utf8')).toContain(`openssl ${check.join(' ')} root.pem`);
		const { timeStamp } = (await builtOf(reference)) as { timeStamp: { at: string } };
		expect(Math.abs(Date.parse(timeStamp.at) - Date.now())).toBeLessThan(600_000);
		expect(await showCase(reference)).toContain(`Time stamp of ${timeStamp.at.slice(0, 19)}Z`);
		expect(authority.queries).toHaveLength(1);
		expect(authority.queries[0]?.length).toBeLessThan(100);
		const verified = run(
			process.execPath,
			['--import', 'tsx', 'scripts/verify-package.ts', join(folder, `${reference}-P1.zip`)],
			{ cwd: join(__dirname, '../..') },
		);
		expect(verified.output).toContain('complete and unchanged, none added');
		expect(verified.output).toContain(`stated ${timeStamp.at}`);
	});

	it.each([
		['silent', 'time-stamp-unreachable'],
		['broken', 'malformed-time-stamp'],
		['other', 'time-stamp-of-other-data'],
		['refusing', 'time-stamp-refused'],
	] as const)(
		'that a %s authority does not give stops nothing: the package leaves without it, and the ledger and the case say why',
		async (mood, code) => {
			authority.mood = mood;
			const reference = await preserve(desk.officer);
			const bag = unpack((await produce(desk, reference)).zip, `${reference}-P1`);
			authority.mood = 'willing';
			expect(existsSync(join(bag, 'tagmanifest-sha256.txt.p7s.tsr'))).toBe(false);
			expect(await builtOf(reference)).toMatchObject({ timeStamp: { failure: code } });
			expect(await showCase(reference)).toContain(`No time stamp was given (${code}).`);
		},
	);
});
