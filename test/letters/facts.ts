import { findRegime } from '../../src/cases/decisions/intake';
import type { RequestDetails, RequestOutcome } from '../../src/cases/events';
import type { RequestState } from '../../src/cases/state';
import type { LetterFacts } from '../../src/letters';
import type { RequestFacts, RequestKind } from '../../src/policy/requestKinds';

export const HEAD = 'ab'.repeat(32);

/** The facts of a letter, as intake records them. */
export function makeFacts(
	given: {
		kind?: RequestKind;
		outcome?: RequestOutcome;
		facts?: RequestFacts;
		details?: Partial<RequestDetails>;
		missing?: string[];
	} = {},
): LetterFacts {
	const kind = given.kind ?? 'preservation';
	const request: RequestState = {
		requestId: 'r1',
		number: 1,
		kind,
		receivedOn: '2026-02-28',
		recordedAt: '2026-03-01T09:00:00.000Z',
		recordedBy: { kind: 'person', userId: 'u1', username: 'legal.officer' },
		facts: { serverUrl: 'https://open.rocket.chat', accounts: ['@firstname.lastname'], ...given.facts },
		details: {
			from: {
				name: 'Wilmington Police Department',
				officer: 'Det. A. Example',
				officialEmail: 'a.example@police.example',
				reference: 'WPD-26-0042',
			},
			route: 'domestic',
			marks: [],
			wantsDeclaration: false,
			regime: findRegime(kind, 'domestic'),
			deployment: { kind: 'community', host: 'open.rocket.chat' },
			notFound: [],
			warnings: [],
			...given.details,
		},
		subjects: [],
		outcome: given.outcome ?? 'accepted',
		missing: given.missing ?? [],
	};
	return {
		reference: 'LE-2026-0001',
		organisation: 'Rocket.Chat Technologies Corp.',
		serverUrl: 'https://open.rocket.chat',
		contact: { email: 'legal@rocket.example', postalAddress: '251 Little Falls Drive, Wilmington, DE, 19808' },
		request,
		date: '2026-03-01',
		head: HEAD,
	};
}
