import type { OpenCase } from '../../cases/caseFile';
import type { DeskConfig } from '../../cases/deskState';
import type { EventDraft } from '../../cases/events';
import type { Desk } from '../../platform/desk';
import { decideEntitlement } from '../../policy/entitlement';
import type { Result } from '../../policy/refusal';
import { listContents } from '../../production/contents';
import { openGrant, type KeyGrant } from '../../production/keyGrant';
import { openPseudonymKey } from '../../production/pseudonyms';
import type { OpenedKeys } from '../openKeys';

/**
 * Makes of the opened keys what the approval that is about to be recorded needs, and no more: the data keys of one hold, for
 * the sealed pieces that the process reaches.
 */
export async function openProductionGrant(
	desk: Desk,
	{ sealing: { pem: certificatePem } }: DeskConfig,
	{ caseId, state }: OpenCase,
	productionId: string,
	approval: readonly EventDraft[],
	keys: OpenedKeys,
): Promise<Result<KeyGrant>> {
	const production = state.productions.find((known) => known.productionId === productionId);
	const hold = state.holds.find(({ holdId }) => holdId === production?.holdId);
	const [approved] = approval.flatMap(({ type, body }) => (type === 'production.approved' ? [body] : []));
	if (!production || !hold || !approved) {
		throw new Error('no such production');
	}
	const { process, categories, scope } = production;
	const { produced } = decideEntitlement(process.kind, categories, approved.namedCategories);
	const { snapshots, clock, makeId } = desk;
	const pseudonymKey = approved.pseudonymise
		? await openPseudonymKey(caseId, snapshots, { certificatePem, sealingKeys: keys.sealing, makeId })
		: undefined;
	return openGrant({ hold, contents: listContents(produced, scope), snapshots, keys, clock, pseudonymKey });
}
