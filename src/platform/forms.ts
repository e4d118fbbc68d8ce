import type { Records } from './records';
import { DAY_MS } from '../policy/instants';

/**
 * A modal that the desk has opened for a person. What the person's client sends back names only the form's random id;
 * which case and account it is about is remembered here, bound to the person.
 */
export interface Form {
	formId: string;
	kind: string;
	userId: string;
	/** Where lines about it are shown to the person. */
	roomId: string;
	openedAt: number;
	data: Record<string, unknown>;
}

/** A modal left open for longer than this is opened anew. */
const FORM_LIFE_MS = DAY_MS;

export interface Forms {
	open(form: Form): Promise<void>;
	/** The form, if it was opened for this person and has not expired. */
	find(formId: string, userId: string, now: number): Promise<Form | undefined>;
	/** Remembers more about an open form than when it was opened. */
	remember(form: Form, data: Form['data']): Promise<void>;
	close(formId: string): Promise<void>;
	/** What a person had typed into a form of this kind and purpose when it did not go through. Never a passphrase. */
	keepDraft(userId: string, purpose: string, values: Record<string, unknown>): Promise<void>;
	findDraft(userId: string, purpose: string): Promise<Record<string, unknown>>;
	dropDraft(userId: string, purpose: string): Promise<void>;
	/** Removes forms that nobody will submit any more. */
	sweep(now: number): Promise<void>;
}

export function createForms(records: Records): Forms {
	const nameDraft = (userId: string, purpose: string) => `draft:${userId}:${purpose}`;
	return {
		open: (form) => records.add(['forms', `form:${form.formId}`], form),
		async find(formId, userId, now) {
			const form = (await records.list<Form>(`form:${formId}`)).at(-1);
			return form?.userId === userId && now - form.openedAt < FORM_LIFE_MS ? form : undefined;
		},
		remember: (form, data) =>
			records.replace(['forms', `form:${form.formId}`], { ...form, data: { ...form.data, ...data } } satisfies Form),
		async close(formId) {
			await records.remove(`form:${formId}`);
		},
		keepDraft: (userId, purpose, values) => records.replace([nameDraft(userId, purpose)], values),
		async findDraft(userId, purpose) {
			return (await records.list<Record<string, unknown>>(nameDraft(userId, purpose))).at(-1) ?? {};
		},
		async dropDraft(userId, purpose) {
			await records.remove(nameDraft(userId, purpose));
		},
		async sweep(now) {
			const stale = (await records.list<Form>('forms')).filter((form) => now - form.openedAt >= FORM_LIFE_MS);
			for (const { formId } of stale) {
				await records.remove(`form:${formId}`);
			}
		},
	};
}
