import { expectView, preserve, readView, SUBPOENA, startDesk, type TestDesk } from './support/desk';
import { encode, listLedger, rewriteChain } from './support/ledger';
import { ACTIONS, COMMANDS } from '../../src/surfaces/registry';
import type { Person } from '../../workbench/testing';

/** Of the account that is preserved and of who asks for it: nobody without the right may ever be shown any of these. */
const CANARIES = ['m.silva@old-mail.example', 'maria.silva@people.example', 'Bass player', 'Wilmington', 'a.example@wilmington'];

let desk: TestDesk;
/** An ordinary case, one about an officer, and one restricted to counsel. */
const cases: Record<'ordinary' | 'aboutOfficer' | 'restricted', { reference: string; caseId: string }> = {} as never;
const people: Record<string, Person> = {};
/** Ids of forms that are open for an officer. */
const officersForms: string[] = [];

const identify = async (reference: string) => {
	const [first] = await listLedger(desk, reference);
	return { reference, caseId: (JSON.parse(first?.bytes ?? '{}') as { ledger: string }).ledger };
};

/** Restricts a case as intake does for a national security letter. */
async function restrict(reference: string, userIds: string[]): Promise<void> {
	await rewriteChain(desk, reference, (event) => {
		if (event.type === 'case.opened') {
			(event.body as Record<string, unknown>).restrictedTo = userIds;
		}
	});
	const records = await desk.bench.operator.persistence(desk.appId);
	for (const { _id, data } of records) {
		const summary = JSON.parse((data as { json: string }).json) as Record<string, unknown>;
		if (summary.reference === reference && 'eventCount' in summary) {
			await desk.bench.operator.tamper(_id as string, { set: encode({ ...summary, restrictedTo: userIds }) });
		}
	}
}

beforeAll(async () => {
	desk = await startDesk();
	const { bench, officer } = desk;
	const ordinary = await preserve(officer);
	const aboutOfficer = await preserve(officer, 'legal.officer2');
	const restricted = await preserve(officer, 'yuki.mori');
	await bench.operator.settle();
	cases.ordinary = await identify(ordinary);
	cases.aboutOfficer = await identify(aboutOfficer);
	cases.restricted = await identify(restricted);
	await restrict(restricted, [desk.counsel.userId]);
	for (const line of [
		`/legal-case ${ordinary}`,
		`/legal-verify ${ordinary}`,
		`/legal-produce ${ordinary}`,
		'/legal-hold @maria.silva',
	]) {
		officersForms.push(expectView((await officer.type(line, { room: 'legal' })).view).id);
	}
	for (const username of ['joao.prado', 'noor.haddad', 'otto.brandt', 'legal.officer2', 'yuki.mori']) {
		await bench.operator.setUserActive(username, true);
		people[username] = await bench.as(username);
	}
	await bench.operator.updateUser('noor.haddad', { roles: ['guest'] });
	await bench.operator.updateUser('yuki.mori', { roles: ['user', 'legal-officer', 'legal-approver'] });
	await bench.operator.updateUser('otto.brandt', { roles: ['user', 'legal-officer', 'legal-approver'] });
	await bench.operator.addMember('legal', 'otto.brandt');
	await bench.operator.removeMember('legal', 'otto.brandt');
}, 180_000);

afterAll(() => desk?.bench.stop());

const listLines = () => [
	...COMMANDS.flatMap(({ name }) => [`/${name}`, `/${name} ${cases.ordinary.reference}`]),
	'/legal-locate @maria.silva',
	'/legal-hold @maria.silva',
	'/legal-report 2026',
	'/legal-case __proto__',
	`/legal-case ${'9'.repeat(3000)}`,
];

const listValues = (): unknown[] => [
	cases.ordinary.caseId,
	`${cases.ordinary.caseId}:0`,
	cases.ordinary.reference,
	'',
	'__proto__',
	'constructor',
	'x'.repeat(100_000),
	{ caseId: cases.ordinary.caseId },
	[cases.ordinary.caseId],
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

const trigger = () => `T${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

/** Does everything that a client can send, and gives everything that came back to this person by any way. */
async function tryEverything(person: Person, roomNames: string[]): Promise<string> {
	const heard: string[] = [];
	person.on((event) => heard.push(JSON.stringify(event)));
	const rooms = await desk.bench.operator.rooms();
	const idOf = (name: string) => String(rooms.find((room) => room.name === name)?._id);
	for (const room of roomNames.map(idOf)) {
		for (const line of listLines()) {
			const [, command = '', params = ''] = /^\/(\S+)\s?([\s\S]*)$/.exec(line) ?? [];
			const answered = await person.forgeCommand({ command, params, roomId: room, triggerId: trigger() });
			heard.push(JSON.stringify([answered.ephemerals, answered.view]));
		}
	}
	const rid = idOf('legal');
	for (const { actionId } of ACTIONS) {
		// Every hostile value at the two entries that look something up by it; at the others the value that would give most away.
		const values = ['showCase', 'preserve'].includes(actionId) ? listValues() : [cases.ordinary.caseId];
		for (const value of values) {
			const payload = {
				type: 'blockAction',
				actionId,
				triggerId: trigger(),
				rid,
				payload: { blockId: 'x', value },
				container: { type: 'view', id: 'x' },
			};
			heard.push(JSON.stringify(await person.interact(desk.appId, payload)));
		}
	}
	for (const actionId of ['openDesk', 'attachDocument']) {
		const payload = { type: 'actionButton', actionId, triggerId: trigger(), rid, payload: { context: 'roomAction' } };
		heard.push(JSON.stringify(await person.interact(desk.appId, payload)));
	}
	for (const id of [...officersForms, 'forged', '__proto__', '']) {
		for (const state of id === officersForms[0] ? STATES : STATES.slice(0, 1)) {
			const payload = { type: 'viewSubmit', viewId: id, triggerId: trigger(), payload: { view: { id, state } } };
			heard.push(JSON.stringify(await person.interact(desk.appId, payload)));
		}
	}
	heard.push(...person.ephemerals, ...person.openViews.map((view) => JSON.stringify(view)));
	return heard.join('\n');
}

const countEvents = async () =>
	(await Promise.all(Object.values(cases).map(({ reference }) => listLedger(desk, reference)))).map((events) => events.length);

describe.each([
	['an ordinary user', () => people['joao.prado']],
	['a guest', () => people['noor.haddad']],
	['an officer who was removed from the legal channel', () => people['otto.brandt']],
	['somebody with the roles who never was in the channel', () => people['yuki.mori']],
])('%s', (_who, find) => {
	it('learns nothing and changes nothing, by any command, button or form, with any payload', async () => {
		const before = await countEvents();
		const heard = await tryEverything(find() as Person, ['general', 'legal']);
		for (const canary of [...CANARIES, 'Preservation holds', 'Ledger of']) {
			expect(heard).not.toContain(canary);
		}
		expect(heard).not.toMatch(/LE-2026-000[123]"? (·|is)/);
		expect(heard).toMatch(/This command is not available to you\.|Este comando não está disponível para você\./);
		expect(await countEvents()).toEqual(before);
	}, 180_000);
});

describe('an administrator', () => {
	it('sees that holds exist, and no content of any case', async () => {
		const heard = await tryEverything(desk.admin, ['legal']);
		for (const canary of [...CANARIES, 'Ledger of', '@maria.silva ·']) {
			expect(heard).not.toContain(canary);
		}
		expect(heard).toContain('@m•••');
	}, 180_000);
});

describe('a deactivated account', () => {
	it('is refused even with a session that is still open', async () => {
		const person = await desk.bench.as('legal.officer2');
		await desk.bench.operator.setUserActive('legal.officer2', false);
		const answered = await person
			.forgeCommand({ command: 'legal-case', params: cases.ordinary.reference, roomId: 'legal', triggerId: trigger() })
			.catch(String);
		expect(JSON.stringify(answered)).not.toContain('Wilmington');
		await desk.bench.operator.setUserActive('legal.officer2', true);
	});
});

describe.each([
	['the subject of a case who works in the legal team', 'aboutOfficer' as const, () => desk.bench.as('legal.officer2')],
	['an officer who is not named in a restricted case', 'restricted' as const, async () => desk.officer],
])('%s', (_who, which, signIn) => {
	it('is answered as if the case did not exist, everywhere', async () => {
		const person = await signIn();
		const { reference, caseId } = cases[which];
		const before = await countEvents();
		for (const command of ['legal-case', 'legal-verify', 'legal-produce']) {
			const hidden = await person.type(`/${command} ${reference}`, { room: 'legal' });
			const none = await person.type(`/${command} LE-2026-0777`, { room: 'legal' });
			expect(hidden.view).toBeUndefined();
			expect(hidden.ephemerals.map((line) => line.replaceAll(reference, 'LE-2026-0777'))).toEqual(none.ephemerals);
		}
		const heard: string[] = [];
		person.on((event) => heard.push(JSON.stringify(event)));
		for (const { actionId } of ACTIONS) {
			await person.interact(desk.appId, {
				type: 'blockAction',
				actionId,
				triggerId: trigger(),
				rid: 'legal',
				payload: { blockId: 'x', value: caseId },
			});
		}
		for (const line of ['/legal-hold', '/legal-help', '/legal']) {
			const { view } = await person.type(line, { room: 'legal' });
			heard.push(view ? readView(view) : '');
		}
		expect(heard.join('\n')).not.toContain(reference);
		expect(await countEvents()).toEqual(before);
	}, 60_000);

	it('hears nothing of it in the channel from then on', async () => {
		const { reference } = cases[which];
		const count = async () => JSON.stringify(await desk.officer.messages('legal')).split(reference).length;
		const before = await count();
		await desk.counsel.type(`/legal-verify ${reference}`, { room: 'legal' });
		await desk.bench.operator.advance({ minutes: 6 });
		expect(await count()).toBe(before);
	});
});

describe('others', () => {
	it('are told that a subject works with them', async () => {
		const { view } = await desk.officer.type(`/legal-case ${cases.aboutOfficer.reference}`, { room: 'legal' });
		expect(readView(view)).toContain('belongs to somebody in the legal channel');
	});

	it('who are named in a restricted case see it', async () => {
		const { view } = await desk.counsel.type(`/legal-case ${cases.restricted.reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Restricted case.');
	});
});

describe('what is recorded of refused attempts', () => {
	it('is bounded for each person and hour, and says that more came', async () => {
		const records = await desk.bench.operator.persistence(desk.appId);
		const refusals = records
			.map(({ data }) => JSON.parse((data as { json: string }).json) as Record<string, unknown>)
			.filter((record) => typeof record.entry === 'string' && record.userId === people['joao.prado']?.userId);
		expect(refusals.length).toBeGreaterThan(10);
		expect(refusals.length).toBeLessThanOrEqual(20);
		expect(refusals.some((record) => record.furtherOnesUnrecorded)).toBe(true);
		expect(JSON.stringify(refusals)).not.toContain('maria');
	});

	it('and the app’s log name no data of any account', async () => {
		const logs = JSON.stringify(await desk.bench.operator.logs(desk.appId));
		for (const canary of CANARIES) {
			expect(logs).not.toContain(canary);
		}
	});
});

describe('a payload that the platform’s own wire cannot carry', () => {
	// The engine's decoder throws at a key `__proto__` and takes the app's process with it, before the app sees anything: any
	// signed-in person can stop any app so. The app can only see to it that nothing is lost.
	it('stops the app and loses nothing: after a restart of the server it goes on', async () => {
		const before = await countEvents();
		const state: unknown = JSON.parse('{"__proto__":{"agency":"x"}}');
		const payload = { type: 'viewSubmit', viewId: 'x', triggerId: trigger(), payload: { view: { id: 'x', state } } };
		const answered = await (people['joao.prado'] as Person).interact(desk.appId, payload);
		expect(JSON.stringify(answered)).not.toContain('agency');
		desk.bench = await desk.bench.restart('kill');
		expect(await countEvents()).toEqual(before);
		const officer = await desk.bench.as('legal.officer');
		const { view } = await officer.type(`/legal-case ${cases.ordinary.reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Wilmington');
	}, 200_000);
});
