import { CANARIES, identifyCase, makeTriggerId, tryEverything, type Loot } from './support/attempts';
import { expectView, preserve, readView, startDesk, type TestDesk } from './support/desk';
import { listLedger } from './support/ledger';
import type { Person } from '../../workbench/testing';

let desk: TestDesk;
let loot: Loot;
const people: Record<string, Person> = {};

beforeAll(async () => {
	desk = await startDesk();
	const { bench, officer } = desk;
	const reference = await preserve(officer);
	await bench.operator.settle();
	const formIds: string[] = [];
	for (const line of [
		`/legal-case ${reference}`,
		`/legal-verify ${reference}`,
		`/legal-produce ${reference}`,
		'/legal-hold @maria.silva',
	]) {
		formIds.push(expectView((await officer.type(line, { room: 'legal' })).view).id);
	}
	loot = { desk, known: await identifyCase(desk, reference), formIds };
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

const listHashes = async () => (await listLedger(desk, loot.known.reference)).map(({ hash }) => hash);

describe.each([
	['an ordinary user', () => people['joao.prado']],
	['a guest', () => people['noor.haddad']],
	['an officer who was removed from the legal channel', () => people['otto.brandt']],
	['somebody with the roles who never was in the channel', () => people['yuki.mori']],
])('%s', (_who, find) => {
	it('learns nothing and changes nothing, by any command, button or form, with any payload', async () => {
		const before = await listHashes();
		const heard = await tryEverything(loot, find() as Person, ['general', 'legal']);
		for (const canary of [...CANARIES, 'Preservation holds', ': ledger']) {
			expect(heard).not.toContain(canary);
		}
		expect(heard).not.toMatch(/LE-2026-0001"? (·|is)/);
		expect(heard).toMatch(/This command is not available to you\.|Este comando não está disponível para você\./);
		expect(await listHashes()).toEqual(before);
	}, 180_000);
});

describe('an administrator', () => {
	it('sees that holds exist, and no content of any case', async () => {
		const heard = await tryEverything(loot, desk.admin, ['legal']);
		for (const canary of [...CANARIES, ': ledger', '@maria.silva ·']) {
			expect(heard).not.toContain(canary);
		}
		expect(heard).toContain('@m•••');
	}, 180_000);
});

describe('a deactivated account', () => {
	it('is refused at every entry, also with a session that is still open and a form that is its own', async () => {
		const person = await desk.bench.as('legal.officer2');
		const { view } = await person.type(`/legal-case ${loot.known.reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Wilmington');
		const fresh = await desk.bench.as('legal.officer2');
		const before = await listHashes();
		await desk.bench.operator.setUserActive('legal.officer2', false);
		const own = { ...loot, formIds: [expectView(view).id, ...loot.formIds] };
		const heard = await tryEverything(own, fresh, ['general', 'legal']);
		for (const canary of [...CANARIES, 'Preservation holds', ': ledger']) {
			expect(heard).not.toContain(canary);
		}
		expect(await listHashes()).toEqual(before);
		await desk.bench.operator.setUserActive('legal.officer2', true);
	}, 180_000);
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
		const before = await listHashes();
		const state: unknown = JSON.parse('{"__proto__":{"agency":"x"}}');
		const payload = { type: 'viewSubmit', viewId: 'x', triggerId: makeTriggerId(), payload: { view: { id: 'x', state } } };
		const answered = await (people['joao.prado'] as Person).interact(desk.appId, payload);
		expect(JSON.stringify(answered)).not.toContain('agency');
		desk.bench = await desk.bench.restart('kill');
		expect(await listHashes()).toEqual(before);
		const officer = await desk.bench.as('legal.officer');
		const { view } = await officer.type(`/legal-case ${loot.known.reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Wilmington');
	}, 200_000);
});
