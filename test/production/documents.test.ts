import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

import fc from 'fast-check';

import { collectTexts } from './collect';
import { hostileText } from './hostileText';
import { FACTS, RECORDS } from './sample';
import { CONVERSATION, FILE, FILE_PARTS, MESSAGES } from './sampleMessages';
import type { ProductionFacts } from '../../src/production';

const WARRANT: ProductionFacts = { ...FACTS, process: { ...FACTS.process, kind: 'search-warrant' } };
const EVERYTHING = [...RECORDS, ...CONVERSATION];
const TRANSCRIPT = 'transcripts/0001-0001.txt';

function onlyTexts(files: ReadonlyMap<string, string>): [string, string][] {
	return [...files].filter(([path]) => path.endsWith('.txt'));
}

/** Under an order that reaches no contents, and under a warrant that reaches all. */
async function composeGolden(): Promise<string> {
	const order = await collectTexts(FACTS, EVERYTHING);
	const warrant = await collectTexts(WARRANT, EVERYTHING);
	const shown = [...warrant].filter(([path]) => /^(transcripts|files|attachments|withheld)/.test(path));
	// The page has tests of its own.
	order.delete('index.html');
	return [...order, ...shown.map(([path, text]) => [`${path} (search warrant)`, text] as const)]
		.map(([path, text]) => `#### ${path}\n${text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n')}`)
		.join('\n')
		.replace(/\u202E/g, '\\u202E');
}

/** Every string of a value as another; what our own code writes and relies on stays. */
function replaceTexts<T>(value: T, text: string): T {
	const fixed = [
		'kind',
		'roomKind',
		'reference',
		'producedAt',
		'requestedCategories',
		'content',
		'what',
		'number',
		'part',
		'base64',
	];
	const kept: string[] = [FILE.sha256];
	const replace = (member: unknown, name: string): unknown => {
		if (typeof member === 'string') {
			const isOurs = fixed.includes(name) && member !== FACTS.process.number && member !== FACTS.agency.reference;
			return isOurs || kept.includes(member) ? member : text;
		}
		if (Array.isArray(member)) {
			return fixed.includes(name) ? member : member.map((entry) => replace(entry, ''));
		}
		return member && typeof member === 'object'
			? Object.fromEntries(Object.entries(member).map(([key, entry]) => [key, replace(entry, key)]))
			: member;
	};
	return replace(value, '') as T;
}

/** What a text file says by itself: its sentences, headings and labels, without any value. */
function readSkeleton(text: string): string[] {
	return text
		.replace(/^\uFEFF/, '')
		.split('\r\n')
		.filter((line) => !/^( {2}[|+] | {19}\+ )/.test(line))
		.map((line) => (/^[A-Z-].{18}:/.test(line) ? line.slice(0, 20) : line));
}

/** A file as one text, without the marks of where we cut its lines. */
function unwrap(text: string | undefined): string {
	return (text ?? '').replace(/\r\n {19}\+ |\r\n {2}\+ /g, '');
}

describe('the text files of a production', () => {
	/**
	 * @clause community-registration
	 * @clause no-ip-log
	 * @clause accuracy-not-guaranteed
	 * @clause retention-undisclosed
	 */
	test('read as the sample that people have read and approved', async () => {
		const path = join(__dirname, 'sample-production.golden.txt');
		const golden = await composeGolden();
		if (process.env.UPDATE_GOLDEN === 'yes') {
			writeFileSync(path, golden);
		}
		expect(golden).toBe(readFileSync(path, 'utf8'));
	});

	test('say the same, line by line, whatever is typed into any field of records, request, process and ledger', async () => {
		// One room, one file: what is told apart by ids alone is one thing when every id is the same text.
		const records = [...RECORDS.slice(0, 1), ...RECORDS.slice(2), ...MESSAGES.slice(0, 2), ...FILE_PARTS, FILE];
		const expected = await collectTexts(WARRANT, records);
		await fc.assert(
			fc.asyncProperty(hostileText(), async (text) => {
				const hostile = await collectTexts(replaceTexts(WARRANT, text), replaceTexts(records, text));
				for (const [path, benign] of onlyTexts(expected)) {
					expect([path, readSkeleton(hostile.get(path) ?? '')]).toEqual([path, readSkeleton(benign)]);
				}
			}),
			{ numRuns: 60 },
		);
	}, 60_000);

	/** @clause production-text-files */
	test('have a byte order mark, CRLF at every line, and nothing else that is invisible', async () => {
		for (const [, text] of onlyTexts(await collectTexts(WARRANT, EVERYTHING))) {
			expect(text).toMatch(/^\uFEFF[^\uFEFF]+\r\n$/);
			expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n\t\f\u202E]/);
		}
	});

	test.each([
		...['README.txt', 'account.txt', 'memberships.txt', 'exceptions.txt', 'withheld.txt', 'not-held.txt', 'custody.txt'],
		...[TRANSCRIPT, 'transcripts/0002-0001.txt', 'files.txt'],
	])(
		'name in the head of %s the document, the case, the process, the account, both instants and how to read it',
		async (path) => {
			const text = ((await collectTexts(WARRANT, EVERYTHING)).get(path) ?? '').replace(/\r\n/g, '\n');
			expect(text).toMatch(/\nDocument {11}: LE-2026-0001-P1-D00\d\d\n/);
			for (const fact of [
				'LE-2026-0001',
				'SPD-26-00417',
				'https://open.rocket.chat',
				'@mallory',
				'search warrant',
				'26-mj-1043',
			]) {
				expect(text).toContain(`: ${fact}\n`);
			}
			expect(text).toContain('Snapshot complete  : 2026-02-03T10:15:02.000Z\nProduced at        : 2026-02-10T11:30:05.250Z\n');
			expect(text).toContain('is written {U+XXXX}');
		},
	);

	test('number documents and records once each, without a gap', async () => {
		const texts = onlyTexts(await collectTexts(WARRANT, EVERYTHING))
			.map(([, text]) => text)
			.join('');
		const count = (length: number, digits: number) =>
			Array.from({ length }, (_, index) => String(index + 1).padStart(digits, '0'));
		const listed = (pattern: RegExp) => [...texts.matchAll(pattern)].map(([, number]) => number).sort();
		expect(listed(/\nDocument {11}: LE-2026-0001-P1-D(\d{4})\r/g)).toEqual(count(10, 4));
		// One account, two rooms, two exceptions, five messages, one file
		expect(listed(/\nRecord {13}: LE-2026-0001-P1-(\d{6})\r/g)).toEqual(count(11, 6));
	});

	test('point from each record to the line that holds it exactly', async () => {
		const texts = await collectTexts(WARRANT, EVERYTHING);
		const lines = (texts.get('records/memberships.ndjson') ?? '').split('\n');
		expect(texts.get('memberships.txt')).toContain('data/records/memberships.ndjson, line 2\r\n');
		expect(JSON.parse(lines[1] ?? '')).toMatchObject({ roomId: 'GENERAL' });
		const [, where = '', line = ''] = /Message id {9}: m2[^]*/.test(texts.get(TRANSCRIPT) ?? '')
			? (/data\/(records\/messages-0001-0001\.ndjson), line (2)\r/.exec(texts.get(TRANSCRIPT) ?? '') ?? [])
			: [];
		expect(JSON.parse((texts.get(where) ?? '').split('\n')[Number(line) - 1] ?? '')).toEqual(MESSAGES[1]);
	});

	test('tell why each category is withheld, and that emergency categories are those that were named', async () => {
		const facts: ProductionFacts = {
			...FACTS,
			process: { ...FACTS.process, kind: 'emergency' },
			requestedCategories: ['account', 'content', 'a\nb'],
			namedCategories: ['account'],
		};
		const text = (await collectTexts(facts, EVERYTHING)).get('withheld.txt');
		expect(unwrap(text)).toContain('not within what the approver finds necessary');
		expect(text).toContain('Category           : "a{U+000A}b"');
		expect(text).toContain('Reason             : Not requested.');
	});

	test('name only sealed pieces that this process opens', async () => {
		const subpoena = { ...FACTS, process: { ...FACTS.process, kind: 'subpoena' } };
		const text = (await collectTexts(subpoena, EVERYTHING)).get('custody.txt');
		expect(text).toContain('Sealed piece       : account\r\n');
		expect(text).not.toContain('Sealed piece       : membership');
	});
});

describe('a transcript', () => {
	let text: string;
	beforeAll(async () => {
		text = unwrap([...(await collectTexts(WARRANT, EVERYTHING))].filter(([path]) => path.startsWith('transcripts/')).join('\n'));
	});

	test.each([
		[
			'a reply, with the number of what it replies to',
			'Reply to message   : m1\r\n- record           : LE-2026-0001-P1-000006\r\n',
		],
		[
			'that a message was edited, when and by whom',
			'Edited at          : 2026-01-10T08:05:00.000Z\r\nEdited by          : @mallory\r\n',
		],
		[
			'a removed message as one',
			'Type               : removed message: the platform kept only its place\r\nText               : (none)',
		],
		['an encrypted message as one', 'Type               : end-to-end encrypted: the text is as the server held it'],
		['any other kind by its code', 'Type               : system message, type "custom-type"'],
		['a sender that the platform does not name', 'From               : (not stated by the platform)'],
		['the name under which somebody posted', 'Posted as          : "Court Clerk"'],
		[
			'a reaction with all who gave it',
			'Reaction           : :thumbsup:\r\n- by               : @mallory\r\n- by               : @alice\r\n',
		],
		['a pinned message', 'Pinned             : yes'],
		[
			'a file by its name, place and hash',
			`- copied to        : data/attachments/LE-2026-0001-P1-000007-1.png\r\nSHA-256            : of the copied bytes:\r\n  | ${FILE.sha256}`,
		],
		['why a file is not there', '- not copied       : file-over-limit'],
		['what a thumbnail is', '- not copied       : smaller picture that the platform made of another file'],
		[
			'the words of a preview, and where its other data are',
			'- description      :\r\n  | Sent\r\n  | From @judge\r\n- in exact data    : image_url\r\n',
		],
		['the names of what only the exact data hold', 'In exact data only : blocks, customFields, more.mentions, more.t'],
	])('shows %s', (_what, expected) => {
		expect(text).toContain(expected);
	});

	test('shows hidden characters reversibly, and never a line that could pass for a record', () => {
		expect(text).toContain('  | Record             : LE-2026-0001-P1-000099\r\n  | {U+202E}gnp.exe and a typed {U+007B}U+202E}');
		expect(text).toContain('File               : "../../evil{U+202E}gnp.exe.png"');
		expect(text.match(/^Record /gm)).toHaveLength(5);
	});

	test('says of every room how many messages of it are produced, and from when to when', () => {
		expect(text).toContain(
			'Room id            : GENERAL\r\nKind of room       : public channel\r\nRoom name          : "general"',
		);
		expect(text.replace(/\s+/g, ' ')).toContain(
			'Number of messages of this room in this production: 3. Number of records in this file: 3.',
		);
		expect(text).toContain('First message      : 2026-01-20T12:00:00.000Z\r\nLast message       : 2026-01-22T12:00:00.000Z');
	});
});

describe('the metadata of messages under a court order', () => {
	test('show who, where and when, and not one word that was said', async () => {
		const texts = [...(await collectTexts(FACTS, EVERYTHING))];
		const metadata = texts.filter(([path]) => path.startsWith('message-metadata/')).map(([, text]) => unwrap(text));
		expect(metadata).toHaveLength(2);
		expect(metadata[0]).toContain('From               : @mallory');
		expect(metadata[0]).toContain('Sent               : 2026-01-10T08:01:00.000Z');
		expect(metadata[0]).toContain('Files              : 1');
		const all = texts.map(([, text]) => text).join('');
		for (const said of ['see the picture', 'evil', 'Court Clerk', 'thumbsup', 'x9jk', 'custom-type', 'too-large']) {
			expect(all).not.toContain(said);
		}
	});
});
