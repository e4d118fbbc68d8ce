import { expectView, preserve, readChannel, startDesk, submitPreservation, type TestDesk } from './support/desk';
import type { Workbench } from '../../workbench/testing';

describe('two server instances over one database', () => {
	let desk: TestDesk;
	let second: Workbench;

	beforeAll(async () => {
		desk = await startDesk();
		second = await desk.bench.another();
	});
	afterAll(async () => {
		await second.stop();
		await desk.bench.stop();
	});

	it('give every case a reference of its own, also when they open cases at the same moment', async () => {
		const people = [
			await desk.bench.as('legal.officer'),
			await second.as('legal.officer2'),
			await desk.bench.as('legal.counsel'),
		];
		const forms = await Promise.all(people.map((person) => person.type('/legal-hold @maria.silva', { room: 'legal' })));
		await Promise.all(people.map((person, index) => submitPreservation(person, expectView(forms[index]?.view))));
		const references = people.map((person) => /LE-\d{4}-\d{4}/.exec(person.ephemerals.join())?.[0]);
		expect(references.sort()).toEqual(['LE-2026-0001', 'LE-2026-0002', 'LE-2026-0003']);
	});

	it('let a form be opened on one and submitted on the other', async () => {
		const here = await desk.bench.as('legal.officer');
		const there = await second.as('legal.officer');
		const { view } = await here.type('/legal-hold @maria.silva', { room: 'legal' });
		const submitted = await submitPreservation(there, expectView(view));
		expect(submitted.closed).toBe(true);
		expect(there.ephemerals.join()).toMatch(/LE-2026-\d{4} is open/);
	});

	it('remind and purge once between them', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 92 }, { days: 1 });
		await second.operator.settle();
		const lines = await readChannel(desk.officer);
		const announced = lines.filter((line) => line.startsWith(`${reference}: the preservation`));
		expect(announced.filter((line) => line.includes('has expired'))).toHaveLength(1);
		expect(announced.filter((line) => line.includes(' ends '))).toHaveLength(5);
	});
});
