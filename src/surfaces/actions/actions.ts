import { findOpenProduction } from '../../cases/decisions';
import { openCase } from '../findCase';
import { openPreserveForm } from '../preserveForm';
import { openProductionRequest } from '../production/openRequest';
import { openProduction } from '../productionForms';
import { renderHolds } from '../renderHolds';
import { openModal } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Preserve*, on the account's modal. */
export const preserveAccount: Action = {
	actionId: 'preserve',
	capability: 'place-hold',
	async run(session, value) {
		const user = await session.desk.people.findById(value);
		return user ? openPreserveForm(session, user) : session.say('error.account-gone');
	},
};

/** *Produce* and *Review*, on the case card. */
export const produceCase: Action = {
	actionId: 'produce',
	capability: 'request-production',
	async run(session, value) {
		const found = await openCase(session.desk, value);
		return found.ok ? openProduction(session, found.value) : sayRefusal(session.say, found);
	},
};

/** *Change*, on the approval of a production. */
export const changeProduction: Action = {
	actionId: 'changeProduction',
	capability: 'request-production',
	async run(session, value) {
		const { say } = session;
		const found = await openCase(session.desk, value);
		if (!found.ok) {
			return sayRefusal(say, found);
		}
		const production = findOpenProduction(found.value.state);
		return production ? openProductionRequest(session, found.value, { production, why: '' }) : say('refusal.nothing-to-approve');
	},
};

/** *Previous* and *Next*, on the list of holds. */
export const pageHolds: readonly Action[] = ['holdsPage', 'holdsNextPage'].map((actionId) => ({
	actionId,
	capability: 'list-holds',
	async run(session, value) {
		const page = Math.min(Math.max(Number.parseInt(value, 10) || 0, 0), 10_000);
		await openModal(session, 'holds', {}, await renderHolds(session, page));
		return undefined;
	},
}));
