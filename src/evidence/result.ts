/**
 * What a primitive answers when the material it was given cannot be accepted. The shape is that of the rules in `policy`,
 * restated here because this folder imports nothing of ours (it also runs in the offline tool): refusals are values,
 * exceptions are for bugs.
 */
export interface Refusal<Code extends string = string> {
	readonly ok: false;
	/** Stable, lower case, words joined by hyphens: `wrong-passphrase`. */
	readonly code: Code;
	/** Facts for the sentence that a person reads. Never content, never a passphrase. */
	readonly params?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface Accepted<T> {
	readonly ok: true;
	readonly value: T;
}

export type Result<T, Code extends string = string> = Accepted<T> | Refusal<Code>;

/** Says no, with a stable code and the facts that a sentence needs. */
export function refuse<Code extends string>(code: Code, params?: Refusal['params']): Refusal<Code> {
	return params === undefined ? { ok: false, code } : { ok: false, code, params };
}

/** Says yes, with what came of it. */
export function accept<T>(value: T): Accepted<T> {
	return { ok: true, value };
}
