import { createHash } from 'node:crypto';

import {
	approve,
	expectView,
	PASSPHRASE,
	preserve,
	produce,
	readCard,
	readChannel,
	readView,
	recordOrder,
	startDesk,
	SUBJECT,
	SUBPOENA,
	type TestDesk,
} from './support/desk';
import { listLedger } from './support/ledger';
import { readAll, unzip } from './support/package';
import { openHeld } from './support/snapshot';
import type { Person } from '../../workbench/testing';

jest.setTimeout(60_000);

const listTypes = async (desk: TestDesk, reference: string) => (await listLedger(desk, reference)).map(({ type }) => type);

describe('two people', () => {
	let desk: TestDesk;
	beforeAll(async () => {
		desk = await startDesk();
	});
	afterAll(() => desk.bench.stop());

	async function ask(request: Record<string, unknown> = SUBPOENA): Promise<string> {
		const reference = await preserve(desk.officer);
		await recordOrder(desk.officer, reference);
		const { view } = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.officer.submit(expectView(view), request);
		return reference;
	}

	it('decide on what was shown: a change meanwhile voids what the approver sees, and says so', async () => {
		const reference = await ask();
		const approval = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		const change = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(change.view)).toContain('Change a production');
		expect(
			(await desk.officer.submit(expectView(change.view), { processNumber: '26-GJ-0999', categories: ['account'] })).errors,
		).toBeUndefined();
		const refused = await desk.counsel.submit(expectView(approval.view), { passphrase: PASSPHRASE });
		expect(refused.errors).toEqual({ passphrase: expect.stringContaining('was changed after this form was opened') });
		expect(await listTypes(desk, reference)).toContain('production.changed');
		const { zip } = await approve(desk.counsel, reference);
		expect(readAll(unzip(zip))).toContain('26-GJ-0999');
	});

	it('are asked again when a failed attempt is changed, and the file of the failed attempt is named as belonging to nothing', async () => {
		const reference = await ask();
		await desk.bench.operator.fail('uploads.create', 1, 'no space left');
		const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.counsel.submit(expectView(view), { passphrase: PASSPHRASE });
		await desk.counsel.next('message', (event) => JSON.stringify(event).includes('was cut off'), 30_000);
		const told = (await readChannel(desk.counsel)).findLast((line) => line.includes('was cut off')) ?? '';
		const built = (await listLedger(desk, reference)).find(({ type }) => type === 'production.built');
		expect(told).toContain(`\`${reference}-P1.zip\` with SHA-256 ${String(built?.body.sha256)} may have been stored`);
		const again = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(again.view)).toContain('Continue a production');
		expect(readView(again.view)).toContain(
			'An earlier attempt was not delivered. The workspace did not take the file (upload-failed).',
		);
		expect(readView(again.view)).toContain(`${reference}-P1.zip`);
		const change = await desk.counsel.press({ view: expectView(again.view) }, 'changeProduction');
		expect(readView(change.view)).toContain('Change a production');
		expect((await approve(desk.counsel, reference)).zip.length).toBeGreaterThan(0);
	});

	it('can be withdrawn by whoever asked while nothing was built, and by an approver afterwards; what was posted is named, not un-sent', async () => {
		const reference = await ask();
		const withdraw = async (person: Person, values: Record<string, unknown>) => {
			const { view } = await person.type(`/legal-case ${reference}`, { room: 'legal' });
			const form = expectView((await person.press({ view: expectView(view) }, 'withdrawProduction')).view);
			return { form, answer: await person.submit(form, values) };
		};
		const early = await withdraw(desk.officer, { reason: '' });
		expect(early.answer.errors?.reason).toBeDefined();
		expect((await desk.officer.submit(early.form, { reason: 'wrong process number' })).errors).toBeUndefined();
		expect(await readCard(desk.officer, reference)).toContain('No. 1 was withdrawn on');
		const gone = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(gone.view)).toContain('Produce records');

		const { zip, message } = await produce(desk, reference);
		await desk.counsel.next('messageUpdated', (event) => JSON.stringify(event).includes('No. 2 is delivered.'));
		const late = await withdraw(desk.officer, { reason: 'another account was meant' });
		expect(late.answer.errors?.production).toContain('Only an approver');
		const { answer } = await withdraw(desk.counsel, { reason: 'another account was meant' });
		expect(answer.errors).toBeUndefined();
		const sha256 = createHash('sha256').update(zip).digest('hex');
		const card = await readCard(desk.officer, reference);
		expect(card).toContain('No. 2 was delivered, and withdrawn on');
		expect(card).toContain('What was posted still stands where it was posted');
		expect(card).toContain(sha256);
		// What somebody wrote as a reason may name people: it stands in the case, not in the channel.
		expect(card).not.toContain('another account was meant');
		const shown = readView((await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' })).view);
		expect(shown).toContain('Withdrawn by @legal.counsel: another account was meant');
		const withdrawn = (await listLedger(desk, reference)).filter(({ type }) => type === 'production.withdrawn');
		expect(withdrawn.map(({ body, actor }) => [body.reason, actor.username])).toEqual([
			['wrong process number', 'legal.officer'],
			['another account was meant', 'legal.counsel'],
		]);
		expect(await desk.counsel.download(message.attachments[0].title_link as string)).toEqual(zip);
	});

	it('are told at the moment of asking when nobody could approve it, and what to do', async () => {
		const reference = await preserve(desk.officer);
		const asked = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(asked.view)).toContain('Nobody else in the legal channel can approve what you ask for.');
		const submitted = await desk.counsel.submit(expectView(asked.view), SUBPOENA);
		expect(submitted.errors).toBeUndefined();
		expect(desk.counsel.ephemerals.at(-1)).toContain('Let a legal officer ask for it');
		const changed = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(changed.view)).not.toContain('Nobody else in the legal channel');
	});

	it('are one where the administrator says so, and every package, card and ledger then says it too', async () => {
		await desk.bench.operator.setAppSetting(desk.appId, 'production-people', '1');
		try {
			const reference = await preserve(desk.officer);
			await recordOrder(desk.officer, reference);
			const asked = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
			await desk.counsel.submit(expectView(asked.view), SUBPOENA);
			const own = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
			expect(readView(own.view)).toContain('The administrator has set that one person is enough');
			const { zip } = await approve(desk.counsel, reference);
			const files = unzip(zip);
			for (const path of ['README.txt', 'data/custody.txt']) {
				expect((files.get(path) ?? '').replace(/\r\n {19}\+ /g, '')).toContain(
					'Proposed and approved by one and the same person.',
				);
			}
			const approved = (await listLedger(desk, reference)).find(({ type }) => type === 'production.approved');
			expect(approved?.body.byOnePerson).toBe(true);
			await desk.counsel.next('messageUpdated', (event) => JSON.stringify(event).includes('No. 1 is delivered.'));
			expect(await readCard(desk.counsel, reference)).toContain('Asked for and approved by one person.');
		} finally {
			await desk.bench.operator.setAppSetting(desk.appId, 'production-people', '2');
		}
	});

	it('may give third parties pseudonyms where no contents leave, the same in every production of the case', async () => {
		const order = { ...SUBPOENA, process: 'court-order' };
		const reference = await ask(order);
		const take = async (): Promise<string> => {
			const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
			await desk.counsel.submit(expectView(view), { passphrase: PASSPHRASE, pseudonyms: 'yes' });
			const pushed = await desk.counsel.next('message', (event) => JSON.stringify(event).includes(`${reference}-P`), 30_000);
			return readAll(unzip(await desk.counsel.download(pushed.message.attachments[0].title_link as string)));
		};
		const first = await take();
		const held = await openHeld(desk, reference);
		const people = held.records
			.filter(({ kind }) => kind === 'message-metadata')
			.map(({ sender }) => sender as { id: string; username: string })
			.filter(({ username }) => username !== SUBJECT);
		expect(people.length).toBeGreaterThan(0);
		for (const { id, username } of people) {
			expect(first).not.toContain(id);
			expect(first).not.toContain(username);
		}
		const asked = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.officer.submit(expectView(asked.view), order);
		const names = (text: string) => [...new Set(text.match(/person-[0-9a-f]{12}/g))].sort();
		expect(names(first).length).toBeGreaterThan(0);
		expect(names(await take())).toEqual(names(first));
	});
});
