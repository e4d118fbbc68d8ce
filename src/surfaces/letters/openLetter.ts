import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { findLetter, LETTER_OF } from '../../cases/decisions/letters';
import type { EventDraft, LetterKind, LetterVersion } from '../../cases/events';
import type { LetterState, RequestState } from '../../cases/state';
import { sha256Hex } from '../../evidence';
import { openLetter as readBody, unescapeMail, writeLetter, type Letter, type LetterFacts } from '../../letters';
import { formatDay } from '../../policy/instants';
import { openModal, type Session } from '../session';

/** What can be done with a letter's words in its form. */
export const LETTER_DEEDS = ['send', 'file', 'keep'] as const;

/**
 * Opens the letter to a request: drafted from the case's facts the first time, afterwards in its latest words. One that the
 * mailer has taken is shown as it went out.
 *
 * @returns a line when there is no client to show it
 */
export async function openLetterForm(session: Session, caseFile: OpenCase, request: RequestState): Promise<string | undefined> {
	const { caseFile: current, letter } = await findOrDraft(session, caseFile, request);
	return openLetterView(session, current, letter);
}

/** Opens a letter of a case as it stands. @returns a line when there is no client to show it */
export async function openLetterView(
	session: Session,
	{ caseId, state }: OpenCase,
	letter: LetterState,
): Promise<string | undefined> {
	const { desk, say, ui } = session;
	const { reference } = state;
	const isQueued = letter.status === 'queued';
	const body = unescapeMail(readBody(letter.text, reference, letter.head));
	const fields = isQueued
		? [
				ui.facts([
					[say('letter.to'), letter.to],
					[say('letter.subject'), letter.subject],
				]),
				ui.text(letter.text),
			]
		: [
				ui.textField('to', { label: say('letter.to'), hint: say('letter.to-hint') }, { initial: letter.to, maxLength: 320 }),
				ui.textField('subject', { label: say('letter.subject') }, { initial: unescapeMail(letter.subject), maxLength: 200 }),
				ui.textField(
					'body',
					{ label: say('letter.body'), hint: say('letter.body-hint') },
					{ initial: body, multiline: true, maxLength: 8000 },
				),
			];
	const deeds = isQueued ? (['file'] as const) : LETTER_DEEDS;
	const opened = await openModal(
		session,
		'letter',
		{ caseId, letterId: letter.letterId },
		{
			title: say(`letter.kind.${letter.kind}`),
			submit: say('letter.go'),
			blocks: [
				ui.note(sayStatus(session, letter)),
				...fields,
				...(isQueued ? [] : [ui.note(say('letter.closing', { reference, head: letter.head }))]),
				...(isQueued || (await desk.findContact()).email ? [] : [ui.warning(say('letter.no-address'))]),
				ui.select(
					'deed',
					{ label: say('letter.deed'), hint: say('letter.deed-hint') },
					deeds.map((deed) => ({ value: deed, text: say(`letter.deed.${deed}`) })),
					deeds[0],
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

/** What became of a letter so far. Nobody here ever sees whether it was delivered, so nothing says so. */
export function sayStatus({ say }: Pick<Session, 'say'>, letter: LetterState): string {
	const { status, failure, queuedAt, sendingAt, to } = letter;
	return say(`letter.status.${status}`, {
		to,
		at: queuedAt ?? sendingAt,
		why: failure && say(`letter.failure.${failure}` as 'letter.failure.mail-not-queued'),
	});
}

async function findOrDraft(session: Session, caseFile: OpenCase, request: RequestState) {
	const letter = findLetter(caseFile.state, request.requestId);
	const kind = LETTER_OF[request.outcome];
	return letter
		? { caseFile, letter }
		: draftLetter(session, caseFile, { kind, request, write: (facts) => writeLetter(kind, facts) });
}

/** Drafts a letter from the case's facts and keeps it in the ledger. */
export async function draftLetter(
	{ desk, actor }: Session,
	caseFile: OpenCase,
	draft: {
		kind: LetterKind;
		request: RequestState;
		statementId?: string;
		productionId?: string;
		decidedAt?: string;
		write: (facts: LetterFacts) => Letter;
	},
): Promise<{ caseFile: OpenCase; letter: LetterState }> {
	const { write, request, ...about } = draft;
	const { head, state } = caseFile;
	const written = write({
		reference: state.reference,
		organisation: desk.config?.organisation ?? '',
		serverUrl: desk.config?.serverUrl ?? '',
		contact: await desk.findContact(),
		request,
		date: formatDay(desk.clock()),
		head,
	});
	const version: LetterVersion = { ...written, to: request.details.from.officialEmail, sha256: sha256Hex(written.text), head };
	const letterId = desk.makeId();
	const { requestId } = request;
	const drafted: EventDraft = { type: 'letter.drafted', body: { letterId, requestId, ...about, ...version } };
	const appended = await appendEvents(caseFile, [drafted], actor, desk);
	return { caseFile: appended, letter: appended.state.letters.find((known) => known.letterId === letterId) as LetterState };
}
