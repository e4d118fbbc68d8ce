import type { OpenCase } from '../../cases/caseFile';
import type { DeskConfig } from '../../cases/deskState';
import type { ProductionState } from '../../cases/state';
import type { Desk } from '../../platform/desk';
import { decideEntitlement } from '../../policy/entitlement';
import type { Result } from '../../policy/refusal';
import { listContents } from '../../production/contents';
import { openGrant, type KeyGrant } from '../../production/keyGrant';
import { openPseudonymKey } from '../../production/pseudonyms';
import type { OpenedKeys } from '../openKeys';

/**
 * Makes of the opened keys what a production needs, and no more: the data keys of one hold, for the sealed pieces that the
 * process reaches.
 *
 * @param choices of the approval: one that is about to be recorded, or the one that the production has
 */
export async function openProductionGrant(
	desk: Desk,
	{ sealing: { pem: certificatePem } }: DeskConfig,
	{ caseId, state }: OpenCase,
	productionId: string,
	choices: Pick<ProductionState, 'namedCategories' | 'pseudonymise'>,
	keys: OpenedKeys,
): Promise<Result<KeyGrant>> {
	const production = state.productions.find((known) => known.productionId === productionId);
	const hold = state.holds.find(({ holdId }) => holdId === production?.holdId);
	if (!production || !hold) {
		throw new Error('no such production');
	}
	const { process, categories, scope } = production;
	const { produced } = decideEntitlement(process.kind, categories, choices.namedCategories);
	const { snapshots, clock, makeId } = desk;
	const pseudonymKey = choices.pseudonymise
		? await openPseudonymKey(caseId, snapshots, { certificatePem, sealingKeys: keys.sealing, makeId })
		: undefined;
	return openGrant({ hold, contents: listContents(produced, scope), snapshots, keys, clock, pseudonymKey });
}
