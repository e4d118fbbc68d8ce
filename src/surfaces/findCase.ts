import { isWhole, loadCase, type OpenCase } from '../cases/caseFile';
import { parseReference } from '../cases/references';
import type { Desk } from '../platform/desk';
import { accept, refuse, type Result } from '../policy/refusal';

/** Finds a case by the reference that a person typed. */
export async function findCase(
	desk: Desk,
	typed: string,
): Promise<Result<OpenCase, 'reference-missing' | 'no-such-case' | 'ledger-damaged'>> {
	const reference = parseReference(typed);
	if (!reference) {
		return refuse('reference-missing');
	}
	const found = await desk.index.find(reference);
	return found ? openCase(desk, found.caseId) : refuse('no-such-case', { reference });
}

/** Opens a case by its id. A case whose ledger does not verify is not acted on. */
export async function openCase(desk: Desk, caseId: string): Promise<Result<OpenCase, 'no-such-case' | 'ledger-damaged'>> {
	const loaded = await loadCase(caseId, desk);
	if (isWhole(loaded)) {
		return accept(loaded);
	}
	return loaded.problems.length > 0 ? refuse('ledger-damaged') : refuse('no-such-case', { reference: caseId });
}
