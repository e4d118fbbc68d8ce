import type { OpenCase } from '../../cases/caseFile';
import { checkClosing, type Remaining } from '../../cases/decisions/closing';
import { isSuspect } from '../../cases/decisions/tamper';
import type { DueKind } from '../../cases/dueItem';
import { CLOSING_OUTCOMES } from '../../cases/events/closing';
import { formatInstant } from '../../policy/instants';
import { openCase } from '../findCase';
import { openModal, type Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal, type Say } from '../texts';

/** *Close the case…*, *Open the case again…* and *Acknowledge…*, in the case view. The value is a case id. */
export const caseDecisionActions: readonly Action[] = [
	{ actionId: 'closeCase', capability: 'close-case', run: (session, value) => openFor(session, value, openClosing) },
	{ actionId: 'reopenCase', capability: 'close-case', run: (session, value) => openFor(session, value, openReopening) },
	{
		actionId: 'acknowledgeTamper',
		capability: 'approve-production',
		run: (session, value) => openFor(session, value, openAcknowledgement),
	},
];

async function openFor(
	session: Session,
	caseId: string,
	open: (session: Session, caseFile: OpenCase) => Promise<string | undefined>,
): Promise<string | undefined> {
	const found = await openCase(session.desk, caseId);
	return found.ok ? open(session, found.value) : sayRefusal(session.say, found);
}

async function openClosing(session: Session, { caseId, state }: OpenCase): Promise<string | undefined> {
	const { desk, say, ui } = session;
	const remaining = checkClosing(state, desk.clock());
	if (!remaining.ok) {
		return sayRefusal(say, remaining);
	}
	const left = remaining.value.map((item) => `• ${sayRemaining(say, item)}`);
	const opened = await openModal(
		session,
		'close-case',
		// Only what this person was shown is left undone in their name.
		{ caseId, shown: remaining.value.map(({ key }) => key) },
		{
			title: say('closing.title'),
			submit: say('closing.submit'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('card.agency'), state.agency.name],
				]),
				ui.note(say('closing.explained')),
				...(left.length > 0
					? [ui.text([say('closing.remaining'), ...left].join('\n'))]
					: [ui.text(say('closing.nothing-remains'))]),
				ui.select(
					'outcome',
					{ label: say('closing.outcome') },
					CLOSING_OUTCOMES.map((outcome) => ({ value: outcome, text: say(`closing.outcome.${outcome}`) })),
				),
				ui.textField(
					'reason',
					{ label: say('closing.reason'), hint: say('closing.reason-hint') },
					{ multiline: true, maxLength: 1000 },
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

async function openReopening(session: Session, { caseId, state }: OpenCase): Promise<string | undefined> {
	const { say, ui } = session;
	if (!state.closing) {
		return say('refusal.not-closed');
	}
	const opened = await openModal(
		session,
		'reopen-case',
		{ caseId },
		{
			title: say('closing.reopen-title'),
			submit: say('closing.reopen-submit'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('closing.closed'), sayClosing(say, state.closing)],
				]),
				ui.note(say('closing.reopen-explained')),
				ui.textField('reason', { label: say('closing.reopen-reason') }, { multiline: true, maxLength: 1000 }),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

async function openAcknowledgement(session: Session, { caseId, state }: OpenCase): Promise<string | undefined> {
	const { say, ui } = session;
	const { tamper } = state;
	if (!tamper || !isSuspect(state)) {
		return say('refusal.nothing-to-acknowledge');
	}
	const signs = tamper.signs.map(({ code, hash }) => `• ${say(`ledger.problem.${code as 'unseen'}`)} ${hash}`);
	const opened = await openModal(
		session,
		'acknowledge-tamper',
		{ caseId },
		{
			title: say('tamper.title'),
			submit: say('tamper.submit'),
			blocks: [
				ui.facts([[say('card.case'), state.reference]]),
				ui.warning(say('tamper.explained')),
				ui.text(
					[say('tamper.found', { at: formatInstant(Date.parse(tamper.foundAt)), count: tamper.signs.length }), ...signs].join(
						'\n',
					),
				),
				ui.textField(
					'reason',
					{ label: say('tamper.reason'), hint: say('tamper.reason-hint') },
					{ multiline: true, maxLength: 1000 },
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

function sayRemaining(say: Say, { kind, number }: Remaining): string {
	return kind === 'request' ? say('closing.request', { number }) : say(`due.${kind as DueKind}`);
}

/** How and when a case was closed, without the words that a person gave for it. */
export function sayClosing(say: Say, { outcome, at }: { outcome: (typeof CLOSING_OUTCOMES)[number]; at: string }): string {
	return `${say(`closing.outcome.${outcome}`)} · ${formatInstant(Date.parse(at))}`;
}
