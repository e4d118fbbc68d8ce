import type { Actor } from '../events';
import type { ProductionEvents } from '../events/production';
import { isResumable, listPosted } from '../resuming';
import type { CaseState, ProductionState, ProductionStatus } from '../state';
import { changeItem, type Appliers } from './appliers';

export const applyProductionEvents: Appliers<keyof ProductionEvents> = {
	'production.requested'(state, { body, at, actor }) {
		if (state.productions.some(({ productionId }) => productionId === body.productionId)) {
			return 'already-requested';
		}
		return {
			...state,
			productions: [...state.productions, { ...body, status: 'requested', requestedAt: at, requestedBy: actor }],
		};
	},
	'production.approved': (state, { body: { productionId, notice, ...choices }, at, actor }) =>
		changeProduction(state, productionId, ['requested', 'unsigned', 'failed'], (production) =>
			samePerson(production.requestedBy, actor) && !choices.byOnePerson
				? 'approver-is-requester'
				: {
						...production,
						...{ status: 'approved', approvedAt: at, approvedBy: actor, notice, failure: undefined },
						...{ prepared: undefined, namedCategories: undefined, pseudonymise: undefined, byOnePerson: undefined, ...choices },
						...setVolumesAside(production),
					},
		),
	'production.changed': (state, { body: { productionId, process, categories, scope }, at, actor }) =>
		changeProduction(state, productionId, ['requested', 'approved', 'unsigned', 'failed'], (production) => ({
			...production,
			...{ process, categories, scope, status: 'requested', requestedAt: at, requestedBy: actor },
			...{ approvedAt: undefined, approvedBy: undefined, notice: undefined, failure: undefined },
			...{ prepared: undefined, namedCategories: undefined, pseudonymise: undefined, byOnePerson: undefined },
			...setVolumesAside(production),
		})),
	'production.previewed': (state) => state,
	'production.prepared': (state, { body: { productionId, ...volume }, at }) =>
		changeProduction(state, productionId, ['approved'], (production) => ({
			...production,
			status: volume.isLast ? 'unsigned' : 'approved',
			workedAt: at,
			prepared: [...(production.prepared ?? []), volume],
		})),
	// After an upload that failed the same signatures still hold.
	'production.signed': (state, { body: { productionId }, at }) =>
		changeProduction(state, productionId, ['unsigned', 'failed'], (production) =>
			production.prepared?.at(-1)?.isLast
				? { ...production, status: 'approved', failure: undefined, ...setVolumesAside(production), workedAt: at }
				: 'nothing-to-sign',
		),
	'production.built': (state, { body: { productionId, ...built }, at }) =>
		changeProduction(state, productionId, ['approved'], (production) => ({
			...production,
			built,
			workedAt: at,
			volumes: [...(production.volumes ?? []), built],
		})),
	'production.uploaded': (state, { body: { productionId, volume, ...posted }, at }) =>
		changeProduction(state, productionId, ['approved'], (production) => ({
			...production,
			workedAt: at,
			volumes: production.volumes?.map((known) => (known.volume === volume ? { ...known, ...posted } : known)),
		})),
	// What is known to be posted is part of the production; what may have been posted is not.
	'production.resumed': (state, { body: { productionId }, at, actor }) =>
		changeProduction(state, productionId, ['failed'], (production) => {
			if (!isResumable(production)) {
				return 'nothing-to-continue';
			}
			if (samePerson(production.requestedBy, actor) && !production.byOnePerson) {
				return 'approver-is-requester';
			}
			const volumes = listPosted(production);
			const { orphans } = setVolumesAside({
				...production,
				volumes: production.volumes?.filter((volume) => !volumes.includes(volume)),
			});
			return { ...production, status: 'approved', failure: undefined, workedAt: at, built: volumes.at(-1), volumes, orphans };
		}),
	'production.withdrawn': (state, { body: { productionId, reason }, at, actor: by }) =>
		changeProduction(state, productionId, ['requested', 'approved', 'unsigned', 'failed', 'delivered'], (production) =>
			production.withdrawal
				? 'production-is-withdrawn'
				: {
						...production,
						status: production.status === 'delivered' ? 'delivered' : 'withdrawn',
						withdrawal: { at, by, reason },
					},
		),
	'production.delivered': (state, { body: { productionId }, at }) =>
		changeProduction(state, productionId, ['approved'], (production) => ({
			...production,
			status: 'delivered',
			deliveredAt: at,
		})),
	'production.failed': (state, { body: { productionId, code } }) =>
		changeProduction(state, productionId, ['approved'], (production) => ({ ...production, status: 'failed', failure: code })),
};

/** What an attempt that came to nothing has built is no part of the production any more, and is not forgotten. */
function setVolumesAside({
	volumes,
	orphans,
}: ProductionState): Pick<ProductionState, 'built' | 'volumes' | 'workedAt' | 'orphans'> {
	const aside = [...(orphans ?? []), ...(volumes ?? [])];
	return { built: undefined, volumes: undefined, workedAt: undefined, orphans: aside.length > 0 ? aside : undefined };
}

function changeProduction(
	state: CaseState,
	productionId: string,
	needed: readonly ProductionStatus[],
	change: (production: ProductionState) => ProductionState | string,
): CaseState | string {
	const productions = changeItem(state.productions, 'productionId', productionId, (production) =>
		needed.includes(production.status) ? change(production) : `production-is-${production.status}`,
	);
	return typeof productions === 'string' ? productions : { ...state, productions };
}

function samePerson(a: Actor, b: Actor): boolean {
	return a.kind === 'person' && b.kind === 'person' && a.userId === b.userId;
}
