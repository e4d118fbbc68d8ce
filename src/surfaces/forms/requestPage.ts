import { findIntake, keepIntake } from '../request/draft';
import { pagesOf } from '../request/fields';
import { openPage, readPageForm, type PageForm } from '../request/openPage';
import { openReview } from '../request/openReview';
import { readPage } from '../request/readPage';
import { readRequest } from '../request/readRequest';
import type { Session } from '../session';
import type { FormHandler, Submitted, Values } from '../surface';

/** One page of intake. All pages have one draft, which the desk keeps before it looks at them; errors leave the page open. */
export const submitRequestPage: FormHandler = {
	kind: 'request',
	capability: 'record-request',
	secrets: [],
	async keepDraft(session, form, values) {
		const pageForm = readPageForm(form.data);
		if (pageForm) {
			const { context, kind } = pageForm;
			const draft = await findIntake(session, context);
			await keepIntake(session, context, { kind, values: { ...draft?.values, ...values } });
		}
	},
	async submit(session, form, values): Promise<Submitted> {
		const pageForm = readPageForm(form.data);
		if (!pageForm) {
			return { errors: { agency: session.say('line.form-expired') } };
		}
		const { context, kind, page } = pageForm;
		const typed = { ...(await findIntake(session, context))?.values, ...values };
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
