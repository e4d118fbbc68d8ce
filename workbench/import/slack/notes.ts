/** Something of an export that did not come over as it was, how often, and where for the first time. */
export interface Note {
	what: string;
	count: number;
	example: string;
}

/** Counts what an import leaves out or changes: nothing is skipped in silence. */
export class Notes {
	private readonly byWhat = new Map<string, Note>();

	add(what: string, where: string): void {
		const note = this.byWhat.get(what);
		if (note) note.count += 1;
		else this.byWhat.set(what, { what, count: 1, example: where });
	}

	list(): Note[] {
		return [...this.byWhat.values()];
	}
}

/** The export as a whole cannot be taken; the message is for the person who chose it. */
export class ImportRefused extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'ImportRefused';
	}
}
