import type { OpenCase } from '../../cases/caseFile';
import { findForemostHold, type HoldState } from '../../cases/holdState';
import { refuse, type Result } from '../../policy/refusal';
import { openCase } from '../findCase';
import type { Session } from '../session';

export interface FoundHold {
	caseFile: OpenCase;
	hold: HoldState;
}

/** How a button names a hold: the case's id, and the hold's where the case has several. */
export function nameHold(caseId: string, holdId: string): string {
	return `${caseId}:${holdId}`;
}

/**
 * Finds the hold that a button names. A case alone means the hold that stands for it in lists.
 *
 * @param value from the person's client: a hint where to look
 */
export async function findHold(
	{ desk }: Session,
	value: string,
): Promise<Result<FoundHold, 'no-such-hold' | 'no-such-case' | 'newer-records' | 'ledger-damaged'>> {
	const [caseId = '', holdId] = value.split(':');
	const found = await openCase(desk, caseId);
	if (!found.ok) {
		return found;
	}
	const { holds } = found.value.state;
	const hold = holdId ? holds.find((known) => known.holdId === holdId) : findForemostHold(holds);
	return hold ? { ok: true, value: { caseFile: found.value, hold } } : refuse('no-such-hold');
}
