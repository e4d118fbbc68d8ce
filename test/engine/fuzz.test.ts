import { expectView, preserve, startDesk, type TestDesk } from './support/desk';
import { listLedger } from './support/ledger';
import { isExplained, makeNasty, NASTY } from './support/nasty';
import { ACTIONS, COMMANDS } from '../../src/surfaces/registry';
import { createRandom } from '../../stress/random';
import type { Person } from '../../workbench/testing';

/** Of the account that is preserved and of who asks for it. */
const CANARIES = ['m.silva@old-mail.example', 'Bass player', 'a.example@wilmington', 'WPD-26-0042'];

let desk: TestDesk;
let reference: string;
let caseId: string;
const random = createRandom(42);

beforeAll(async () => {
	desk = await startDesk({ shuffleSeed: 1 });
	reference = await preserve(desk.officer);
	await desk.bench.operator.settle();
	const [first] = await listLedger(desk, reference);
	caseId = (JSON.parse(first?.bytes ?? '{}') as { ledger: string }).ledger;
});
afterAll(() => desk?.bench.stop());

const makeValue = () => makeNasty(random, caseId);
const makeTrigger = () => `T${random.below(1e9).toString(36)}${random.below(1e9).toString(36)}${Date.now().toString(36)}`;

/** Everything that reaches a person, by any way. */
function overhear(person: Person): string[] {
	const heard: string[] = [];
	person.on((event) => heard.push(JSON.stringify(event)));
	return heard;
}

describe('whatever is typed after a command', () => {
	it.each(['officer', 'counsel', 'admin'] as const)(
		'%s gets a view or a sentence, and never a failure',
		async (role) => {
			const rooms = await desk.bench.operator.rooms();
			const roomId = String(rooms.find(({ name }) => name === 'legal')?._id);
			for (const { name } of COMMANDS) {
				for (let tries = 0; tries < 6; tries++) {
					const params = random.pick(NASTY).slice(0, 4000);
					const { status, ephemerals, view } = await desk[role].forgeCommand({
						command: name,
						params,
						roomId,
						triggerId: makeTrigger(),
					});
					const line = `/${name} ${JSON.stringify(params).slice(0, 60)}: ${status} ${ephemerals.join()}`;
					expect([line, status]).toEqual([line, 200]);
					expect([line, view !== undefined || (ephemerals.length > 0 && ephemerals.every(isExplained))]).toEqual([line, true]);
				}
			}
		},
		120_000,
	);
});

describe('a form', () => {
	it('is refused when the form was opened for somebody else, and the attempt is recorded', async () => {
		const { view } = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		const stranger = await desk.bench.as('legal.officer2');
		const { id } = expectView(view);
		const payload = {
			type: 'viewSubmit',
			viewId: id,
			triggerId: makeTrigger(),
			payload: { view: { id, state: { process: { process: 'subpoena' } } } },
		};
		const { body } = await stranger.interact(desk.appId, payload);
		expect(JSON.stringify(body)).toContain('This form can no longer be used.');
		const stored = (await desk.bench.operator.persistence(desk.appId)).map(({ data }) => String((data as { json: string }).json));
		expect(stored.some((json) => json.includes('form:unknown') && json.includes(stranger.userId))).toBe(true);
	});
});

describe('whatever a button sends', () => {
	it.each(['officer', 'counsel', 'admin'] as const)(
		'does not make %s’s desk fail',
		async (role) => {
			const heard = overhear(desk[role]);
			for (const { actionId } of ACTIONS) {
				for (let tries = 0; tries < 3; tries++) {
					const payload = { blockId: random.pick(NASTY), value: makeValue() };
					const container = { type: random.pick(['view', 'message']), id: random.pick(NASTY) };
					const pressed = {
						type: 'blockAction',
						actionId,
						triggerId: makeTrigger(),
						rid: random.pick(NASTY),
						mid: 'x',
						payload,
						container,
					};
					const { status } = await desk[role].interact(desk.appId, pressed);
					expect([actionId, status]).toEqual([actionId, 200]);
				}
			}
			expect(heard.join('\n')).not.toMatch(/Something went wrong|\[object |"undefined/);
		},
		120_000,
	);

	it.each(['viewClosed', 'actionButton', 'blockAction', 'viewSubmit', 'nothing that exists'])(
		'as %s without what belongs to it, crashes nothing',
		async (type) => {
			const stranger = await desk.bench.as('yuki.mori');
			const heard = overhear(stranger);
			for (const payload of [
				{},
				{ view: null },
				{ view: { id: caseId } },
				{ context: 'messageAction', message: caseId },
				'text',
				7,
			]) {
				await stranger.interact(desk.appId, {
					type,
					actionId: 'attachDocument',
					viewId: caseId,
					rid: 'nowhere',
					mid: caseId,
					triggerId: makeTrigger(),
					payload,
				});
			}
			for (const canary of [...CANARIES, reference]) {
				expect(heard.join('\n')).not.toContain(canary);
			}
			expect((await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' })).view).toBeDefined();
		},
		60_000,
	);
});

describe('after all of it', () => {
	it('the case is whole, nothing was added to it by strangers, and the log names nobody whose records are kept', async () => {
		const actors = (await listLedger(desk, reference)).flatMap(({ actor }) => (actor.kind === 'person' ? [actor.username] : []));
		expect([...new Set(actors)].filter((name) => !name?.startsWith('legal.'))).toEqual([]);
		const { view } = await desk.officer.type(`/legal-verify ${reference}`, { room: 'legal' });
		expect(JSON.stringify(view)).toContain('The ledger is whole');
		const logs = JSON.stringify(await desk.bench.operator.logs(desk.appId));
		for (const canary of CANARIES) {
			expect(logs).not.toContain(canary);
		}
	});
});
