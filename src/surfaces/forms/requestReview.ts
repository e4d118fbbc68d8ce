import { keepCard } from '../cards/keepCard';
import { openCase } from '../findCase';
import { recordRequest } from '../recordRequest';
import { assessRequest, describeAssessed } from '../request/assess';
import { dropIntake } from '../request/draft';
import { openOutcome } from '../request/openOutcome';
import { readPageForm } from '../request/openPage';
import { readNamedPeople, readRequest } from '../request/readRequest';
import type { Session } from '../session';
import type { FormHandler, Submitted, Values } from '../surface';
import { sayRefusal } from '../texts';

/** The last look at a request: recording it. What is recorded is what was shown, whatever the client sends along. */
export const submitRequestReview: FormHandler = {
	kind: 'request-review',
	capability: 'record-request',
	secrets: ['compared'],
	async submit(session, form, answer): Promise<Submitted> {
		const { desk, say } = session;
		const { requestId, caseId, newCaseId, values } = form.data;
		const pageForm = readPageForm(form.data);
		if (!pageForm || typeof requestId !== 'string') {
			return { errors: { compared: say('line.form-expired') } };
		}
		if (answer.compared !== 'yes') {
			return { errors: { compared: say('error.compared') } };
		}
		const request = readRequest(pageForm.kind, values as Values);
		const target = typeof caseId === 'string' ? await openCase(desk, caseId) : undefined;
		if (target?.ok === false) {
			return { errors: { compared: sayRefusal(say, target) } };
		}
		const assessment = await assessRequest(session, request, target?.value.caseId);
		if (assessment.subjects.some(({ userId }) => userId === session.person.id)) {
			return { errors: { compared: say('refusal.own-account') } };
		}
		const recorded = await recordRequest(
			session,
			target?.value ?? { newCaseId: String(newCaseId), ...(await restrict(session, values as Values)) },
			describeAssessed(requestId, request, assessment),
		);
		if (!recorded.ok) {
			return { errors: { compared: sayRefusal(say, recorded) } };
		}
		await dropIntake(session, pageForm.context);
		const shown = await keepCard(desk, recorded.value);
		await openOutcome(session, shown, requestId);
		return { line: say('request.recorded', { reference: shown.state.reference }) };
	},
};

/** A national security letter opens a case of which only named people know. */
async function restrict({ desk, person }: Session, values: Values): Promise<{ restrictedTo?: string[] }> {
	if (values.process !== 'national-security-letter') {
		return {};
	}
	const users = await Promise.all(readNamedPeople(values).map((username) => desk.people.findByUsername(username)));
	return { restrictedTo: [...new Set([person.id, ...users.flatMap((user) => user?.id ?? [])])] };
}
