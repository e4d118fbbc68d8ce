/** Renaming of properties between documents and what apps see. */
import type { Doc } from '../store/documents';

/** Name that the app sees → name in the document. */
export type Mapping = Record<string, string>;

export function rename(source: Doc, mapping: Mapping): { mapped: Doc; rest: Doc } {
	const rest = { ...source };
	const mapped: Doc = {};
	for (const [to, from] of Object.entries(mapping)) {
		if (rest[from] !== undefined) {
			mapped[to] = rest[from];
		}
		delete rest[from];
	}
	return { mapped, rest };
}

export function withUnmapped(mapped: Doc, rest: Doc): Doc {
	return Object.keys(rest).length > 0 ? { ...mapped, _unmappedProperties_: rest } : mapped;
}

/** Without what is undefined or null: on the wire the one becomes the other. */
export function dropEmpty(doc: Doc): Doc {
	return Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== undefined && value !== null));
}
