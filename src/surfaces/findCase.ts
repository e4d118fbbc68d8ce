import { maySeeCase } from '../cases/access';
import { isOfLaterVersion, isWhole, loadCase, type LoadedCase, type OpenCase } from '../cases/caseFile';
import { parseReference } from '../cases/references';
import type { Desk } from '../platform/desk';
import { accept, refuse, type Result } from '../policy/refusal';

/**
 * Finds a case by the reference that a person typed.
 *
 * @param desk of a session: a case that is kept from its person is answered as one that does not exist
 */
export async function findCase(
	desk: Desk,
	typed: string,
): Promise<Result<OpenCase, 'reference-missing' | 'no-such-case' | 'newer-records' | 'ledger-damaged'>> {
	const found = await findAnyCase(desk, typed);
	return found.ok ? requireWhole(found.value) : found;
}

/** Opens a case by its id. A case whose ledger does not verify is not acted on. */
export async function openCase(
	desk: Desk,
	caseId: string,
): Promise<Result<OpenCase, 'no-such-case' | 'newer-records' | 'ledger-damaged'>> {
	const found = await openAnyCase(desk, caseId, caseId);
	return found.ok ? requireWhole(found.value) : found;
}

/** Finds a case also when its ledger is damaged: to be shown and verified, never to be acted on. */
export async function findAnyCase(
	desk: Desk,
	typed: string,
): Promise<Result<LoadedCase, 'reference-missing' | 'no-such-case' | 'newer-records'>> {
	const reference = parseReference(typed);
	if (!reference) {
		return refuse('reference-missing');
	}
	const found = await desk.index.find(reference);
	return found ? openAnyCase(desk, found.caseId, reference) : refuse('no-such-case', { reference });
}

/**
 * @param reference how the person named the case: all that a refusal repeats
 * @returns or refuses a case that a later version of the desk has written in: what it means is not known here, so nothing is done in it
 */
export async function openAnyCase(
	desk: Desk,
	caseId: string,
	reference: string,
): Promise<Result<LoadedCase, 'no-such-case' | 'newer-records'>> {
	const loaded = await loadCase(caseId, desk);
	// Of a case whose first event is gone nobody can tell whom it is kept from; its summary still says so.
	const audience = loaded.state ?? (loaded.problems.length > 0 ? await findSummary(desk, caseId) : undefined);
	const visible = audience && desk.viewerId !== undefined && maySeeCase(audience, desk.viewerId);
	if (!visible) {
		return refuse('no-such-case', { reference });
	}
	return isOfLaterVersion(loaded) ? refuse('newer-records') : accept(loaded);
}

function requireWhole(loaded: LoadedCase): Result<OpenCase, 'ledger-damaged'> {
	return isWhole(loaded) ? accept(loaded) : refuse('ledger-damaged');
}

async function findSummary({ everyCase }: Desk, caseId: string) {
	const summaries = [...(await everyCase.list('open')), ...(await everyCase.list('closed'))];
	return summaries.find((summary) => summary.caseId === caseId);
}
