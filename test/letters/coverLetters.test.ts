import { HEAD, makeFacts } from './facts';
import type { ProductionState, VolumeState } from '../../src/cases/state';
import { writeExtensionLetter, writeProductionLetter } from '../../src/letters';
import { CLAUSES } from '../../src/policy/clauses';

const BY = { kind: 'person', userId: 'u1', username: 'legal.officer' } as const;
const SIGNER = '12'.repeat(32);

const volume = (number: number): VolumeState => ({
	...{ volume: number, fileName: `LE-2026-0001-P1-v${number}.zip`, sha256: String(number % 10).repeat(64) },
	...{ tagManifestSha256: 'ef'.repeat(32), sizeBytes: 1000 + number, records: 1, signer: SIGNER },
});

const production = (given: Partial<ProductionState> = {}): ProductionState => ({
	...{ productionId: 'p1', number: 1, holdId: 'h1', status: 'delivered', categories: ['account', 'content'] },
	process: { kind: 'subpoena', issuer: 'Superior Court of Delaware', number: '26-GJ-0123', issuedOn: '2026-02-27' },
	...{ requestedAt: '2026-03-01T10:00:00.000Z', requestedBy: BY, deliveredAt: '2026-03-01T11:00:00.000Z' },
	volumes: [volume(1)],
	...given,
});

const write = (given: Partial<ProductionState> = {}, kind: 'account-information' | 'contents' = 'account-information') =>
	writeProductionLetter({ ...makeFacts({ kind }), production: production(given) });

/**
 * @clause production-text-files
 * @clause authentication-signed
 * @clause authentication-declaration
 */
describe('the letter that goes with a production', () => {
	it('names the process, the file and its hash, the signer and what was withheld, in the guidelines’ words', () => {
		const { subject, text } = write();
		expect(subject).toBe('LE-2026-0001: production no. 1 (your reference WPD-26-0042)');
		expect(text).toContain('It answers: subpoena, Superior Court of Delaware, 26-GJ-0123, dated 2026-02-27.');
		expect(text).toContain(`- LE-2026-0001-P1-v1.zip, 1001 bytes, SHA-256 ${'1'.repeat(64)}\n`);
		expect(text).toContain(`fingerprint is ${SIGNER}.`);
		expect(text).toContain('What was asked for and is not produced:\n- Contents of communications withheld: a subpoena does not');
		for (const clause of ['production-text-files', 'authentication-signed', 'authentication-declaration'] as const) {
			expect(text).toContain(`“${CLAUSES[clause]}”`);
		}
		expect(text.endsWith(`Ledger head (SHA-256): ${HEAD}\n`)).toBe(true);
	});

	it('says nothing of withholding where all that was asked for is produced, and never names the account', () => {
		const { text } = write({ categories: ['account'] });
		expect(text).not.toContain('not produced');
		expect(text).not.toContain('firstname.lastname');
	});

	it('says that third parties bear pseudonyms where they do', () => {
		expect(write({ pseudonymise: true }).text).toContain('Third parties bear pseudonyms');
		expect(write().text).not.toContain('pseudonyms');
	});

	it('names every volume of a few, and of many the last, which names the others', () => {
		const few = Array.from({ length: 20 }, (_, index) => volume(index + 1));
		expect(write({ volumes: few }).text.match(/-v\d+\.zip, /g)).toHaveLength(20);
		const many = write({ volumes: [...few, volume(21)] }).text;
		expect(many).toContain('The production is 21 files');
		expect(many.match(/-v\d+\.zip, /g)).toEqual(['-v21.zip, ']);
		expect(write({ volumes: few }).text.length).toBeLessThan(8000);
	});

	it('keeps header lines and braces of a process out of its own lines', () => {
		const process = { kind: 'subpoena', issuer: 'Court\nOur reference: FORGED', number: '{{x}}', issuedOn: '2026-02-27' };
		const { text } = write({ process });
		expect(text).not.toContain('\nOur reference: FORGED');
		expect(text).not.toContain('{{x}}');
	});
});

/** @clause preservation-extension */
describe('the letter about an extension', () => {
	const extension = {
		...{ number: 1, requestId: 'r1', at: '2026-05-01T09:00:00.000Z', by: BY },
		...{ from: '2026-05-30T09:00:00.123Z', expiresAt: '2026-08-28T09:00:00.123Z' },
	};

	it('tells the old end and the new one, and nothing of what was preserved', () => {
		const { subject, text } = writeExtensionLetter({ ...makeFacts({ kind: 'extension' }), extension });
		expect(subject).toContain('LE-2026-0001: the preservation is extended');
		expect(text).toContain('It would have ended at 2026-05-30T09:00:00Z. It now ends at 2026-08-28T09:00:00Z');
		expect(text).toContain(CLAUSES['preservation-extension']);
		expect(text).not.toContain('firstname.lastname');
	});
});
