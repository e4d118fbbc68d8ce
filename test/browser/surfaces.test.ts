import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { findBarriers } from './axe';
import { openClient, type Client } from './client';
import { crawl, type Reached } from './crawl';
import { preserve, recordOrder, startDesk, type TestDesk } from '../engine/support/desk';

/** Every command of the app, and every button of what it opens, before the eyes of somebody who may use it. */
describe('every command and every button', () => {
	let desk: TestDesk;
	let people: Record<'admin' | 'officer' | 'counsel', Client>;
	let reference: string;
	const barriers: string[] = [];
	const places: Reached[] = [];

	const visit = async (client: Client, line: string): Promise<Reached[]> => {
		const reached = await crawl(client, line, async (way) => {
			barriers.push(...(await findBarriers(client.page)).map((barrier) => `${way}: ${barrier}`));
		});
		places.push(...reached);
		return reached;
	};

	beforeAll(async () => {
		execFileSync(process.execPath, [path.join(__dirname, '../../workbench/client/build.mjs')]);
		desk = await startDesk();
		reference = await preserve(desk.officer);
		await desk.bench.operator.settle();
		await recordOrder(desk.officer, reference);
		const [admin, officer, counsel] = await Promise.all(
			['Piet van Loon', 'Ines Calloway', 'Adaeze Thornbury'].map((name) => openClient(desk.bench.url, name)),
		);
		people = { admin, officer, counsel } as typeof people;
		await Promise.all(Object.values(people).map((client) => client.openRoom('legal')));
	});

	afterAll(async () => {
		await Promise.all(Object.values(people ?? {}).map((client) => client.close()));
		await desk?.bench.stop();
	});

	test.each<[keyof typeof people, string]>([
		['officer', '/legal'],
		['officer', '/legal-request'],
		['officer', '/legal-emergency'],
		['officer', '/legal-locate @maria.silva'],
		['officer', '/legal-hold'],
		['officer', '/legal-case REF'],
		['officer', '/legal-produce REF'],
		['officer', '/legal-verify REF'],
		['officer', '/legal-help'],
		['admin', '/legal-setup'],
	])('as %s: %s opens a view, and each of its buttons answers', async (who, line) => {
		const reached = await visit(people[who], line.replace('REF', reference));
		expect(reached[0]?.title).not.toBe('');
		// Where a client has waited in vain, it says so.
		expect(await people[who].page.getByText('App has failed to respond').count()).toBe(0);
	});

	test.each([
		['/legal-lookup https://open.rocket.chat', /operated by this desk/],
		['/legal-report 2026-H1', /being made|Transparency report/],
	])('%s answers in the channel', async (line, words) => {
		await people.officer.type(line);
		expect(await (await people.officer.sees(words)).isVisible()).toBe(true);
	});

	test('every button of the case card opens something', async () => {
		const { officer } = people;
		const card = officer.page
			.locator('.wb-message', { hasText: `${reference}:` })
			.filter({ has: officer.page.locator('.wb-actions') });
		const names = await card.last().locator('.wb-actions .rcx-button').allInnerTexts();
		expect(names.length).toBeGreaterThan(2);
		for (const name of names) {
			await officer.pressInRoom(name);
			await officer.page.getByRole('dialog').waitFor();
			barriers.push(...(await findBarriers(officer.page)).map((barrier) => `card › ${name}: ${barrier}`));
			await officer.page.keyboard.press('Escape');
			await officer.page.getByRole('dialog').waitFor({ state: 'detached' });
		}
	});

	test('axe finds no grave barrier on any of them, and no browser complained', () => {
		expect(places.length).toBeGreaterThan(20);
		expect(barriers).toEqual([]);
		expect(Object.values(people).flatMap(({ complaints }) => complaints)).toEqual([]);
	});
});
