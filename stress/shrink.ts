/**
 * Finds a short list that still fails, by leaving parts out: halves, then quarters, and so on (delta debugging, Zeller 2002).
 * Steps that fail by chance may come through untouched; whatever is left still failed when it was last tried.
 *
 * @param fails whether a list fails; asked at most `tries` times
 */
export async function shrink<Item>(
	items: readonly Item[],
	fails: (items: Item[]) => Promise<boolean>,
	tries: number,
): Promise<Item[]> {
	let failing = [...items];
	let left = tries;
	for (let parts = 2; failing.length > 1 && left > 0; ) {
		const size = Math.ceil(failing.length / parts);
		let shorter: Item[] | undefined;
		for (let start = 0; start < failing.length && !shorter && left > 0; start += size) {
			const candidate = [...failing.slice(0, start), ...failing.slice(start + size)];
			left -= 1;
			if (candidate.length > 0 && (await fails(candidate))) {
				shorter = candidate;
			}
		}
		if (shorter) {
			failing = shorter;
			parts = Math.max(parts - 1, 2);
		} else if (size === 1) {
			break;
		} else {
			parts = Math.min(parts * 2, failing.length);
		}
	}
	return failing;
}
