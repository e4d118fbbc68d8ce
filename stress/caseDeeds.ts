import { byForm, type Do } from './byForm';
import { Client } from './client';
import { IDLE, type Reply } from './reply';
import { NAMED_CATEGORIES } from './steps';
import type { World } from './world';
import { listEmergencies } from '../src/cases/decisions/emergency';
import type { CaseState } from '../src/cases/state';
import { DIRECT } from '../test/engine/support/ledger';

/** How long an import is waited for. */
const IMPORT_PATIENCE_MS = 10_000;

/** A button of the latest emergency of a case. */
function emergencyValue(state: CaseState): string | undefined {
	const latest = listEmergencies(state).at(-1);
	return latest && `${state.caseId} ${latest.request.requestId}`;
}

/** Signed, or without a signature. The files are posted by a job. */
const exportCase: Do = async (world, step) => {
	const known = world.archive.findCase(step);
	if (!known) {
		return IDLE;
	}
	await world.findPassphrase();
	const client = await Client.of(world, step);
	const { view, reply } = await client.press('holdExport', known.caseId);
	const values = (step.of ?? 0) % 2 === 0 ? { passphrase: world.passphrase } : {};
	return view?.submit ? client.submit(view, values, known.reference, ['export.started']) : reply;
};

const MANIFEST = /-manifest\.json$/;

/** The exports whose list of volumes somebody has, in the channel or in their direct room with the desk. */
async function listExports({ person }: Client): Promise<string[]> {
	const rooms = ['legal', DIRECT].map((room) => person.messages(room).catch(() => []));
	return (await Promise.all(rooms))
		.flat()
		.map(({ file }) => String(file?.name))
		.filter((name) => /-export-/.test(name) && MANIFEST.test(name));
}

/** Somebody who has an export imports it into the desk from which it came: nothing of what is there is replaced. */
const importCase: Do = async (world, step) => {
	for (const who of ['officer', 'counsel', 'officer2'] as const) {
		const client = await Client.of(world, { ...step, who });
		const lists = await listExports(client);
		const list = lists[lists.length - 1 - ((step.of ?? 0) % Math.max(1, Math.min(lists.length, 6)))];
		if (list) {
			return importList(world, client, list);
		}
	}
	return IDLE;
};

async function importList(world: World, client: Client, list: string): Promise<Reply> {
	const { view, reply } = await client.type(`/legal-hold import ${list.replace(MANIFEST, '')}`);
	if (!view?.submit) {
		return reply;
	}
	const before = client.person.ephemerals.length;
	const submitted = await client.submit(view, {});
	const told = await client.hear(before, /here already|is imported:|did not succeed/, submitted.opened ? 0 : IMPORT_PATIENCE_MS);
	world.note('exports imported', told && !told.includes('did not succeed') ? 1 : 0);
	return { ...submitted, said: told ? [...submitted.said, told] : submitted.said };
}

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
