import { renderCase } from './renderCase';
import { renderLedger } from './renderLedger';
import { appendEvents, isWhole, loadWholeCase, type LoadedCase, type OpenCase } from '../../cases/caseFile';
import { isForMembers } from '../cards/audience';
import { openModal, type Session } from '../session';

/** One look at a case is one event, however many pages of it are turned. */
const VIEW_MS = 15 * 60_000;

/**
 * Shows a case to a person, and records that it was shown. A damaged case is shown as its ledger, and nothing is written to it.
 *
 * @returns a line when there is no client to show it
 */
export async function openCaseView(session: Session, loaded: LoadedCase): Promise<string | undefined> {
	const { say } = session;
	if (!isWhole(loaded)) {
		const whole = await loadWholeCase(loaded.caseId, session.desk);
		const shown = await openModal(session, 'case', { caseId: loaded.caseId }, renderLedger(session, whole, 0));
		return shown ? say('refusal.ledger-damaged') : say('line.needs-client');
	}
	const viewed = await recordView(session, loaded);
	const view = await renderCase(session, viewed, await isForMembers(session.desk, viewed.state));
	const opened = await openModal(session, 'case', { caseId: loaded.caseId }, view);
	return opened ? undefined : say('line.needs-client');
}

/** Shows a page of a case's ledger, newest first. */
export async function openLedgerView(session: Session, loaded: LoadedCase, page: number): Promise<string | undefined> {
	if (isWhole(loaded)) {
		await recordView(session, loaded);
	}
	const whole = await loadWholeCase(loaded.caseId, session.desk);
	const opened = await openModal(session, 'case', { caseId: loaded.caseId }, renderLedger(session, whole, page));
	return opened ? undefined : session.say('line.needs-client');
}

async function recordView({ desk, actor, person }: Session, caseFile: OpenCase): Promise<OpenCase> {
	const { viewedAt } = caseFile.state;
	const last = Object.hasOwn(viewedAt, person.id) ? Date.parse(viewedAt[person.id] ?? '') : 0;
	return desk.clock() - last < VIEW_MS ? caseFile : appendEvents(caseFile, [{ type: 'case.viewed', body: {} }], actor, desk);
}
