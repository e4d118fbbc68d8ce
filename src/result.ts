/**
 * What a rule or a primitive answers when it says no: a value, never an exception. Exceptions are for bugs. One shape for
 * `policy` and `evidence`, so that an answer passes through every folder as it is.
 *
 * The code is stable (ledger entries, translations and tests rely on it); the sentence for a person is made from it,
 * in that person's language, where it is shown.
 */
export interface Refusal<Code extends string = string> {
	readonly ok: false;
	/** Stable, lower case, words joined by hyphens: `no-server-url`. */
	readonly code: Code;
	/** The facts that the sentence names. Never message content, never a passphrase: a refusal may be shown and recorded. */
	readonly params?: RefusalParams;
}

export type RefusalParams = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface Accepted<T> {
	readonly ok: true;
	readonly value: T;
}

export type Result<T, Code extends string = string> = Accepted<T> | Refusal<Code>;

/**
 * Says no.
 *
 * @example
 * refuse('extension-too-late', { expiredAt: '2026-03-31T17:00:00Z' })
 * // { ok: false, code: 'extension-too-late', params: { expiredAt: '2026-03-31T17:00:00Z' } }
 */
export function refuse<Code extends string>(code: Code, params?: RefusalParams): Refusal<Code> {
	return params === undefined ? { ok: false, code } : { ok: false, code, params };
}

/**
 * Says yes, with what came of it.
 *
 * @example
 * accept('j.smith') // { ok: true, value: 'j.smith' }
 */
export function accept<T>(value: T): Accepted<T> {
	return { ok: true, value };
}
