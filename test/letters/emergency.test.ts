import { HEAD, makeFacts } from './facts';
import { writeEmergencyLetter } from '../../src/letters';
import { CLAUSES } from '../../src/policy/clauses';

const COMPLETE = {
	...{ isSigned: true, isOnLetterhead: true, isMarkedEmergency: true, officialEmail: 'a.example@police.example' },
	...{ personInDanger: 'Sam Doe', natureOfEmergency: 'Report of suicide', messagesToReview: 'none', otherDetails: 'none' },
	...{ informationRequested: 'E-mail address', whyNecessary: 'To find the person' },
};
const write = (
	decision: 'disclose' | 'refuse' | 'ask-for-more',
	{ reason = 'reason', facts = COMPLETE as object, delivered = undefined as unknown } = {},
) =>
	writeEmergencyLetter({
		...makeFacts({ kind: 'emergency', facts }),
		decision: {
			...{ decision, reason, categories: decision === 'disclose' ? ['account'] : [], whyNecessary: 'w' },
			...{ at: '2026-03-01T10:00:00.123Z', by: { kind: 'person', userId: 'c', username: 'legal.counsel' } },
		},
		...(delivered ? { delivered: delivered as never } : {}),
	});

/**
 * @clause emergency-good-faith
 * @clause emergency-may-disclose
 * @clause emergency-case-by-case
 * @clause emergency-list
 */
describe('the letter about an emergency', () => {
	it.each(['disclose', 'refuse', 'ask-for-more'] as const)(
		'to %s gives the references, waives nothing and ends with the head',
		(decision) => {
			const { subject, text } = write(decision);
			expect(subject).toMatch(/^LE-2026-0001: .+ \(your reference WPD-26-0042\)$/);
			expect(text).toContain(CLAUSES['receipt-waives-nothing']);
			expect(text.endsWith(`\n\n--\nCase LE-2026-0001\nLedger head (SHA-256): ${HEAD}\n`)).toBe(true);
			expect(text).not.toMatch(/undefined|null|\[object|\n{3}/);
			expect(text.length).toBeLessThan(8000);
		},
	);

	it('to disclose names the scope and nothing beyond it, the statute, the good faith, no fee, and the process that follows', () => {
		const { text } = write('disclose');
		expect(text).toContain('On 2026-03-01T10:00:00Z we decided to disclose');
		expect(text).toContain('18 U.S.C. § 2702(b)(8)');
		expect(text).toContain(CLAUSES['emergency-good-faith']);
		expect(text).toContain('necessary to prevent that harm: basic account information, as far as we hold it');
		expect(text).not.toContain('contents of communications');
		expect(text).toContain('We charge nothing');
		expect(text).toContain('Please serve legal process');
	});

	it('to disclose names the package once it has left', () => {
		const built = { fileName: 'LE-2026-0001-P1.zip', sha256: 'cd'.repeat(32) };
		expect(write('disclose', { delivered: { built } }).text).toContain(`LE-2026-0001-P1.zip (SHA-256 ${built.sha256})`);
	});

	it('to refuse keeps the desk’s reason to itself, and says that nothing obliges', () => {
		const { text } = write('refuse', { reason: 'We believe that this is a forgery' });
		expect(text).not.toContain('forgery');
		expect(text).toContain('disclose nothing on the strength of it');
		expect(text).toContain('obliges nobody to it');
		expect(text).not.toContain(CLAUSES['emergency-good-faith']);
	});

	it('to ask for more says what is asked, and what of the eight items is missing', () => {
		const { text } = write('ask-for-more', {
			reason: 'Which room is\nthe threat in?',
			facts: { ...COMPLETE, isSigned: false, natureOfEmergency: undefined },
		});
		expect(text).toContain('What we ask: Which room is the threat in?');
		expect(text.split('\n').filter((line) => line.startsWith('- '))).toEqual([
			'- the nature of the emergency (e.g., report of suicide, bomb threat)',
			'- the signature of the submitting law enforcement officer',
		]);
		expect(write('ask-for-more').text).not.toContain('we did not find');
	});
});
