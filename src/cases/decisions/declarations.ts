import { accept, refuse, type Result } from '../../policy/refusal';
import { isStanding } from '../delivered';
import type { CaseState, ProductionState } from '../state';

/**
 * The productions about which a declaration can be drafted: those that were delivered, since it cites their hashes.
 *
 * @clause authentication-declaration
 * @returns at least one, oldest first; or why there is none
 */
export function listDeclarable(state: CaseState): Result<ProductionState[], 'nothing-to-declare'> {
	const delivered = state.productions.filter(isStanding);
	return delivered.length > 0 ? accept(delivered) : refuse('nothing-to-declare');
}

/** Whether a request of the case asked for a declaration. The guidelines: "please indicate it in your submission". */
export function isDeclarationWanted({ requests }: CaseState): boolean {
	return requests.some(({ details }) => details.wantsDeclaration);
}
