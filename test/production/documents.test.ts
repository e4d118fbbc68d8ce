import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

import fc from 'fast-check';

import { hostileText } from './hostileText';
import { FACTS, RECORDS, SIGNER } from './sample';
import { fromUtf8 } from '../../src/evidence';
import { decideEntitlement } from '../../src/policy/entitlement';
import { selectRecords, type ProductionFacts, type Selection, type UnknownRecord } from '../../src/production';
import { composePayload } from '../../src/production/composePayload';

const ENTITLEMENT = decideEntitlement('search-warrant', FACTS.requestedCategories);
const WARRANT: ProductionFacts = { ...FACTS, process: { ...FACTS.process, kind: 'search-warrant' } };

function selectAll(facts: ProductionFacts): Selection {
	const { produced } = decideEntitlement(facts.process.kind, facts.requestedCategories);
	const selection = selectRecords(RECORDS as unknown as UnknownRecord[], { produced, userId: facts.subject.userId });
	if (!selection.ok) {
		throw new Error(selection.code);
	}
	return selection.value;
}

function composeTexts(facts: ProductionFacts, selection = selectAll(facts), entitlement = ENTITLEMENT): Map<string, string> {
	const { payload, tagFiles } = composePayload(facts, entitlement, selection, SIGNER);
	return new Map([...tagFiles, ...payload].map(([path, bytes]) => [path, fromUtf8(bytes)]));
}

function onlyTexts(files: ReadonlyMap<string, string>): [string, string][] {
	return [...files].filter(([path]) => path.endsWith('.txt'));
}

function composeGolden(): string {
	const entitlement = decideEntitlement(FACTS.process.kind, FACTS.requestedCategories);
	const texts = composeTexts(FACTS, selectAll(FACTS), entitlement);
	return [...texts]
		.map(([path, text]) => `#### ${path}\n${text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n')}`)
		.join('\n')
		.replace(/\u202E/g, '\\u202E');
}

/** Every string of a value as another; what our own code writes and relies on stays. */
function replaceTexts<T>(value: T, text: string): T {
	const fixed = ['kind', 'roomKind', 'reference', 'producedAt', 'requestedCategories', 'content', 'what', 'number', 'part'];
	const replace = (member: unknown, name: string): unknown => {
		if (typeof member === 'string') {
			return fixed.includes(name) && member !== FACTS.process.number && member !== FACTS.agency.reference ? member : text;
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

describe('the text files of a production', () => {
	test('read as the sample that people have read and approved', () => {
		const path = join(__dirname, 'sample-production.golden.txt');
		if (process.env.UPDATE_GOLDEN === 'yes') {
			writeFileSync(path, composeGolden());
		}
		expect(composeGolden()).toBe(readFileSync(path, 'utf8'));
	});

	test('say the same, line by line, whatever is typed into any field of records, request, process and ledger', () => {
		const expected = composeTexts(WARRANT);
		fc.assert(
			fc.property(hostileText(), (text) => {
				const hostile = composeTexts(replaceTexts(WARRANT, text), replaceTexts(selectAll(WARRANT), text));
				for (const [path, benign] of onlyTexts(expected)) {
					expect([path, readSkeleton(hostile.get(path) ?? '')]).toEqual([path, readSkeleton(benign)]);
				}
			}),
			{ numRuns: 60 },
		);
	}, 60_000);

	test('have a byte order mark, CRLF at every line, and nothing else that is invisible', () => {
		for (const [, text] of onlyTexts(composeTexts(WARRANT))) {
			expect(text).toMatch(/^\uFEFF[^\uFEFF]+\r\n$/);
			expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n\t\f\u202E]/);
		}
	});

	test.each(['README.txt', 'account.txt', 'memberships.txt', 'exceptions.txt', 'withheld.txt', 'not-held.txt', 'custody.txt'])(
		'name in the head of %s the document, the case, the process, the account, both instants and how to read it',
		(path) => {
			const text = (composeTexts(WARRANT).get(path) ?? '').replace(/\r\n/g, '\n');
			expect(text).toMatch(/\nDocument {11}: LE-2026-0001-P1-D000\d\n/);
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

	test('number documents and records once each, without a gap', () => {
		const texts = [...composeTexts(WARRANT)]
			.filter(([path]) => path.endsWith('.txt'))
			.map(([, text]) => text)
			.join('');
		const listed = (pattern: RegExp) => [...texts.matchAll(pattern)].map(([, number]) => number).sort();
		expect(listed(/\nDocument {11}: LE-2026-0001-P1-D(\d{4})\r/g)).toEqual([
			'0001',
			'0002',
			'0003',
			'0004',
			'0005',
			'0006',
			'0007',
		]);
		expect(listed(/\nRecord {13}: LE-2026-0001-P1-(\d{6})\r/g)).toEqual(['000001', '000002', '000003', '000004']);
	});

	test('point from each record to the line that holds it exactly', () => {
		const texts = composeTexts(WARRANT);
		const lines = (texts.get('records/memberships.ndjson') ?? '').split('\n');
		expect(texts.get('memberships.txt')).toContain('data/records/memberships.ndjson, line 2\r\n');
		expect(JSON.parse(lines[1] ?? '')).toMatchObject({ roomId: 'GENERAL' });
	});

	test('tell why each category is withheld, and that emergency categories are those that were named', () => {
		const emergency = { ...FACTS, process: { ...FACTS.process, kind: 'emergency' } };
		const entitlement = decideEntitlement('emergency', ['account', 'content', 'a\nb'], ['account']);
		const facts = { ...emergency, requestedCategories: ['account', 'content', 'a\nb'] };
		const text = composeTexts(facts, { accounts: [], memberships: [], exceptions: [], withheld: [] }, entitlement).get(
			'withheld.txt',
		);
		expect(text?.replace(/\r\n {19}\+ /g, '')).toContain('not within what the approver finds necessary');
		expect(text).toContain('Category           : "a{U+000A}b"');
		expect(text).toContain('Reason             : Not requested.');
	});

	test('name only sealed pieces that this process opens', () => {
		const subpoena = { ...FACTS, process: { ...FACTS.process, kind: 'subpoena' } };
		const entitlement = decideEntitlement('subpoena', ['account', 'non-content']);
		const text = composeTexts(subpoena, { accounts: [], memberships: [], exceptions: [], withheld: [] }, entitlement).get(
			'custody.txt',
		);
		expect(text).toContain('Sealed piece       : account\r\n');
		expect(text).not.toContain('Sealed piece       : membership');
	});
});
