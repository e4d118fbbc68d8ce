import { assessRequest, type Assessment } from './assess';
import type { PageForm } from './openPage';
import type { TypedRequest } from './readRequest';
import { describeRequest, sayOutcome, sayWarning } from './sayRequest';
import { findCase } from '../findCase';
import { openModal, type Session } from '../session';
import type { Values } from '../surface';

/**
 * Opens the last look before a request is recorded: what becomes of it by the guidelines, what it lacks, which accounts were
 * found, and everything that should make a person hesitate.
 *
 * @param values exactly what will be recorded, whatever becomes of the draft meanwhile
 * @clause server-url-required
 * @clause server-url-rejected
 * @clause deployment-community
 * @clause deployment-hosted
 * @clause deployment-private
 * @clause preservation-list
 * @clause account-request-list
 * @clause emergency-list
 */
export async function openReview(session: Session, form: PageForm, request: TypedRequest, values: Values): Promise<boolean> {
	const { desk, say, ui } = session;
	const existing = request.caseReference ? await findCase(desk, request.caseReference) : undefined;
	const caseId = existing?.ok ? existing.value.caseId : undefined;
	const assessment = await assessRequest(session, request, caseId);
	const ids = { requestId: desk.makeId(), ...(caseId ? { caseId } : { newCaseId: desk.makeId() }) };
	return openModal(
		session,
		'request-review',
		{ ...form, ...ids, values },
		{
			title: say('request.review-title'),
			submit: say('button.record-request'),
			blocks: [
				ui.text(sayOutcome(say, assessment.decision.outcome)),
				...listMissing(session, assessment),
				...assessment.warnings.map((warning) => ui.warning(sayWarning(say, warning))),
				ui.facts([
					[say('request.case'), existing?.ok ? existing.value.state.reference : say('request.new-case')],
					...describeRequest(say, request),
					[say('request.found'), assessment.subjects.map(({ username, userId }) => `@${username} (${userId})`).join(', ')],
					[say('request.not-found'), assessment.notFound.join(', ')],
				]),
				ui.note(say('request.review-explained')),
				ui.select('compared', { label: say('request.compared'), hint: say('request.compared-hint') }, [
					{ value: 'yes', text: say('request.compared-yes') },
				]),
				ui.actions(
					'draft',
					ui.button('requestKind', say('button.back'), { value: `${form.kind} ${form.context}` }),
					ui.button('discardRequest', say('button.discard-draft'), { value: form.context }),
				),
			],
		},
	);
}

function listMissing({ say, ui }: Session, { decision }: Assessment) {
	const items = decision.missing.map(({ term }) => `• ${term}`).join('\n');
	return items ? [ui.text(`${say('request.missing')}\n${items}`)] : [];
}
