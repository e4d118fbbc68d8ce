import { createHash } from 'node:crypto';

import { unzipSync } from 'fflate';

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
import { openHeld, type Held } from './support/snapshot';
import type { Person, View } from '../../workbench/testing';

jest.setTimeout(60_000);

const WARRANT = {
	...SUBPOENA,
	process: 'search-warrant',
	processNumber: '26-SW-77',
	categories: ['account', 'non-content', 'content'],
};

/** What lies in a package, below its one folder. */
function unzip(zip: Buffer): Map<string, string> {
	return new Map(
		Object.entries(unzipSync(new Uint8Array(zip))).map(([path, bytes]) => [
			path.slice(path.indexOf('/') + 1),
			Buffer.from(bytes).toString('utf8'),
		]),
	);
}

const readAll = (files: ReadonlyMap<string, string>) => [...files].map(([path, text]) => path + text).join('\n');
const listTypes = async (desk: TestDesk, reference: string) => (await listLedger(desk, reference)).map(({ type }) => type);

describe('producing contents of communications', () => {
	/** Sends whatever a hostile client would, instead of what the form offers. @returns the server's answer */
	async function forge(person: Person, { id }: View, values: Record<string, unknown>): Promise<string> {
		const payload = {
			type: 'viewSubmit',
			viewId: id,
			triggerId: `forged-${values.process}`,
			payload: { view: { id, state: { f: values } } },
		};
		return JSON.stringify(await person.interact(desk.appId, payload));
	}

	let desk: TestDesk;
	let reference: string;
	let zip: Buffer;
	let message: Record<string, any>;
	let files: Map<string, string>;
	let held: Held;

	beforeAll(async () => {
		desk = await startDesk();
		reference = await preserve(desk.officer);
		({ zip, message } = await produce(desk, reference, WARRANT));
		files = unzip(zip);
		held = await openHeld(desk, reference);
	});
	afterAll(() => desk.bench.stop());

	const messages = () => held.records.filter(({ kind }) => kind === 'message');

	it('gives every message of the snapshot once, as text and exactly', () => {
		const exact = [...files]
			.filter(([path]) => path.startsWith('data/records/messages-'))
			.flatMap(([, text]) => text.trimEnd().split('\n'))
			.map((line) => JSON.parse(line) as { id: string });
		expect(exact.map(({ id }) => id).sort()).toEqual(
			messages()
				.map(({ id }) => id as string)
				.sort(),
		);
		const transcripts = [...files]
			.filter(([path]) => path.startsWith('data/transcripts/'))
			.map(([, text]) => text)
			.join('');
		expect(transcripts.match(/^Record {13}: /gm)).toHaveLength(messages().length);
		for (const { id } of messages()) {
			expect(transcripts).toContain(`Message id         : ${id}\r\n`);
		}
	});

	it('gives every copied file under a safe name, with the very bytes that were preserved', () => {
		const entries = unzipSync(new Uint8Array(zip));
		const hashes = Object.entries(entries)
			.filter(([path]) => path.includes('/data/attachments/'))
			.map(([path, bytes]) => {
				expect(path).toMatch(/\/data\/attachments\/LE-2026-\d{4}-P1-\d{6}-\d+\.[a-z0-9]+$/);
				return createHash('sha256').update(bytes).digest('hex');
			});
		const copied = held.records.filter(({ kind }) => kind === 'file');
		expect(copied.length).toBeGreaterThan(0);
		expect(hashes.sort()).toEqual(copied.map(({ sha256 }) => sha256 as string).sort());
		for (const { id, sha256 } of copied) {
			expect(held.readFile(id as string).sha256).toBe(sha256);
		}
	});

	it('does not open what the transcripts show already, and records every step with its hash', async () => {
		expect(files.get('data/custody.txt')).not.toContain('Sealed piece       : message-metadata');
		expect(files.get('data/custody.txt')).toContain('Sealed piece       : message\r\n');
		const ledger = await listLedger(desk, reference);
		expect(ledger.map(({ type }) => type).filter((type) => type.startsWith('production.'))).toEqual([
			'production.previewed',
			'production.requested',
			'production.previewed',
			'production.approved',
			'production.built',
			'production.uploaded',
			'production.delivered',
		]);
		const built = ledger.find(({ type }) => type === 'production.built');
		expect(built?.body).toMatchObject({ volume: 1, isLast: true, sha256: createHash('sha256').update(zip).digest('hex') });
		const requested = ledger.find(({ type }) => type === 'production.previewed');
		expect(requested?.body.counts).toMatchObject({ account: 1, message: messages().length });
	});

	it('puts no byte of it where an administrator can read who is a member of the channel, and says who has it', async () => {
		const link = message.attachments[0].title_link as string;
		const readable = (await desk.bench.operator.rooms()).map(({ _id }) => desk.admin.messages(String(_id)).catch(() => []));
		const seen = (await Promise.all(readable)).flat();
		expect(seen.some(({ msg }) => String(msg).startsWith(reference))).toBe(true);
		expect(seen.flatMap(({ file }) => file?.name ?? []).filter((name) => /-P\d|manifest/.test(String(name)))).toEqual([]);
		await expect(desk.admin.download(link)).rejects.toThrow();
		await expect(desk.officer.download(link)).rejects.toThrow();
		// A file of the approver, not of the app's bot, whose files go when the app goes.
		expect(message.u.username).toBe('legal.counsel');
		const told = await readChannel(desk.admin);
		expect(told).toContainEqual(
			expect.stringContaining(`${reference}: the package of production no. 1 is with @legal.counsel alone`),
		);
		expect(told.join('\n')).not.toContain(SUBJECT);
		expect(await readCard(desk.admin, reference)).toContain('(handed to the approver alone)');

		await desk.bench.operator.removeMember('legal', 'workspace.admin');
		try {
			const posted = await produce(desk, await preserve(desk.officer, 'joao.prado'));
			expect(posted.message.rid).toBe((await desk.officer.messages('legal')).at(-1)?.rid);
			expect(await desk.officer.download(posted.message.attachments[0].title_link as string)).toEqual(posted.zip);
		} finally {
			await desk.bench.operator.addMember('legal', 'workspace.admin');
		}
	});

	it('narrows to the rooms and the period that the process names, and shows in no byte what lies outside', async () => {
		const narrowed = await preserve(desk.officer);
		const dates = messages()
			.map(({ sentAt }) => String(sentAt))
			.sort();
		const day = dates[Math.floor(dates.length / 2)]!.slice(0, 10);
		const [room] = messages()
			.filter(({ sentAt }) => String(sentAt).slice(0, 10) <= day)
			.map(({ roomId }) => roomId as string);
		const produced = await produce(desk, narrowed, { ...WARRANT, to: day, rooms: room });
		const all = readAll(unzip(produced.zip));
		const isInside = ({ roomId, sentAt }: Record<string, unknown>) => roomId === room && String(sentAt).slice(0, 10) <= day;
		const inside = messages().filter(isInside);
		expect(inside.length).toBeGreaterThan(0);
		expect(inside.length).toBeLessThan(messages().length);
		for (const message of messages()) {
			const isShown = all.includes(`Message id         : ${String(message.id)}\r\n`);
			expect([message.id, isShown]).toEqual([message.id, isInside(message)]);
		}
		const others = new Set(messages().map(({ roomId }) => roomId as string));
		others.delete(room!);
		for (const other of others) {
			expect(all).not.toContain(other);
		}
	});

	it('says at the field which room or person it does not know, and that a period is turned round', async () => {
		const asked = await preserve(desk.officer);
		const { view } = await desk.officer.type(`/legal-produce ${asked}`, { room: 'legal' });
		expect(readView(view)).toContain(`${messages().length} messages`);
		const submit = async (more: Record<string, string>) =>
			(await desk.officer.submit(expectView(view), { ...WARRANT, ...more })).errors;
		expect(await submit({ rooms: '#no-such-room' })).toEqual({
			rooms: expect.stringContaining('There is no room “#no-such-room”'),
		});
		expect(await submit({ rooms: '', counterparts: '@nobody.here' })).toEqual({
			counterparts: expect.stringContaining('There is no account “@nobody.here”'),
		});
		expect(await submit({ counterparts: '', from: '2026-02-02', to: '2026-02-01' })).toEqual({
			to: 'The period ends before it begins.',
		});
	});

	it('gives the form no way past the gate, whatever a client sends', async () => {
		const asked = await preserve(desk.officer);
		await recordOrder(desk.officer, asked);
		const { view } = await desk.officer.type(`/legal-produce ${asked}`, { room: 'legal' });
		for (const process of ['none', 'epoc-pr', 'national-security-letter', '__proto__']) {
			expect(await forge(desk.officer, expectView(view), { ...WARRANT, process })).toContain('"process":');
		}
		expect(await forge(desk.officer, expectView(view), { ...WARRANT, categories: ['everything'] })).toContain('"errors":');
		await desk.officer.submit(expectView(view), { ...WARRANT, process: 'subpoena' });
		const waiting = await desk.counsel.type(`/legal-produce ${asked}`, { room: 'legal' });
		// A forged field: what the approver names counts only where the process leaves it to them.
		const forged = { passphrase: PASSPHRASE, named: ['account', 'non-content', 'content'] };
		expect(await forge(desk.counsel, expectView(waiting.view), forged)).not.toContain('errors');
		const pushed = await desk.counsel.next('message', (event) => JSON.stringify(event).includes(`${asked}-P`), 30_000);
		const all = readAll(unzip(await desk.counsel.download(pushed.message.attachments[0].title_link as string)));
		expect(all).toContain('maria.silva@people.example');
		expect(all).not.toContain('data/transcripts/');
		for (const { id } of messages()) {
			expect(all).not.toContain(String(id));
		}
	});

	it('produces under consent only what the approver finds stated in it', async () => {
		const asked = await preserve(desk.officer);
		await recordOrder(desk.officer, asked);
		const { view } = await desk.officer.type(`/legal-produce ${asked}`, { room: 'legal' });
		await desk.officer.submit(expectView(view), { ...WARRANT, process: 'consent' });
		const waiting = await desk.counsel.type(`/legal-produce ${asked}`, { room: 'legal' });
		const unnamed = await desk.counsel.submit(expectView(waiting.view), { passphrase: PASSPHRASE });
		expect(unnamed.errors).toEqual({ named: 'Choose what the paper states; nothing else can be produced.' });
		await desk.counsel.submit(expectView(waiting.view), { passphrase: PASSPHRASE, named: ['account'] });
		const pushed = await desk.counsel.next('message', (event) => JSON.stringify(event).includes(`${asked}-P`), 30_000);
		const all = unzip(await desk.counsel.download(pushed.message.attachments[0].title_link as string));
		expect([...all.keys()]).toContain('data/account.txt');
		expect([...all.keys()].join()).not.toMatch(/memberships|transcripts/);
	});
});

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
		expect(readView(again.view)).toContain('An earlier attempt was not delivered (upload-failed).');
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
