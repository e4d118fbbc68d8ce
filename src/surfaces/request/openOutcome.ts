import { sayOutcome, sayWarning } from './sayRequest';
import type { OpenCase } from '../../cases/caseFile';
import { listUnpreserved } from '../../cases/decisions/holds';
import { findLetter } from '../../cases/decisions/letters';
import { openEmergency } from '../emergency/emergencyActions';
import { openModal, type Session } from '../session';

/**
 * Opens what comes next after a request was recorded: its letter, and for an accepted one the accounts to preserve. For an
 * emergency it is the emergency itself: the call back is what it waits for.
 *
 * @returns a line when there is no client to show it
 */
export async function openOutcome(session: Session, caseFile: OpenCase, requestId: string): Promise<string | undefined> {
	const { say, ui } = session;
	const { caseId, state } = caseFile;
	const request = state.requests.find((known) => known.requestId === requestId) ?? state.requests.at(-1);
	if (!request) {
		return say('refusal.no-accepted-request');
	}
	if (request.kind === 'emergency' && request.outcome === 'accepted') {
		return openEmergency(session, caseFile, request.requestId);
	}
	const unpreserved = listUnpreserved(state, request);
	const letter = findLetter(state, request.requestId);
	const buttons = [
		...unpreserved.map(({ userId, username }) =>
			ui.button('preserveSubject', say('request.preserve-subject', { username }), {
				value: `${caseId} ${userId}`,
				style: 'primary',
			}),
		),
		ui.button('openLetter', say(letter ? 'button.open-letter' : 'button.write-letter'), {
			value: `${caseId} ${request.requestId}`,
		}),
	];
	const opened = await openModal(
		session,
		'request-outcome',
		{ caseId },
		{
			title: say('request.outcome-title', { reference: state.reference }),
			blocks: [
				ui.text(sayOutcome(say, request.outcome)),
				...request.details.warnings.map((warning) => ui.warning(sayWarning(say, warning))),
				ui.note(say(`outcome.next.${request.outcome}`)),
				ui.actions('outcome', ...buttons),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}
