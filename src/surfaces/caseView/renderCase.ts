import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { sayClosing } from './caseForms';
import { listOffers } from './offers';
import { renderCosts } from './renderCosts';
import type { OpenCase } from '../../cases/caseFile';
import { describeActor } from '../../cases/describeEvent';
import type { CaseState, HoldState, VerificationState } from '../../cases/state';
import { ENTITLEMENTS, type LegalProcess } from '../../policy/entitlement';
import { formatInstant } from '../../policy/instants';
import { sayHoldStatus, sayCounts } from '../holds/sayHold';
import { renderCoverLetters } from '../letters/coverLetters';
import { sayStatus } from '../letters/openLetter';
import { sayProduction } from '../production/sayProduction';
import { sayMissed } from '../sayMissed';
import type { ModalView, Session } from '../session';
import { sayRefusal, sayRemaining, type TextKey } from '../texts';
import { splitButtons } from '../ui';

/** A case as it stands: state, clocks, requests, holds, productions, letters, documents, and what this person can do now. */
export async function renderCase(session: Session, caseFile: OpenCase, isForMembers: boolean): Promise<ModalView> {
	const { say, ui } = session;
	const { state } = caseFile;
	return {
		title: say('case.title', { reference: state.reference }),
		blocks: [
			...renderTamper(session, state),
			...renderNotes(session, state, isForMembers),
			ui.facts([
				[say('card.case'), state.reference],
				[say('case.subjects'), state.subjects.map(({ username }) => `@${username}`).join(', ')],
				[say('card.agency'), `${state.agency.name}, ${state.agency.officer}, ${state.agency.officialEmail}`],
				[say('case.agency-reference'), state.agency.reference],
				[say('case.opened'), formatInstant(Date.parse(state.openedAt))],
				[say('closing.closed'), state.closing && sayClosing(say, state.closing)],
				[say('closing.reason'), state.closing?.reason],
			]),
			...renderSection(session, 'case.requests', describeRequests(session, state)),
			...renderSection(
				session,
				'case.holds',
				state.holds.map((hold) => describeHold(session, hold)),
			),
			...renderSection(session, 'case.productions', describeProductions(session, state)),
			...renderCoverLetters(session, caseFile),
			...renderCosts(session, caseFile),
			...renderSection(session, 'case.declarations', describeDeclarations(session, state)),
			...renderSection(
				session,
				'case.letters',
				state.letters.map((letter) => `${letter.subject} · ${sayStatus(session, letter)}`),
			),
			...renderDocuments(session, caseFile),
			ui.text(describeVerification(session, state.verification)),
			ui.note(say('case.ledger-summary', { count: caseFile.eventCount, void: caseFile.void.length, head: caseFile.head })),
			ui.divider(),
			...(await renderOffers(session, caseFile)),
		],
	};
}

function renderTamper({ say, ui }: Session, { tamper }: CaseState): LayoutBlock[] {
	if (!tamper) {
		return [];
	}
	const { signs, foundAt, acknowledged } = tamper;
	const found = say('tamper.found', { at: formatInstant(Date.parse(foundAt)), count: signs.length });
	return acknowledged
		? [
				ui.note(
					`${found} ${say('tamper.acknowledged', {
						at: formatInstant(Date.parse(acknowledged.at)),
						by: describeActor(acknowledged.by),
						reason: acknowledged.reason,
					})}`,
				),
			]
		: [ui.warning(`${found} ${say('tamper.blocks')}`)];
}

function renderNotes({ say, ui }: Session, { restrictedTo }: CaseState, isForMembers: boolean): LayoutBlock[] {
	const insider = !restrictedTo && !isForMembers;
	return [...(restrictedTo ? [ui.warning(say('case.restricted'))] : []), ...(insider ? [ui.warning(say('case.insider'))] : [])];
}

function renderSection({ say, ui }: Session, title: TextKey, lines: string[]): LayoutBlock[] {
	return lines.length > 0 ? [ui.text(`${say(title)}\n${lines.map((line) => `• ${line}`).join('\n')}`)] : [];
}

function describeRequests({ say }: Session, { requests }: CaseState): string[] {
	return requests.map(({ number, kind, receivedOn, outcome, missing }) => {
		const lacking = missing.length > 0 ? ` · ${say('case.missing', { items: missing })}` : '';
		return `${say('case.request', {
			...{ number, receivedOn },
			...{ kind: say(`request.kind.${kind}`), outcome: say(`outcome.short.${outcome}`) },
		})}${lacking}`;
	});
}

function describeHold({ say, desk }: Session, hold: HoldState): string {
	const { subject, status, expiresAt, block, release, counts, purge } = hold;
	const ends =
		status === 'active' && expiresAt && !block && !release
			? [say('case.hold-expires', { expiresAt, remaining: sayRemaining(say, Date.parse(expiresAt), desk.clock()) })]
			: [];
	return [
		`@${subject.username}`,
		sayHoldStatus(say, hold),
		...ends,
		...(counts ? [sayCounts(say, counts)] : []),
		...(purge?.certificateSha256 ? [`SHA-256 ${purge.certificateSha256}`] : []),
	].join(' · ');
}

function describeProductions({ say }: Session, { productions }: CaseState): string[] {
	return productions.map((production) => {
		const { process, byOnePerson, withdrawal } = production;
		const title = ENTITLEMENTS[process.kind as LegalProcess]?.title ?? process.kind;
		const [what = '', ...more] = sayProduction(say, production);
		return [
			what,
			`${title}, ${process.issuer}, ${process.number}`,
			...more,
			...(withdrawal ? [say('production.withdrawn-why', { ...withdrawal, by: describeActor(withdrawal.by) })] : []),
			...(byOnePerson ? [say('production.one-person')] : []),
		].join(' · ');
	});
}

function describeDeclarations({ say }: Session, { declarations, productions }: CaseState): string[] {
	return declarations.map(({ number, productionId, place, fileName, sha256 }) => {
		const production = productions.find((known) => known.productionId === productionId)?.number;
		const where = say(`declaration.place.${place}`);
		return say('declaration.line', { number, production, place: where, file: fileName, sha256 });
	});
}

function renderDocuments(session: Session, { caseId, state }: OpenCase): LayoutBlock[] {
	const { say, ui } = session;
	const { documents, missedDocuments } = state;
	const missed = missedDocuments.map((document) => sayMissed(say, document));
	return [
		...documents.flatMap(({ documentId, number, fileName, sizeBytes, sha256, attachedAt }) => [
			ui.text(say('document.line', { number, file: fileName, size: sizeBytes, sha256, at: attachedAt })),
			ui.actions(
				`document-${number}`,
				ui.button('openDocument', say('document.button.open'), { value: `${caseId}:${documentId}` }),
			),
		]),
		...renderSection(session, 'document.missed-title', missed),
	];
}

function describeVerification({ say }: Session, verification: VerificationState | undefined): string {
	if (!verification) {
		return say('verify.never');
	}
	const { completedAt, startedAt, chunksChecked, faultCount } = verification;
	if (!completedAt) {
		return say('verify.running', { at: startedAt });
	}
	return faultCount === 0
		? say('verify.last-sound', { at: completedAt, count: chunksChecked })
		: say('verify.last-faults', { at: completedAt, count: chunksChecked, faults: faultCount });
}

async function renderOffers(session: Session, caseFile: OpenCase): Promise<LayoutBlock[]> {
	const { say, ui } = session;
	const offers = await listOffers(caseFile, session);
	const allowed = offers
		.filter(({ answer }) => answer.ok)
		.map(({ offer }) => ui.button(offer.actionId, say(offer.label), { value: caseFile.caseId }));
	const rows = splitButtons(allowed).map((row, index) => ui.actions(`case-actions-${index}`, ...row));
	const refused = offers.flatMap(({ offer, answer }) =>
		answer.ok ? [] : [say('case.not-now', { action: say(offer.label), why: sayRefusal(say, answer) })],
	);
	return [...rows, ...refused.map((line) => ui.note(line))];
}
