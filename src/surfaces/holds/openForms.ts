import type { FoundHold } from './findHold';
import { findKeeper } from '../../cases/keeping';
import { formatInstant } from '../../policy/instants';
import { listExtensionRequests, offerExtension } from '../../preservation/decisions';
import { openModal, type ModalView, type Session } from '../session';
import { sayRefusal } from '../texts';

/** The forms that decide about a hold. Each is opened for one hold and one person; the handlers look again at the case. */
async function open(session: Session, kind: string, { caseFile, hold }: FoundHold, view: ModalView): Promise<string | undefined> {
	const opened = await openModal(session, kind, { caseId: caseFile.caseId, holdId: hold.holdId }, view);
	return opened ? undefined : session.say('line.needs-client');
}

function renderSubject({ say, ui }: Session, { caseFile, hold }: FoundHold) {
	return ui.facts([
		[say('card.case'), caseFile.state.reference],
		[say('hold.subject'), `@${hold.subject.username}`],
	]);
}

export async function openExtensionForm(session: Session, found: FoundHold): Promise<string | undefined> {
	const { say, ui, desk } = session;
	const { state } = found.caseFile;
	const { holdId, extensions = [] } = found.hold;
	const offer = offerExtension(state, holdId, desk.clock());
	if (!offer.ok) {
		return sayRefusal(say, offer);
	}
	const requests = listExtensionRequests(state, holdId);
	if (requests.length === 0) {
		return openNoRequest(session, found);
	}
	const { expiresAt, isBeyondRegime } = offer.value;
	const beyond = [
		ui.warning(say('extension.beyond', { granted: extensions.length })),
		ui.textField('beyondRegime', { label: say('extension.reason') }, { multiline: true, maxLength: 1000 }),
	];
	return open(session, 'hold-extend', found, {
		title: say('extension.title'),
		submit: say('extension.submit'),
		blocks: [
			renderSubject(session, found),
			ui.note(say('extension.explained', { expiresAt: formatInstant(expiresAt) })),
			ui.select(
				'requestId',
				{ label: say('extension.request') },
				requests.map(({ requestId, number, receivedOn, details }) => ({
					value: requestId,
					text: say('extension.request-option', { number, receivedOn, officer: details.from.officer }),
				})),
				requests[0]?.requestId,
			),
			...(isBeyondRegime ? beyond : []),
		],
	});
}

/** A line would be lost here: a button of a modal comes without a room to say it in. */
function openNoRequest(session: Session, found: FoundHold): Promise<string | undefined> {
	const { say, ui } = session;
	const value = `case:${found.caseFile.caseId}`;
	return open(session, 'hold-no-request', found, {
		title: say('extension.title'),
		blocks: [
			renderSubject(session, found),
			ui.text(sayRefusal(say, { code: 'no-extension-request' })),
			ui.actions('extension', ui.button('newRequest', say('extension.record-request'), { value, style: 'primary' })),
		],
	});
}

export function openReleaseForm(session: Session, found: FoundHold): Promise<string | undefined> {
	const { say, ui } = session;
	return open(session, 'hold-release', found, {
		title: say('release.title'),
		submit: say('release.submit'),
		blocks: [
			renderSubject(session, found),
			ui.warning(say('release.explained')),
			...(findKeeper(found.caseFile.state, found.hold) ? [ui.warning(say('release.kept'))] : []),
			ui.textField(
				'reason',
				{ label: say('release.reason'), hint: say('release.reason-hint') },
				{ multiline: true, maxLength: 1000 },
			),
			ui.textField('reference', { label: say('release.reference') }, { maxLength: 40 }),
		],
	});
}

export function openBlockForm(session: Session, found: FoundHold): Promise<string | undefined> {
	const { say, ui } = session;
	return open(session, 'hold-block', found, {
		title: say('block.title'),
		submit: say('block.submit'),
		blocks: [
			renderSubject(session, found),
			ui.note(say('block.explained')),
			ui.textField(
				'matter',
				{ label: say('block.matter'), hint: say('block.matter-hint') },
				{ multiline: true, maxLength: 1000 },
			),
		],
	});
}

export function openUnblockForm(session: Session, found: FoundHold): Promise<string | undefined> {
	const { say, ui } = session;
	return open(session, 'hold-unblock', found, {
		title: say('block.lift-title'),
		submit: say('block.lift-submit'),
		blocks: [
			renderSubject(session, found),
			ui.warning(say('block.lift-explained', { expiresAt: found.hold.expiresAt ?? say('holds.no-expiry') })),
			ui.textField('reason', { label: say('block.lift-reason') }, { multiline: true, maxLength: 1000 }),
		],
	});
}
