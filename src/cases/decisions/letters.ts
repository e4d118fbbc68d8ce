import { accept, refuse, type Result } from '../../policy/refusal';
import type { RequestOutcome } from '../events';
import { ANSWER_KINDS, type AnswerKind } from '../events/letter';
import type { CaseState, LetterState, RequestState } from '../state';

/** Which letter answers which outcome. */
export const LETTER_OF: Readonly<Record<RequestOutcome, AnswerKind>> = {
	'accepted': 'acknowledgement',
	'deficient': 'deficiency',
	'rejected': 'rejection',
	'referred': 'referral',
	'hosted': 'hosted',
	'no-such-account': 'no-such-account',
};

/** The mailer answers within seconds; a letter that has been on its way to it for longer met a crash. */
const SENDING_MS = 2 * 60_000;

/** The latest request that no letter has answered yet. */
export function findUnanswered({ requests, letters }: CaseState): RequestState | undefined {
	const answered = new Set(letters.filter(isAnswer).flatMap(({ requestId, status }) => (status === 'queued' ? requestId : [])));
	return requests.filter(({ requestId }) => !answered.has(requestId)).at(-1);
}

/** The answer to a request in its latest words, whatever became of it. */
export function findLetter({ letters }: CaseState, requestId: string): LetterState | undefined {
	return letters.filter((letter) => isAnswer(letter) && letter.requestId === requestId).at(-1);
}

/** The letter that goes with a production. */
export function findProductionLetter({ letters }: CaseState, productionId: string): LetterState | undefined {
	return letters.findLast((letter) => letter.productionId === productionId);
}

/** The letter that tells of the extension that was granted on a request. */
export function findExtensionLetter({ letters }: CaseState, requestId: string): LetterState | undefined {
	return letters.findLast((letter) => letter.kind === 'extension' && letter.requestId === requestId);
}

/** Whether a letter answers its request; a cost statement and a decision on an emergency come after. */
export function isAnswer({ kind }: Pick<LetterState, 'kind'>): boolean {
	return ANSWER_KINDS.some((answer) => answer === kind);
}

export type SendRefusal = 'no-such-letter' | 'letter-already-queued' | 'letter-being-sent';

/** Whether the mailer may be asked now to take a letter: once, and not while another person is asking it. */
export function checkSending(state: CaseState, letterId: string, now: number): Result<LetterState, SendRefusal> {
	const letter = state.letters.find((known) => known.letterId === letterId);
	if (!letter) {
		return refuse('no-such-letter');
	}
	if (letter.status === 'queued') {
		return refuse('letter-already-queued', { at: letter.queuedAt ?? '' });
	}
	if (letter.status === 'sending' && now - Date.parse(letter.sendingAt ?? '') < SENDING_MS) {
		return refuse('letter-being-sent');
	}
	return accept(letter);
}
