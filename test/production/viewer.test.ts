import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import fc from 'fast-check';

import { HOSTILE_HTML } from './hostileHtml';
import { fromUtf8, toUtf8 } from '../../src/evidence';
import page from '../../src/production/viewer/page.json';
import { MAX_EMBEDDED_BYTES, openViewer } from '../../src/production/viewer/renderViewer';

const ROOT = path.join(__dirname, '../..');
const NAME = 'LE-2026-0001-P1';

function renderFiles(files: Iterable<[string, string]>): string {
	const viewer = openViewer();
	for (const [file, ndjson] of files) {
		viewer.add(file, toUtf8(ndjson));
	}
	return fromUtf8(viewer.render(NAME));
}

const render = (records: unknown[]): string =>
	renderFiles([['records/messages.ndjson', records.map((record) => `${JSON.stringify(record)}\n`).join('')]]);

/** What stands between the tags of the page's scripts. */
const listScripts = (html: string) =>
	[...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].map(([, attributes = '', text = '']) => ({ attributes, text }));

const readData = (html: string) =>
	JSON.parse(listScripts(html).find(({ attributes }) => attributes.includes('json'))?.text ?? '') as {
		files: { path: string; text: string }[];
	};

describe('the page in a package', () => {
	it('is what its sources in src/production/viewer/page make', () => {
		const script = pathToFileURL(path.join(ROOT, 'scripts/build-viewer.mjs')).href;
		const built = spawnSync(process.execPath, [
			'--input-type=module',
			'-e',
			`process.stdout.write((await import('${script}')).buildViewer())`,
		]);
		expect(page.html).toBe(built.stdout.toString('utf8'));
	});

	it('is small, and has nothing from elsewhere', () => {
		expect(page.html.length).toBeLessThan(25_000);
		expect(page.html).not.toMatch(/https?:|\/\/[a-z]|@import|url\(|<(link|img|iframe|object|embed|base)\b|\bsrc=/i);
		expect(page.html).not.toMatch(
			/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|\bfetch\(|XMLHttpRequest|localStorage/,
		);
	});

	it('lets no script and no style run but its own', () => {
		const html = render([]);
		const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
		const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
		const [style = ''] = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text);
		expect(policy.split('; ')).toEqual([
			"default-src 'none'",
			`script-src ${hash(listScripts(html).at(-1)?.text ?? '')}`,
			`style-src ${hash(style)}`,
			"base-uri 'none'",
			"form-action 'none'",
		]);
	});

	it('carries the exact data of the package, byte for byte', () => {
		const ndjson = '{"kind":"message","text":"ünïcode 😀 </script>"}\n';
		expect(readData(render([]))).toEqual({ files: [{ path: 'data/records/messages.ndjson', text: '' }] });
		expect(readData(renderFiles([['records/messages.ndjson', ndjson]]))).toEqual({
			files: [{ path: 'data/records/messages.ndjson', text: ndjson }],
		});
	});

	it.each(HOSTILE_HTML)('keeps its tags whatever a record holds: %j', (text) => {
		const html = render([{ kind: 'message', text, [text]: text }]);
		expect(listScripts(html)).toHaveLength(2);
		expect(html.replace(/<script type="application\/json"[\s\S]*?<\/script>/, '')).toBe(
			render([]).replace(/<script type="application\/json"[\s\S]*?<\/script>/, ''),
		);
		expect(JSON.parse(readData(html).files[0]?.text ?? '')).toEqual(
			JSON.parse(JSON.stringify({ kind: 'message', text, [text]: text })),
		);
	});

	it('keeps its tags for any text, and gives every text back', () => {
		const piece = fc.oneof(
			fc.constantFrom('<', '</script', '>', '<!--', '-->', ']]>', '$&', "$'", '{{DATA}}', '\u2028', '&lt;', '\\u003c'),
			fc.string({ unit: 'grapheme' }),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
				const text = pieces.join('');
				const html = render([{ text }]);
				expect(listScripts(html)).toHaveLength(2);
				expect(JSON.parse(readData(html).files[0]?.text ?? '')).toEqual({ text });
			}),
		);
	});

	it('carries no records where they are too many, and says so', () => {
		const html = render([{ text: 'x'.repeat(MAX_EMBEDDED_BYTES) }]);
		expect(readData(html)).toEqual({ files: [] });
		expect(html).toContain('too many for this page to carry');
		expect(html.length).toBeLessThan(25_000);
	});

	it('is the same for the same records, in whatever order the files come', () => {
		const files: [string, string][] = [
			['records/account.ndjson', '{}\n'],
			['records/messages.ndjson', '{}\n{}\n'],
		];
		expect(renderFiles(files)).toBe(renderFiles(files.reverse()));
	});
});
