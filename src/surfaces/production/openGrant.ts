import type { OpenCase } from '../../cases/caseFile';
import type { ProductionState } from '../../cases/state';
import { decideEntitlement } from '../../policy/entitlement';
import { refuse, type Result } from '../../policy/refusal';
import { listContents } from '../../production/contents';
import { openGrant, type KeyGrant } from '../../production/keyGrant';
import { openPseudonymKey } from '../../production/pseudonyms';
import { openKeys } from '../openKeys';
import type { Session } from '../session';

/**
 * Opens the desk's keys with the passphrase and makes of them what a production needs, and no more: the data keys of one hold, for the sealed pieces that the
 * process reaches.
 *
 * @param choices of the approval: one that is about to be recorded, or the one that the production has
 * @param entry the form that asks, for the list of refused attempts
 * @returns the grant; or `not-set-up`, or what `openKeys` and `openGrant` refuse
 */
export async function openProductionGrant(
	{ desk, person }: Session,
	{ caseId, state }: OpenCase,
	{ productionId, choices }: { productionId: string; choices: Pick<ProductionState, 'namedCategories' | 'pseudonymise'> },
	{ entry, passphrase }: { entry: string; passphrase: string },
): Promise<Result<KeyGrant>> {
	const { config, snapshots, clock, makeId } = desk;
	const production = state.productions.find((known) => known.productionId === productionId);
	const hold = state.holds.find(({ holdId }) => holdId === production?.holdId);
	if (!production || !hold) {
		throw new Error('no such production');
	}
	if (!config) {
		return refuse('not-set-up');
	}
	const keys = await openKeys(desk, config, { userId: person.id, entry }, passphrase);
	if (!keys.ok) {
		return keys;
	}
	const { process, categories, scope } = production;
	const { produced } = decideEntitlement(process.kind, categories, choices.namedCategories);
	const pseudonymKey = choices.pseudonymise
		? await openPseudonymKey(caseId, snapshots, {
				certificatePem: config.sealing.pem,
				sealingKeys: keys.value.sealing,
				makeId,
			})
		: undefined;
	return openGrant({ hold, contents: listContents(produced, scope), snapshots, keys: keys.value, clock, pseudonymKey });
}
