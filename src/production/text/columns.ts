/** Code points that fonts draw far wider than two letters: ligatures of whole phrases, long dashes, cuneiform, hieroglyphs. */
const GIANTS = /[\uFDF0-\uFDFF\u2E3A\u2E3B\u{12000}-\u{1254F}\u{13000}-\u{143FA}]/u;

const GIANT_COLUMNS = 12;

/** Drawn on the letter before them (marks that take room of their own are `Mc`), or not at all. */
const TAKES_NO_ROOM = /[\p{Mn}\p{Me}\u200C\u200D]/u;

/** Alphabets and punctuation that monospaced fonts draw in one column: up to Arabic, and Latin, Greek and signs further on. */
const NARROW = /[ -\u08FF\u1E00-\u20CF]/u;

/**
 * How many columns a code point takes at most. Rather too many than too few: a line that is cut early reads well, a line
 * that the word processor wraps by itself puts what somebody typed at the left margin.
 */
export function columnsOf(codePoint: string): number {
	if (TAKES_NO_ROOM.test(codePoint)) {
		return 0;
	}
	if (GIANTS.test(codePoint)) {
		return GIANT_COLUMNS;
	}
	return NARROW.test(codePoint) ? 1 : 2;
}
