import { listUnpreserved } from '../../cases/decisions/holds';
import { findLetter, findUnanswered } from '../../cases/decisions/letters';
import type { CaseState } from '../../cases/state';
import { sayStatus } from '../letters/openLetter';
import { sayMaskedWarning } from '../request/sayRequest';
import type { Say } from '../texts';
import { maskUsername, type Ui } from '../ui';

/** What the case card says of the requests of a case: the latest one, its letter, and what to look at. Subjects are masked. */
export function describeRequests(say: Say, state: CaseState): [string, string | undefined][] {
	const request = state.requests.at(-1);
	if (!request) {
		return [];
	}
	const { number, kind, receivedOn, outcome } = request;
	const letter = findLetter(state, request.requestId);
	const warnings = request.details.warnings.map((warning) => sayMaskedWarning(say, warning));
	return [
		[
			say('request.card-request'),
			say('request.card-line', {
				number,
				kind: say(`request.kind.${kind}`),
				receivedOn,
				outcome: say(`outcome.short.${outcome}`),
			}),
		],
		[say('request.card-warnings'), warnings.map((warning) => `\n• ${warning}`).join('')],
		[say('request.card-letter'), letter && sayStatus({ say }, { ...letter, to: letter.to.replace(/^.*@/, '…@') })],
	];
}

/** The card's headline for a case in which nothing is preserved. */
export function summariseRequest(say: Say, { reference, requests }: CaseState): string | undefined {
	const request = requests.at(-1);
	return (
		request &&
		say('request.card-summary', {
			reference,
			kind: say(`request.kind.${request.kind}`),
			outcome: say(`outcome.short.${request.outcome}`),
		})
	);
}

/** What a case in which nothing is preserved waits for, if it waits for something. */
export function sayRequestNext(say: Say, state: CaseState): string | undefined {
	const request = state.requests.at(-1);
	if (!request) {
		return undefined;
	}
	if (request.outcome === 'hosted') {
		return say('request.card-hosted', { host: request.details.deployment.host });
	}
	if (listUnpreserved(state, request).length > 0) {
		return say('request.card-preserve');
	}
	if (request.outcome === 'accepted' && request.subjects.length === 0) {
		return say('request.card-identify');
	}
	return findUnanswered(state) ? say('request.card-answer') : undefined;
}

/** The buttons that a case's requests allow now. */
export function requestButtons(ui: Ui, say: Say, state: CaseState) {
	const { caseId, requests } = state;
	const latest = requests.at(-1);
	const unanswered = findUnanswered(state) ?? latest;
	const unpreserved = latest && !state.closing ? listUnpreserved(state, latest) : [];
	return [
		...unpreserved.map(({ userId, username }) =>
			ui.button('preserveSubject', say('request.preserve-subject', { username: maskUsername(username).slice(1) }), {
				value: `${caseId} ${userId}`,
				style: 'primary',
			}),
		),
		...(unanswered
			? [
					ui.button('openLetter', say(findLetter(state, unanswered.requestId) ? 'button.open-letter' : 'button.write-letter'), {
						value: `${caseId} ${unanswered.requestId}`,
					}),
				]
			: []),
		ui.button('newRequest', say('button.new-request'), { value: `case:${caseId}` }),
	];
}
