import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Page } from 'playwright-core';

import { findBarriers } from './axe';
import { openWindow, type Window } from './chromium';
import { buildBag, sha256Hex, toNdjson, toUtf8 } from '../../src/evidence';
import { openViewer, VIEWER_FILE } from '../../src/production/viewer/renderViewer';
import { HOSTILE_HTML } from '../production/hostileHtml';

const NAME = 'LE-2026-0001-P1';

const account = {
	kind: 'account',
	capturedAt: '2026-03-01T09:00:00.000Z',
	id: 'u1',
	username: 'maria.silva',
	name: 'Maria <b>Silva</b>',
};
const message = (index: number, text: string, more: object = {}) => ({
	kind: 'message',
	id: `m${index}`,
	roomId: 'r1',
	sender: { id: 'u1', username: 'maria.silva' },
	sentAt: new Date(Date.parse('2026-02-01T08:00:00.000Z') + index * 60_000).toISOString(),
	text,
	...more,
});
const hostile = HOSTILE_HTML.map((text, index) => message(index, text, { alias: text, [text]: text, files: [{ name: text }] }));
const plain = Array.from({ length: 250 }, (_, index) => message(1000 + index, `Message number ${index} of the long room`));

let folder: string;
let bag: string;
let files: Map<string, Uint8Array>;
let window: Window;
let page: Page;
const requests: string[] = [];
const complaints: string[] = [];

/** A package on disk, as a recipient unpacks it. */
function unpack(): void {
	rmSync(bag, { recursive: true, force: true });
	for (const [name, bytes] of files) {
		mkdirSync(path.dirname(path.join(bag, name)), { recursive: true });
		writeFileSync(path.join(bag, name), bytes);
	}
}

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'viewer-'));
	bag = path.join(folder, NAME);
	const payload = new Map([
		['account.txt', toUtf8('the record\r\n')],
		['records/account.ndjson', toNdjson([account])],
		['records/messages.ndjson', toNdjson([...hostile, ...plain])],
	]);
	const viewer = openViewer();
	for (const name of ['records/account.ndjson', 'records/messages.ndjson']) {
		viewer.add(name, payload.get(name)!);
	}
	const tagFiles = new Map([
		['README.txt', toUtf8('how to verify\r\n')],
		[VIEWER_FILE, viewer.render(NAME)],
	]);
	const built = buildBag({ payload, tagFiles, info: { 'Bagging-Date': '2026-03-01' } });
	if (!built.ok) throw new Error(built.code);
	files = new Map([...built.value, ['tagmanifest-sha256.txt.p7s', toUtf8('signature')]]);
	unpack();
	window = await openWindow();
	page = await window.context.newPage();
	page.on('dialog', (dialog) => {
		complaints.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
	page.on('console', (line) => complaints.push(`console: ${line.text()}`));
	page.on('request', (request) => requests.push(request.url()));
	await page.goto(pathToFileURL(path.join(bag, VIEWER_FILE)).href);
}, 60_000);

afterAll(async () => {
	await window?.close();
	rmSync(folder, { recursive: true, force: true });
});

const status = () => page.locator('#read-status').innerText();
const searchFor = async (words: string) => {
	await page.fill('#search', words);
	await page.click('#search-form button');
};
/** Chooses the folder, and gives what the page then says. */
async function checkFolder(chosen = bag): Promise<{ status: string; result: string }> {
	await page.setInputFiles('#folder', chosen);
	await page.locator('#check-status.good, #check-status.bad').waitFor();
	const answer = {
		status: await page.locator('#check-status').innerText(),
		result: await page.locator('#check-result').innerText(),
	};
	await page.evaluate("document.getElementById('check-status').className = ''");
	return answer;
}

describe('the page of a package, opened from the folder', () => {
	it('shows the records it carries, a hundred at a time, and finds words in them', async () => {
		expect(await page.title()).toBe(`Records ${NAME}`);
		expect(await status()).toBe(`Records 1 to 100 of ${251 + hostile.length} found; ${251 + hostile.length} in all.`);
		await searchFor('NUMBER 249 of');
		expect(await status()).toBe(`Records 1 to 1 of 1 found; ${251 + hostile.length} in all.`);
		const shown = await page.locator('#records').innerText();
		expect(shown).toContain('Message number 249 of the long room');
		expect(shown).toContain(`data/records/messages.ndjson, line ${hostile.length + 250}`);
		await searchFor('');
		await page.selectOption('#file', 'data/records/account.ndjson');
		expect(await page.locator('#records').innerText()).toContain('Maria <b>Silva</b>');
		await page.selectOption('#file', '');
		await page.click('#next');
		expect(await status()).toContain('Records 101 to 200');
		await page.click('#previous');
	});

	it('shows hostile words as words: nothing runs, nothing is loaded, nothing is hidden', async () => {
		for (const { text } of hostile.slice(0, 9)) {
			await searchFor(text);
			expect(await page.locator('#records dd.said').first().textContent()).toBe(text);
		}
		expect(
			await page.locator('main script, main img, main iframe, main a, main svg, main style, main base, main meta').count(),
		).toBe(0);
		await searchFor('gnp.exe');
		expect(await page.locator('#records').innerText()).toContain(
			'{U+202E}gnp.exe{U+2066} {U+200B}{U+00AD}{U+FEFF}{U+2028}{U+2029}{U+0000}',
		);
		await searchFor('typed by a person');
		expect(await page.locator('#records').innerText()).toContain('{U+007B}U+202E} typed by a person');
		await searchFor('');
		expect(complaints).toEqual([]);
		expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
	});

	it('runs no script that is put into it', async () => {
		await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')");
		await page.evaluate(
			"{ const script = document.createElement('script'); script.textContent = 'document.title = 2'; document.body.append(script); }",
		);
		expect(await page.title()).toBe(`Records ${NAME}`);
		expect(complaints.length).toBeGreaterThan(0);
		await page.reload();
	});

	it('computes the hashes of the chosen folder: all as the lists say', async () => {
		const { status: said, result } = await checkFolder();
		expect(said).toBe('Every file is as the lists say, and none is missing or extra.');
		expect(result).toContain(sha256Hex(files.get('tagmanifest-sha256.txt')!));
		expect(await page.locator('#source').innerText()).toContain('of the folder that was chosen');
	});

	const tampered: [string, () => void, string][] = [
		['a changed file', () => appendFileSync(path.join(bag, 'data/account.txt'), 'x'), 'data/account.txt\tMISMATCH'],
		['a missing file', () => rmSync(path.join(bag, 'data/records/account.ndjson')), 'data/records/account.ndjson\tmissing'],
		['an extra file', () => writeFileSync(path.join(bag, 'data/added.txt'), 'x'), 'data/added.txt\textra'],
		['an extra file beside the lists', () => writeFileSync(path.join(bag, 'added.txt'), 'x'), 'added.txt\textra'],
		['a changed page', () => appendFileSync(path.join(bag, VIEWER_FILE), ' '), 'index.html\tMISMATCH'],
		['a changed list', () => appendFileSync(path.join(bag, 'manifest-sha256.txt'), '\n'), 'manifest-sha256.txt\tMISMATCH'],
		[
			'a list that is no list',
			() => writeFileSync(path.join(bag, 'tagmanifest-sha256.txt'), 'x'),
			'tagmanifest-sha256.txt\tmissing or not readable',
		],
		['no signature', () => rmSync(path.join(bag, 'tagmanifest-sha256.txt.p7s')), 'not signed'],
	];
	it.each(tampered)('tells of %s', async (_what, tamper, answer) => {
		tamper();
		const { status: said, result } = await checkFolder();
		unpack();
		expect(said).toMatch(/^Not as the lists say: \d+\.$/);
		expect(result).toContain(answer);
	});

	it('checks several packages that lie in one folder, and tells of what lies beside them', async () => {
		const other = path.join(folder, 'LE-2026-0001-P1-V2');
		mkdirSync(other);
		for (const [name, bytes] of files) {
			mkdirSync(path.dirname(path.join(other, name)), { recursive: true });
			writeFileSync(path.join(other, name), bytes);
		}
		expect((await checkFolder(folder)).status).toContain('Every file is as the lists say');
		writeFileSync(path.join(folder, 'stray.txt'), 'x');
		expect((await checkFolder(folder)).result).toMatch(/stray\.txt\textra: in no package/);
		rmSync(path.join(folder, 'stray.txt'));
		rmSync(other, { recursive: true });
	});

	it('says what to choose when the folder is none of a package', async () => {
		const empty = path.join(folder, 'other');
		mkdirSync(empty);
		writeFileSync(path.join(empty, 'a.txt'), 'x');
		await page.setInputFiles('#folder', empty);
		const said = page.locator('#check-status', { hasText: 'There is no manifest-sha256.txt' });
		await said.waitFor();
		expect(await said.isVisible()).toBe(true);
		rmSync(empty, { recursive: true });
	});

	it.each([
		['light', 1280],
		['dark', 1280],
		['light', 360],
		['dark', 360],
	] as const)('is readable by everybody, %s and %i pixels wide', async (colorScheme, width) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width, height: 800 });
		writeFileSync(path.join(bag, 'data/added.txt'), 'x');
		await checkFolder();
		unpack();
		expect(await findBarriers(page)).toEqual([]);
		expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
	});
});
