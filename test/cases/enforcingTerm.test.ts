import { findEnforcingTerm } from '../../src/cases/enforcingTerm';
import type { RequestState } from '../../src/cases/state';

const order = (part: Partial<RequestState>): RequestState =>
	({
		...{ requestId: 'r', kind: 'epoc', receivedOn: '2026-03-01', recordedAt: '2026-03-01T09:00:00.000Z', facts: {} },
		details: { regime: 'eu-2023-1543' },
		...part,
	}) as RequestState;

/**
 * Article 10(2) of Regulation (EU) 2023/1543: where a notification to the enforcing authority is required, the data goes to the
 * issuing authority at the end of the ten days, or once the enforcing authority has confirmed that it raises no ground for refusal.
 */
it.each<[string, RequestState[], string, string | undefined]>([
	['recorded when it came: ten days later', [order({})], '2026-03-02', '2026-03-11T09:00:00.000Z'],
	[
		'recorded days later: ten days after its day of receipt was over everywhere on earth',
		[order({ receivedOn: '2026-02-26' })],
		'2026-03-02',
		'2026-03-09T12:00:00.000Z',
	],
	['of two, the later', [order({ receivedOn: '2026-02-26' }), order({})], '2026-03-02', '2026-03-11T09:00:00.000Z'],
	['over', [order({})], '2026-03-11T09:00:00.000Z', undefined],
	['an emergency has eight hours and no such term', [order({ facts: { isEmergencyCase: true } })], '2026-03-02', undefined],
	['another request', [order({ kind: 'contents' })], '2026-03-02', undefined],
	['none', [], '2026-03-02', undefined],
])('the ten days of the enforcing authority: %s', (_name, requests, now, expected) => {
	const end = findEnforcingTerm(requests, 'epoc', Date.parse(now));
	expect(end && new Date(end).toISOString()).toBe(expected);
	expect(findEnforcingTerm(requests, 'search-warrant', Date.parse(now))).toBeUndefined();
});
