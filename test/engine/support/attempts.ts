import { SUBPOENA, type TestDesk } from './desk';
import { listLedger } from './ledger';
import { ACTIONS, COMMANDS } from '../../../src/surfaces/registry';
import type { Person } from '../../../workbench/testing';

/** Of the account that is preserved and of who asks for it: nobody without the right may ever be shown any of these. */
export const CANARIES = [
	'm.silva@old-mail.example',
	'maria.silva@people.example',
	'Bass player',
	'Wilmington',
	'a.example@wilmington',
];

export interface KnownCase {
	reference: string;
	caseId: string;
}

/** What somebody without a right has got hold of: a case's reference and id, and ids of forms. */
export interface Loot {
	desk: TestDesk;
	known: KnownCase;
	formIds: readonly string[];
}

export async function identifyCase(desk: TestDesk, reference: string): Promise<KnownCase> {
	const [first] = await listLedger(desk, reference);
	return { reference, caseId: (JSON.parse(first?.bytes ?? '{}') as { ledger: string }).ledger };
}

/** As the client makes one for each press. */
export const makeTriggerId = () => `T${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

const listLines = (reference: string) => [
	...COMMANDS.flatMap(({ name }) => [`/${name}`, `/${name} ${reference}`]),
	'/legal-locate @maria.silva',
	'/legal-hold @maria.silva',
	'/legal-report 2026',
	'/legal-case __proto__',
	`/legal-case ${'9'.repeat(3000)}`,
];

const listValues = ({ caseId, reference }: KnownCase): unknown[] => [
	caseId,
	`${caseId}:0`,
	reference,
	'',
	'__proto__',
	'constructor',
	'x'.repeat(100_000),
	{ caseId },
	[caseId],
	42,
	null,
];

const STATES: unknown[] = [
	{ head: { head: '0'.repeat(64) } },
	{ reference: { reference: 'LE-2026-0001' } },
	{ process: SUBPOENA },
	{ constructor: { prototype: { agency: 'x' } }, toString: { agency: 'x' } },
	{ a: { passphrase: 'x'.repeat(100_000) } },
	'text',
	null,
	[[[]]],
];

/** Does everything that a client can send, and gives everything that came back to this person by any way. */
export async function tryEverything(loot: Loot, person: Person, roomNames: string[]): Promise<string> {
	const heard: string[] = [];
	person.on((event) => heard.push(JSON.stringify(event)));
	const rooms = await loot.desk.bench.operator.rooms();
	const idOf = (name: string) => String(rooms.find((room) => room.name === name)?._id);
	heard.push(...(await tryCommands(loot, person, roomNames.map(idOf))));
	// What the server itself turns away, as everything of a deactivated account, comes back as an error.
	for (const payload of [...listPresses(loot, idOf('legal')), ...listForms(loot)]) {
		heard.push(JSON.stringify(await person.interact(loot.desk.appId, payload).catch(String)));
	}
	heard.push(...person.ephemerals, ...person.openViews.map((view) => JSON.stringify(view)));
	return heard.join('\n');
}

async function tryCommands({ known }: Loot, person: Person, roomIds: string[]): Promise<string[]> {
	const heard: string[] = [];
	for (const roomId of roomIds) {
		for (const line of listLines(known.reference)) {
			const [, command = '', params = ''] = /^\/(\S+)\s?([\s\S]*)$/.exec(line) ?? [];
			const answered = await person.forgeCommand({ command, params, roomId, triggerId: makeTriggerId() }).catch(String);
			heard.push(JSON.stringify(typeof answered === 'string' ? answered : [answered.ephemerals, answered.view]));
		}
	}
	return heard;
}

/** Every button of the app, pressed with what somebody may have got hold of. */
function listPresses({ known }: Loot, rid: string) {
	const container = { type: 'view', id: 'x' };
	// Every hostile value at the two entries that look something up by it; at the others the value that would give most away.
	const presses = ACTIONS.flatMap(({ actionId }) =>
		(['showCase', 'preserve'].includes(actionId) ? listValues(known) : [known.caseId]).map((value) => {
			const payload = { blockId: 'x', value };
			return { type: 'blockAction', actionId, triggerId: makeTriggerId(), rid, payload, container };
		}),
	);
	const roomButtons = ['openDesk', 'attachDocument'].map((actionId) => {
		return { type: 'actionButton', actionId, triggerId: makeTriggerId(), rid, payload: { context: 'roomAction' } };
	});
	return [...presses, ...roomButtons];
}

/** Forms of others and forged ones, sent off and closed; hostile values in the first of them. */
function listForms({ formIds }: Loot) {
	return [...formIds, 'forged', '__proto__', ''].flatMap((id) =>
		(id === formIds[0] ? STATES : STATES.slice(0, 1)).flatMap((state) => {
			const view = { id, state, blocks: [null, 'x', { blockId: 'head' }] };
			return [
				{ type: 'viewSubmit', viewId: id, triggerId: makeTriggerId(), payload: { view } },
				{ type: 'viewClosed', payload: { viewId: id, view, isCleared: true } },
			];
		}),
	);
}
