import type { Actor } from './events';
import type { VoidEvent } from './fold';
import type { HashedEvent } from './ledger';

/** Who did it, as a line names them. */
export function describeActor(actor: Actor): string {
	return actor.kind === 'person' ? `@${actor.username}` : `Legal Desk (${actor.part})`;
}

/** One line of a ledger, as a person reads it. */
export interface LedgerLine {
	at: string;
	who: string;
	type: string;
	/** The event's facts in one line, in canonical order of their names. */
	facts: string;
	hash: string;
	/** Why the event has no effect, where it has none. */
	voidBecause?: string;
}

/** Facts longer than this are cut: a ledger line is read, the event itself is in the NDJSON. */
const MAX_FACTS = 400;

export function describeLine({ hash, event }: HashedEvent, voided: readonly VoidEvent[]): LedgerLine {
	const why = voided.find((known) => known.hash === hash)?.why;
	return {
		at: event.at,
		who: describeActor(event.actor),
		type: event.type,
		facts: flatten(event.body),
		hash,
		...(why === undefined ? {} : { voidBecause: why }),
	};
}

function flatten(body: object): string {
	const parts = Object.entries(body)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, value]) => `${name}: ${describeValue(value)}`);
	const text = parts.join('; ');
	return text.length <= MAX_FACTS ? text : `${text.slice(0, MAX_FACTS)}…`;
}

function describeValue(value: unknown): string {
	if (Array.isArray(value)) {
		return value.every((item) => typeof item !== 'object') ? value.join(', ') : `${value.length} items`;
	}
	if (typeof value === 'object' && value !== null) {
		return `(${flatten(value)})`;
	}
	return escapeHidden(String(value).replace(/\s+/g, ' '));
}

/** Control and direction characters in what outsiders wrote could hide or reorder the line that they stand in. */
function escapeHidden(text: string): string {
	return text.replace(
		/[\p{Cc}\p{Cf}]/gu,
		(hidden) => `<U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
	);
}
