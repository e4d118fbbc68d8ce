import type { LetterEvents } from '../events/letter';
import type { CaseState, LetterState } from '../state';
import { changeItem, type Appliers } from './appliers';

/** A letter that the mailer has taken stays as it went out: nothing is edited or sent again under its name. */
export const applyLetterEvents: Appliers<keyof LetterEvents> = {
	'letter.drafted'(state, { body, at }) {
		if (state.letters.some(({ letterId }) => letterId === body.letterId)) {
			return 'already-drafted';
		}
		if (!state.requests.some(({ requestId }) => requestId === body.requestId)) {
			return 'no-such-request';
		}
		const letter: LetterState = { ...body, status: 'drafted', draftedAt: at, filedAs: [] };
		return { ...state, letters: [...state.letters, letter] };
	},
	'letter.edited': (state, { body: { letterId, ...version } }) =>
		changeUnsent(state, letterId, (letter) => ({ ...letter, ...version })),
	'letter.sending': (state, { body: { letterId, to, sha256 }, at }) =>
		changeUnsent(state, letterId, (letter) =>
			letter.sha256 === sha256 && letter.to === to
				? { ...letter, status: 'sending', sendingAt: at, failure: undefined }
				: 'letter-was-edited',
		),
	'letter.queued': (state, { body: { letterId }, at, actor }) =>
		changeLetter(state, letterId, (letter) =>
			letter.status === 'sending' ? { ...letter, status: 'queued', queuedAt: at, queuedBy: actor } : `letter-is-${letter.status}`,
		),
	'letter.failed': (state, { body: { letterId, code } }) =>
		changeLetter(state, letterId, (letter) =>
			letter.status === 'sending' ? { ...letter, status: 'failed', failure: code } : `letter-is-${letter.status}`,
		),
	'letter.filed': (state, { body: { letterId, fileName, sha256 }, at }) =>
		changeLetter(state, letterId, (letter) => ({ ...letter, filedAs: [...letter.filedAs, { fileName, sha256, at }] })),
};

function changeUnsent(state: CaseState, letterId: string, change: (letter: LetterState) => LetterState | string) {
	return changeLetter(state, letterId, (letter) => (letter.status === 'queued' ? 'letter-is-queued' : change(letter)));
}

function changeLetter(
	state: CaseState,
	letterId: string,
	change: (letter: LetterState) => LetterState | string,
): CaseState | string {
	const letters = changeItem(state.letters, 'letterId', letterId, change);
	return typeof letters === 'string' ? letters : { ...state, letters };
}
