import { createHash } from 'node:crypto';

import { expectView, preserve, readChannel, readView, startDesk, type TestDesk } from './support/desk';
import { DIRECT, listLedger, sha256, waitForFile } from './support/ledger';
import { CLAUSES } from '../../src/policy/clauses';

let desk: TestDesk;
let reference: string;

beforeAll(async () => {
	desk = await startDesk();
	reference = await preserve(desk.officer);
	await desk.bench.operator.settle();
}, 120_000);

afterAll(() => desk?.bench.stop());

const type = (line: string) => desk.officer.type(line, { room: 'legal' });

describe('/legal-case', () => {
	it('shows a case: who asked, what is held and until when, and what can be done now', async () => {
		const { view } = await type(`/legal-case ${reference.toLowerCase()}`);
		const words = readView(view);
		expect(words).toContain(`Case ${reference}`);
		expect(words).toContain('Wilmington Police Department, Det. A. Example');
		expect(words).toContain('@maria.silva');
		expect(words).toMatch(/expires 2026-05-30T\d\d:\d\d:\d\dZ \(in \d+ days\)/);
		expect(words).toContain('Produce…');
		expect(words).toContain('Export ledger');
	});

	it('records that a person saw it, once in a quarter of an hour', async () => {
		await type(`/legal-case ${reference}`);
		await type(`/legal-case ${reference}`);
		await desk.counsel.type(`/legal-case ${reference}`, { room: 'legal' });
		const viewers = async () =>
			(await listLedger(desk, reference)).filter(({ type: kind }) => kind === 'case.viewed').map(({ actor }) => actor.username);
		expect(await viewers()).toEqual(['legal.officer', 'legal.counsel']);
		await desk.bench.operator.advance({ minutes: 16 });
		await type(`/legal-case ${reference}`);
		expect(await viewers()).toEqual(['legal.officer', 'legal.counsel', 'legal.officer']);
	});

	it('says why something cannot be done now', async () => {
		const { view } = await desk.counsel.type(`/legal-case ${reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Review production… Not now: No production of this case waits for approval.');
	});

	it.each([
		['/legal-case', 'Name the case by its reference'],
		['/legal-case LE-2026-9999', 'There is no case LE-2026-9999.'],
		['/legal-verify LE-2026-9999', 'There is no case LE-2026-9999.'],
		['/legal-report yesterday', 'Name a year, half, quarter or month'],
	])('answers %s with a sentence', async (line, sentence) => {
		const { ephemerals } = await type(line);
		expect(ephemerals.join()).toContain(sentence);
	});

	it('shows the ledger in readable lines, newest first', async () => {
		const { view } = await type(`/legal-case ${reference}`);
		const pressed = await desk.officer.press({ view: expectView(view) }, 'caseLedger');
		const words = readView(pressed.view);
		expect(words).toContain(`${reference}: ledger`);
		expect(words).toContain('@legal.officer\nhold.placed');
		expect(words.indexOf('snapshot.completed')).toBeLessThan(words.indexOf('hold.placed'));
	});

	it('exports the ledger so that each line has the hash that later lines follow', async () => {
		const { view } = await type(`/legal-case ${reference}`);
		const pressed = await desk.officer.press({ view: expectView(view) }, 'exportLedger');
		expect(pressed.ephemerals.join()).toContain('was exported');
		const text = (await waitForFile(desk.officer, `${reference}-ledger.txt`, DIRECT)).toString('utf8');
		const ndjson = (await waitForFile(desk.officer, `${reference}-ledger.ndjson`, DIRECT)).toString('utf8');
		const lines = ndjson.trimEnd().split('\n');
		const hashes = lines.map(sha256);
		const parents = lines.flatMap((line) => (JSON.parse(line) as { parents: string[] }).parents);
		expect(parents.every((parent) => hashes.includes(parent))).toBe(true);
		expect(hashes.filter((hash) => !parents.includes(hash))).toHaveLength(1);
		expect(text).toContain(`Head        ${hashes.at(-1)}`);
		expect(text.match(/^ {3}hash {5}([0-9a-f]{64})/gm)?.map((line) => line.slice(-64))).toEqual(hashes);
		const exported = (await listLedger(desk, reference)).find(({ type: kind }) => kind === 'ledger.exported');
		expect(exported?.body.ndjsonSha256).toBe(createHash('sha256').update(ndjson).digest('hex'));
		// It names the account and the agency without a mask: the channel, where an administrator may be, does not get it.
		expect(text).toContain('maria.silva');
		expect((await readChannel(desk.admin)).join()).not.toContain('-ledger.');
		expect(JSON.stringify(await desk.counsel.messages(DIRECT).catch(() => []))).not.toContain('-ledger.');
	});

	it('puts a line for each event into the thread of the card, with nobody named', async () => {
		await desk.bench.operator.advance({ minutes: 6 });
		const messages = await desk.officer.messages('legal');
		const card = messages.find(({ msg, blocks }) => String(msg).startsWith(reference) && blocks);
		const thread = messages.filter(({ tmid }) => tmid === card?._id).map(({ msg }) => String(msg));
		expect(thread.filter((line) => line.includes('Case opened.'))).toHaveLength(1);
		expect(thread.filter((line) => line.includes('Snapshot complete and sealed.'))).toHaveLength(1);
		expect(thread.join('\n')).not.toMatch(/maria|silva|wilmington|a\.example/i);
	});
});

describe('/legal-help, /legal-lookup and the room action', () => {
	it('lists the commands that a person may use, and no others', async () => {
		const officer = readView((await type('/legal-help')).view);
		const admin = readView((await desk.admin.type('/legal-help', { room: 'legal' })).view);
		expect(officer).toContain('/legal-case LE-2026-0001');
		expect(officer).not.toContain('/legal-setup');
		expect(admin).toContain('/legal-setup');
		expect(admin).not.toContain('/legal-case');
	});

	/**
	 * @clause deployment-lookup
	 * @clause community-registration
	 * @clause community-no-ip-log
	 * @clause private-no-relationship
	 */
	it.each([
		['https://open.rocket.chat/channel/x', 'operated by this desk’s organisation'],
		['https://open.rocket.chat', CLAUSES['community-registration']],
		['https://open.rocket.chat', CLAUSES['community-no-ip-log']],
		['open.rocket.chat.evil.example', 'a private server'],
		['chat.example.org', CLAUSES['private-no-relationship']],
		['ореn.rocket.chat', 'it can be mistaken for open.rocket.chat'],
		['mailto:x', 'Give an address'],
	])('tells who operates %s from its name', async (url, answer) => {
		expect((await type(`/legal-lookup ${url}`)).ephemerals.join()).toContain(answer);
	});

	it('opens the desk from a room, with the cases that the person may see', async () => {
		const { view } = await desk.officer.pressActionButton('openDesk', { roomId: 'legal' });
		expect(readView(view)).toMatch(new RegExp(`${reference} · end of a preservation\\n@maria\\.silva`));
		const opened = await desk.officer.press({ view: expectView(view) }, 'showCase');
		expect(readView(opened.view)).toContain(`Case ${reference}`);
	});
});

describe('/legal-report', () => {
	it('counts requests by kind, process and outcome, as text and CSV in the channel', async () => {
		await type('/legal-report 2026-H1');
		const text = (await waitForFile(desk.officer, 'transparency-report-2026-H1.txt')).toString('utf8');
		const csv = (await waitForFile(desk.officer, 'transparency-report-2026-H1.csv')).toString('utf8');
		expect(text).toContain('preservation | none | accepted | 1 | 1');
		expect(text).toContain('Requests 0–249, accounts 0–249');
		expect(csv).toContain('"2026-H1","requests","preservation","none","accepted","requests","1"');
		expect(text + csv).not.toMatch(/maria|silva|wilmington/i);
		expect((await readChannel(desk.officer)).join()).toContain('transparency-report-2026-H1.csv');
	});
});
