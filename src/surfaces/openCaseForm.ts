import { openCase } from './findCase';
import { openModal, type ModalView, type Session } from './session';
import { sayRefusal } from './texts';
import type { OpenCase } from '../cases/caseFile';

/**
 * Opens a form about a case.
 *
 * @param kind the form's name, by which its submit is received
 * @returns the line to say when no form opened: why the case is refused, or that it needs a client
 */
export async function openCaseForm(
	session: Session,
	caseId: string,
	kind: string,
	render: (session: Session, caseFile: OpenCase) => ModalView | Promise<ModalView>,
): Promise<string | undefined> {
	const found = await openCase(session.desk, caseId);
	if (!found.ok) {
		return sayRefusal(session.say, found);
	}
	const view = await render(session, found.value);
	return (await openModal(session, kind, { caseId }, view)) ? undefined : session.say('line.needs-client');
}
