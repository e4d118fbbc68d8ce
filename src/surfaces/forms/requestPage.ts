import { findIntake, keepIntake } from '../request/draft';
import { pagesOf } from '../request/fields';
import { openPage, readPageForm, type PageForm } from '../request/openPage';
import { openReview } from '../request/openReview';
import { readPage } from '../request/readPage';
import { readRequest } from '../request/readRequest';
import type { Session } from '../session';
import type { FormHandler, Submitted, Values } from '../surface';

/** One page of intake. What was typed is kept before it is looked at, and errors leave the page open. */
export const submitRequestPage: FormHandler = {
	kind: 'request',
	capability: 'place-hold',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const pageForm = readPageForm(form.data);
		if (!pageForm) {
			return { errors: { agency: session.say('line.form-expired') } };
		}
		const { context, kind, page } = pageForm;
		const draft = await findIntake(session, context);
		const typed = { ...draft?.values, ...values };
		await keepIntake(session, context, { kind, values: typed });
		const pages = pagesOf(kind, typed.nonDisclosure === 'order');
		const read = await readPage(session, kind, pages[page] ?? [], values);
		if (!read.ok) {
			return { errors: read.errors };
		}
		return page + 1 < pages.length
			? { line: await openPage(session, { ...pageForm, page: page + 1 }) }
			: review(session, pageForm, typed, Object.keys(values)[0] ?? 'agency');
	},
};

/** @param anyField where an error of another page is shown, so that it is seen */
async function review(session: Session, pageForm: PageForm, typed: Values, anyField: string): Promise<Submitted> {
	const { say } = session;
	const { kind } = pageForm;
	const read = await readPage(session, kind, pagesOf(kind, typed.nonDisclosure === 'order').flat(), typed);
	if (!read.ok) {
		return { errors: { [anyField]: Object.values(read.errors).join(' ') } };
	}
	const opened = await openReview(session, pageForm, readRequest(kind, read.values), read.values);
	return opened ? {} : { line: say('line.needs-client') };
}
