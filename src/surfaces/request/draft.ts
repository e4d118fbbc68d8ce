import { isRequestKind, type RequestKind } from '../../policy/requestKinds';
import type { Session } from '../session';
import type { Values } from '../surface';

/** What a request was begun from: nothing, an account, or a case. Its draft is kept apart from those of others. */
export type IntakeContext = 'new' | `user:${string}` | `case:${string}`;

/** What a person has typed of a request so far, over all pages. */
export interface IntakeDraft {
	kind: RequestKind;
	values: Values;
}

export async function keepIntake({ desk, person }: Session, context: IntakeContext, draft: IntakeDraft): Promise<void> {
	await desk.forms.keepDraft(person.id, nameDraft(context), { ...draft });
}

export async function findIntake({ desk, person }: Session, context: IntakeContext): Promise<IntakeDraft | undefined> {
	const { kind, values } = await desk.forms.findDraft(person.id, nameDraft(context));
	return isRequestKind(kind) && typeof values === 'object' && values !== null ? { kind, values: values as Values } : undefined;
}

export async function dropIntake({ desk, person }: Session, context: IntakeContext): Promise<void> {
	await desk.forms.dropDraft(person.id, nameDraft(context));
}

/** @param text what a client sent along */
export function readContext(text: string): IntakeContext {
	return /^(?:user|case):[A-Za-z0-9._-]{1,64}$/.test(text) ? (text as IntakeContext) : 'new';
}

function nameDraft(context: IntakeContext): string {
	return `intake:${context}`;
}
