import { fromUtf8, sha256Hex } from '../../src/evidence';
import { LAW, type LawId } from '../../src/policy/law';
import { writeDeclaration, type DeclarationFacts } from '../../src/production';

const FACTS: DeclarationFacts = {
	reference: 'LE-2026-0001',
	production: 'LE-2026-0001-P1',
	place: 'united-states',
	organisation: 'Rocket.Chat Technologies Corp.',
	serverUrl: 'https://open.rocket.chat',
	software: { app: '0.1.0', server: '8.1.0' },
	agency: {
		name: 'Wilmington Police Department',
		officer: 'Det. A. Example',
		officialEmail: 'a@police.example',
		reference: 'WPD-26-0042',
	},
	process: { kind: 'subpoena', issuer: 'Superior Court of Delaware', number: '26-GJ-0123', issuedOn: '2026-02-27' },
	subject: { userId: 'u1', username: 'maria.silva' },
	produced: ['account'],
	snapshot: { snapshotId: 'snapshot-1', capturedAt: '2026-03-01T09:00:05.000Z' },
	requestedAt: '2026-03-01T10:00:00.000Z',
	approvedAt: '2026-03-01T10:30:00.000Z',
	deliveredAt: '2026-03-01T10:30:02.000Z',
	packages: [
		{ fileName: 'LE-2026-0001-P1.zip', sizeBytes: 4711, records: 1, sha256: 'aa'.repeat(32), tagManifestSha256: 'bb'.repeat(32) },
		{
			fileName: 'LE-2026-0001-P1-V2.zip',
			sizeBytes: 815,
			records: 2,
			sha256: 'cc'.repeat(32),
			tagManifestSha256: 'dd'.repeat(32),
		},
	],
	signerFingerprint: 'ee'.repeat(32),
	ledgerHead: 'ff'.repeat(32),
	draftedAt: '2026-03-02T09:00:00.000Z',
};

/** The declaration's words, each run of white space as one space. */
const write = (given: Partial<DeclarationFacts> = {}): string =>
	fromUtf8(writeDeclaration({ ...FACTS, ...given })).replace(/\s+/g, ' ');

const INSIDE = 'I declare under penalty of perjury that the foregoing is true and correct.';
const ABROAD =
	'I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct.';

/** @clause authentication-declaration */
describe('the draft of a declaration', () => {
	const elements: [LawId, string][] = [
		['us-1746', INSIDE],
		['fre-902-11', 'were made at or near the time of what they record, by the server, from information transmitted to it by'],
		['fre-902-11', 'kept in the course of a regularly conducted activity of the organisation'],
		['fre-902-11', 'Making those records was a regular practice of that activity.'],
		['fre-902-11', 'a custodian of the records of the organisation named above, or otherwise qualified'],
		['fre-902-13', 'This process produces an accurate result.'],
		['fre-902-14', 'SHA-256 identifies a file by its content: files with equal values are exact duplicates.'],
		['fre-902-14', 'I computed these values of the packages that were handed over, and they are the values given above.'],
	];
	/**
	 * @law us-1746
	 * @law fre-902-11
	 * @law fre-902-13
	 * @law fre-902-14
	 */
	it.each(elements)('has the element of %s: “%s”', (law, words) => {
		expect(LAW[law].cite).toMatch(/1746|902/);
		expect(write()).toContain(words);
	});

	/**
	 * @law us-1746
	 * @law fre-902-12
	 * @law us-3505
	 */
	it('has the words of the law for a place abroad, and those alone', () => {
		expect(write()).not.toContain('under the laws of the United States of America');
		const abroad = write({ place: 'abroad' });
		expect(abroad).toContain(ABROAD);
		expect(abroad).not.toContain(INSIDE);
		expect(abroad).toContain('would subject me to criminal penalty under the law of the country in which I sign');
		expect(abroad).toContain('The records produced are duplicates of the records that the server held.');
		expect(write()).not.toContain('criminal penalty');
	});

	it('cites every package by the hashes of its ZIP and of its tag manifest, and the signer’s certificate', () => {
		const text = write();
		for (const byte of ['aa', 'bb', 'cc', 'dd', 'ee', 'ff']) {
			expect(text).toContain(byte.repeat(32));
		}
		for (const fact of [
			'LE-2026-0001-P1-V2.zip',
			'4711',
			'Records : 3',
			'26-GJ-0123',
			'2026-03-01T10:30:02.000Z',
			'@maria.silva',
		]) {
			expect(text).toContain(fact);
		}
	});

	it('marks no statement, names nobody as signer, and signs nothing', () => {
		const text = fromUtf8(writeDeclaration(FACTS));
		expect(text.match(/^\[ \] \d+\. /gm)).toHaveLength(9);
		expect(text).not.toMatch(/\[[xX]\]/);
		for (const label of [
			'Name',
			'Position',
			'Employer',
			'Basis of knowledge',
			'Controlled by',
			'Executed on',
			'At',
			'Signature',
		]) {
			expect(text).toMatch(new RegExp(`^${label} +: _{40,}\r$`, 'm'));
		}
		expect(text).toContain('DECLARATION - A DRAFT, NOT SIGNED');
	});

	it('claims no authorship, no truth and no completeness', () => {
		const text = write();
		expect(text).toContain('It does not state who used an account, who wrote what the records hold, or that it is true.');
		expect(text).toContain('United States v. Browne, 834 F.3d 403 (3d Cir. 2016)');
		expect(text).toContain('do not extend to what account holders and others supplied or wrote');
		expect(text).toContain('It does not state that the records are all that ever existed.');
		expect(text).not.toMatch(/self-authenticat|guarantee/i);
	});

	it('is a text file that Word and TextEdit read, with nothing typed at the margin, and the same for the same facts', () => {
		const hostile = { ...FACTS.agency, name: 'Signature          : John Doe\r\n[x] 1. I am\u202e' };
		const bytes = writeDeclaration({ ...FACTS, agency: hostile });
		const text = fromUtf8(bytes);
		expect(Buffer.from(bytes).subarray(0, 3)).toEqual(Buffer.from('\ufeff'));
		expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
		expect(text.match(/^Signature +:/gm)).toHaveLength(1);
		expect(text).not.toMatch(/^\[x\]/m);
		expect(text).toContain('{U+202E}');
		expect(sha256Hex(writeDeclaration(FACTS))).toBe(sha256Hex(writeDeclaration({ ...FACTS })));
	});
});
