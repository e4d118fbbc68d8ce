import type { Session } from './session';
import type { TextKey } from './texts';
import type { Capability } from '../cases/access';
import type { Form } from '../platform/forms';

/** A slash command. */
export interface Command {
	name: string;
	description: TextKey;
	/** Shown in the composer's completion list, e.g. `@username`. */
	params: TextKey;
	capability: Capability;
	/** @returns a line for this person alone, if there is something to say */
	run(session: Session, args: string[]): Promise<string | undefined>;
}

export type Values = Record<string, string | string[]>;

/** What becomes of a submitted form: errors leave it open, at their fields; a line is said to the person alone. */
export type Submitted = { errors: Record<string, string> } | { line?: string };

/** A form, by the kind under which it was opened. */
export interface FormHandler {
	kind: string;
	capability: Capability;
	/** Fields that are never kept as a draft: passphrases, and what a person has to confirm anew each time. */
	secrets: readonly string[];
	/** Where its words are kept, for a form that is one page of several. */
	keepDraft?(session: Session, form: Form, values: Values): Promise<void>;
	submit(session: Session, form: Form, values: Values): Promise<Submitted>;
}

/** A button in a message or a view. */
export interface Action {
	actionId: string;
	capability: Capability;
	/** @param value what the client sent along: a hint where to look, never an authority */
	run(session: Session, value: string): Promise<string | undefined>;
}
