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
	const begun = await desk.forms.findDraft(person.id, BEGUN);
	await desk.forms.keepDraft(person.id, BEGUN, { ...begun, [context]: { kind: draft.kind, keptAt: desk.clock() } });
}

/** Under which name it is remembered which requests a person has begun: the platform lists no records by a part of their name. */
const BEGUN = 'intake-begun';

/** A request that a person has begun and not recorded. */
export interface BegunIntake {
	context: IntakeContext;
	kind: RequestKind;
	/** Epoch ms. */
	keptAt: number;
}

/** The requests that this person has begun and neither recorded nor discarded, the latest first. */
export async function listIntakes({ desk, person }: Session): Promise<BegunIntake[]> {
	const begun = Object.entries(await desk.forms.findDraft(person.id, BEGUN)) as [string, Omit<BegunIntake, 'context'>][];
	return begun.map(([context, draft]) => ({ context: readContext(context), ...draft })).sort((a, b) => b.keptAt - a.keptAt);
}

export async function findIntake({ desk, person }: Session, context: IntakeContext): Promise<IntakeDraft | undefined> {
	const { kind, values } = await desk.forms.findDraft(person.id, nameDraft(context));
	return isRequestKind(kind) && typeof values === 'object' && values !== null ? { kind, values: values as Values } : undefined;
}

export async function dropIntake({ desk, person }: Session, context: IntakeContext): Promise<void> {
	await desk.forms.dropDraft(person.id, nameDraft(context));
	const { [context]: dropped, ...left } = await desk.forms.findDraft(person.id, BEGUN);
	if (dropped) {
		await desk.forms.keepDraft(person.id, BEGUN, left);
	}
}

/** @param text what a client sent along */
export function readContext(text: string): IntakeContext {
	return /^(?:user|case):[A-Za-z0-9._-]{1,64}$/.test(text) ? (text as IntakeContext) : 'new';
}

function nameDraft(context: IntakeContext): string {
	return `intake:${context}`;
}
