import { byForm, type Do } from './byForm';
import { Client } from './client';
import { IDLE } from './reply';
import { NAMED_CATEGORIES } from './steps';
import { listEmergencies } from '../src/cases/decisions/emergency';
import type { CaseState } from '../src/cases/state';
import { DIRECT } from '../test/engine/support/ledger';

/** A button of the latest emergency of a case. */
function emergencyValue(state: CaseState): string | undefined {
	const latest = listEmergencies(state).at(-1);
	return latest && `${state.caseId} ${latest.request.requestId}`;
}

const exportCase: Do = async (world, step) => {
	const known = world.archive.findCase(step);
	return known ? (await (await Client.of(world, step)).press('holdExport', known.caseId)).reply : IDLE;
};

const MANIFEST = /-manifest\.json$/;

/** Imports an export that the person has into the desk from which it came: nothing of what is there is replaced. */
const importCase: Do = async (world, step) => {
	const client = await Client.of(world, step);
	const rooms = ['legal', DIRECT].map((room) => client.person.messages(room).catch(() => []));
	const lists = (await Promise.all(rooms))
		.flat()
		.map(({ file }) => String(file?.name))
		.filter((name) => /-export-/.test(name) && MANIFEST.test(name));
	const list = lists[lists.length - 1 - ((step.of ?? 0) % Math.max(1, Math.min(lists.length, 6)))];
	if (!list) {
		return IDLE;
	}
	const { view, reply } = await client.type(`/legal-hold import ${list.replace(MANIFEST, '')}`);
	return view?.submit ? client.submit(view, {}) : reply;
};

/** An emergency from the call back to what follows it, closing and opening again, and what leaves the server and comes back. */
export const CASE_DEEDS = {
	callBack: byForm({
		actionId: 'callBack',
		value: emergencyValue,
		types: ['emergency.called-back'],
		fill: (_view, { of = 0 }) => ({
			...{ number: '+1 302 555 0100', personReached: 'Sgt. B. Example, duty desk', confirmed: 'yes' },
			numberFrom: of % 3 === 2 ? 'from-the-request' : 'agency-website',
		}),
	}),
	recommend: byForm({
		actionId: 'recommendEmergency',
		value: emergencyValue,
		types: ['emergency.recommended'],
		fill: () => ({ categories: ['account', 'content'], reason: 'Report of suicide' }),
	}),
	decide: byForm({
		actionId: 'decideEmergency',
		value: emergencyValue,
		types: ['emergency.decided'],
		fill: (_view, { with: wished }) => {
			const [decision, named = 0] = String(wished).split(' ');
			return {
				...{ decision, reason: 'The duty desk was heard' },
				...(decision === 'disclose'
					? { categories: NAMED_CATEGORIES[Number(named)], whyNecessary: 'The address leads to the person' }
					: {}),
			};
		},
	}),
	followUp: byForm({
		actionId: 'followUpEmergency',
		value: emergencyValue,
		types: ['emergency.followed-up'],
		fill: () => ({ outcome: 'Subpoena 26-GJ-0200' }),
	}),
	close: byForm({
		actionId: 'closeCase',
		types: ['case.closed'],
		fill: () => ({ outcome: 'other', reason: 'Nothing more was asked for' }),
	}),
	reopen: byForm({ actionId: 'reopenCase', types: ['case.reopened'], fill: () => ({ reason: 'The agency asks for more' }) }),
	exportCase,
	importCase,
};
