import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import {
	expectView,
	PASSPHRASE,
	preserve,
	pressOnCard,
	readView,
	recordOrder,
	startDesk,
	SUBPOENA,
	type TestDesk,
} from './support/desk';
import { beginRequest, expectNext, initialOf, openLetter, SENDER, takeRequest } from './support/intake';
import type { Person, View } from '../../workbench/testing';

let desk: TestDesk;
beforeAll(async () => {
	desk = await startDesk();
});
afterAll(() => desk.bench.stop());

/** Closes a form as the web client does on Escape: it sends the view as it is shown, with what is typed in it. */
async function close(person: Person, view: View, typed: Record<string, unknown>): Promise<void> {
	const state: Record<string, Record<string, unknown>> = {};
	for (const { blockId } of view.blocks.filter(({ type }) => type === 'input')) {
		const value = typed[blockId] ?? initialOf(view, blockId);
		state[blockId] = value === undefined ? {} : { [blockId]: value };
	}
	const payload = { viewId: view.id, view: { ...view, state }, isCleared: true };
	const { body } = await person.interact(view.appId, { type: 'viewClosed', payload });
	expect(JSON.stringify(body)).not.toContain('error');
}

/** Everything that the workspace has on its disk. */
function readDisk(): string {
	const files = readdirSync(desk.bench.dataDir, { recursive: true }).map((name) => path.join(desk.bench.dataDir, String(name)));
	return files
		.filter((file) => statSync(file).isFile())
		.map((file) => readFileSync(file, 'latin1'))
		.join('\n');
}

it('a request that was closed half-typed is there when its person comes back, on every page', async () => {
	const { officer } = desk;
	const first = await beginRequest(officer, 'contents');
	await close(officer, first, { agency: 'Half-typed Police Department', marks: ['signature'] });
	const again = await officer.type('/legal-request', { room: 'legal' });
	expect(readView(again.view)).toContain('You have not finished a request: Contents');
	const page = expectView((await officer.press({ view: expectView(again.view) }, 'requestKind')).view);
	expect(initialOf(page, 'agency')).toBe('Half-typed Police Department');
	expect(initialOf(page, 'marks')).toEqual(['signature']);
	const second = expectNext(await officer.submit(page, SENDER));
	await close(officer, second, { informationRequested: 'Messages of January' });
	const back = await beginRequest(officer, 'contents');
	expect(initialOf(back, 'agency')).toBe(SENDER.agency);
	expect(initialOf(expectNext(await officer.submit(back, {})), 'informationRequested')).toBe('Messages of January');
});

it('a form that was only looked at leaves nothing behind', async () => {
	const { counsel } = desk;
	await close(counsel, await beginRequest(counsel, 'preservation'), {});
	const again = await counsel.type('/legal-request', { room: 'legal' });
	expect(readView(again.view)).not.toContain('You have not finished');
});

it('nobody writes into another person’s form by closing it', async () => {
	const { officer, counsel, bench } = desk;
	const maria = await bench.as('maria.silva');
	const form = await beginRequest(counsel, 'preservation');
	await close(maria, form, { agency: 'Forged' });
	await close(officer, form, { agency: 'Forged' });
	for (const person of [counsel, officer]) {
		const page = await beginRequest(person, 'preservation');
		expect(initialOf(page, 'agency')).not.toBe('Forged');
	}
});

it('a letter’s edited words are there again, and what is to be done with it is asked anew', async () => {
	const { counsel } = desk;
	const { outcome } = await takeRequest(counsel, 'preservation');
	const letter = await openLetter(counsel, outcome);
	await close(counsel, letter, { body: 'Dear Detective,\n\nhalf a letter', deed: 'keep' });
	const again = await openLetter(counsel, outcome);
	expect(readView(again)).toContain('what you typed here last time');
	expect(initialOf(again, 'body')).toBe('Dear Detective,\n\nhalf a letter');
	expect(initialOf(again, 'deed')).toBe('send');
	await counsel.submit(again, { deed: 'keep' });
	expect(readView(await openLetter(counsel, outcome))).not.toContain('what you typed here last time');
});

it('a passphrase is never kept, and a safeguard has to be typed anew', async () => {
	const { officer, counsel, admin } = desk;
	const setup = expectView((await admin.type('/legal-setup', { room: 'legal' })).view);
	await close(admin, setup, { organisation: 'Another Organisation' });
	expect(initialOf(expectView((await admin.type('/legal-setup', { room: 'legal' })).view), 'organisation')).toBe(
		'Another Organisation',
	);
	const reference = await preserve(officer);
	await recordOrder(officer, reference);
	const openLift = async () =>
		expectView((await officer.press({ view: await pressOnCard(officer, reference, 'notice') }, 'liftOrder')).view);
	await close(officer, await openLift(), { reason: 'The court lifted it', reference });
	const lift = await openLift();
	expect([initialOf(lift, 'reason'), initialOf(lift, 'reference')]).toEqual(['The court lifted it', undefined]);
	const asked = expectView((await officer.type(`/legal-produce ${reference}`, { room: 'legal' })).view);
	await close(officer, asked, { issuer: 'Half a Court' });
	const request = expectView((await officer.type(`/legal-produce ${reference}`, { room: 'legal' })).view);
	expect(initialOf(request, 'issuer')).toBe('Half a Court');
	await officer.submit(request, { ...SUBPOENA, categories: ['account'] });
	const approval = expectView((await counsel.type(`/legal-produce ${reference}`, { room: 'legal' })).view);
	await close(counsel, approval, { passphrase: PASSPHRASE });
	const again = expectView((await counsel.type(`/legal-produce ${reference}`, { room: 'legal' })).view);
	expect(initialOf(again, 'passphrase')).toBeUndefined();
	expect(readDisk()).toContain('Another Organisation');
	expect(readDisk()).not.toContain(PASSPHRASE);
});
