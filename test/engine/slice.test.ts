import {
	approve,
	expectView,
	optionNamed,
	preserve,
	PASSPHRASE,
	PRESERVATION_REQUEST,
	produce,
	readCard,
	readChannel,
	readView,
	recordOrder,
	setUp,
	startDesk,
	SUBJECT,
	SUBPOENA,
	findZip,
	type TestDesk,
} from './support/desk';
import { startWorkbench } from '../../workbench/testing';

describe('setting up', () => {
	it('lets nothing work before, says so, and keeps what was typed when a field is wrong', async () => {
		const bench = await startWorkbench({ seed: 'small', zip: findZip() });
		try {
			const officer = await bench.as('legal.officer');
			expect((await officer.type(`/legal-hold @${SUBJECT}`, { room: 'legal' })).ephemerals).toEqual([
				'Legal Desk is not set up yet. A workspace administrator sets it up with /legal-setup.',
			]);
			const admin = await bench.as('workspace.admin');
			const { view } = await admin.type('/legal-setup', { room: 'legal' });
			const fields = {
				organisation: 'Example Organisation',
				channel: optionNamed(expectView(view), 'channel', 'legal'),
				officerRole: 'legal-officer',
				approverRole: 'legal-approver',
			};
			const refused = await admin.submit(expectView(view), { ...fields, passphrase: 'short', passphraseAgain: 'other' });
			expect(refused.closed).toBe(false);
			expect(refused.errors).toEqual({
				passphrase: 'Use at least 16 characters, for example five words that nobody would put together.',
				passphraseAgain: 'The two passphrases are not the same.',
			});
			const again = await admin.type('/legal-setup', { room: 'legal' });
			expect(JSON.stringify(again.view?.blocks)).toContain('Example Organisation');
			expect(JSON.stringify(await bench.operator.persistence())).not.toContain('short');
			await setUp(admin);
			expect((await readChannel(officer)).at(-1)).toContain(
				'Legal Desk is set up in this channel by @workspace.admin; officers have the role legal-officer',
			);
		} finally {
			await bench.stop();
		}
	});
});

describe('the slice, on the genuine engine', () => {
	let desk: TestDesk;

	beforeAll(async () => {
		desk = await startDesk();
	});
	afterAll(() => desk.bench.stop());

	it('stores private keys only as encrypted PKCS#8, and the passphrase nowhere', async () => {
		const stored = JSON.stringify(await desk.bench.operator.persistence());
		expect(stored.match(/BEGIN ENCRYPTED PRIVATE KEY/g)).toHaveLength(2);
		expect(stored).not.toContain('BEGIN PRIVATE KEY');
		expect(stored).not.toContain(PASSPHRASE);
		expect(JSON.stringify(await desk.bench.operator.logs(desk.appId))).not.toContain(PASSPHRASE);
	});

	it.each([
		['as it is written', `@${SUBJECT}`, 'Username: @maria.silva'],
		['without the @', SUBJECT, 'Username: @maria.silva'],
		['with other capitals, and says so', '@Maria.Silva', 'You typed “Maria.Silva”. This account is @maria.silva'],
	])('shows an account named %s', async (_how, typed, expected) => {
		const { view } = await desk.officer.type(`/legal-locate ${typed}`, { room: 'legal' });
		expect(readView(view)).toContain(expected);
	});

	it.each([
		['an unknown account', '@nobody.here', 'There is no account @nobody.here on this workspace.'],
		['nothing', '', 'Name the account, for example @firstname.lastname.'],
		['a sentence', 'the user maria', 'is more than one word'],
	])('explains %s', async (_what, typed, expected) => {
		const { view, ephemerals } = await desk.officer.type(`/legal-locate ${typed}`, { room: 'legal' });
		expect(view).toBeUndefined();
		expect(ephemerals.join()).toContain(expected);
	});

	it('leaves the preservation form open with an example at each wrong field, and keeps what was typed', async () => {
		const { view } = await desk.officer.type(`/legal-hold @${SUBJECT}`, { room: 'legal' });
		const refused = await desk.officer.submit(expectView(view), {
			...PRESERVATION_REQUEST,
			agency: 'Agency that was typed',
			officialEmail: 'nobody',
			serverUrl: 'https://chat.other.example',
			marks: ['letterhead'],
		});
		expect(refused.closed).toBe(false);
		expect(refused.errors).toMatchObject({
			officialEmail: 'Give the official’s return e-mail address, for example officer@agency.example',
			marks: expect.stringContaining('should be signed, on letterhead'),
		});
		const again = await desk.officer.type(`/legal-hold @${SUBJECT}`, { room: 'legal' });
		expect(JSON.stringify(again.view?.blocks)).toContain('Agency that was typed');
	});

	it('seals the account and its rooms: a database dump shows no content of the snapshot', async () => {
		const reference = await preserve(desk.officer);
		expect(await readCard(desk.officer, reference)).toContain(
			'Preserved. Account record. Rooms: 6. Exceptions: 1. Messages: 56. Files: 8.',
		);
		expect((await readChannel(desk.officer)).join('\n')).not.toContain(SUBJECT);
		const snapshot = (await desk.bench.operator.persistence()).filter((document) =>
			JSON.stringify(document).includes('ciphertext'),
		);
		expect(snapshot.length).toBeGreaterThanOrEqual(2);
		expect(JSON.stringify(snapshot)).not.toMatch(/silva|people\.example/i);
	});

	it('delivers a signed package of the account record, and of nothing that a subpoena does not reach', async () => {
		const reference = await preserve(desk.officer);
		const { message } = await produce(desk, reference);
		expect(message.u.username).toBe('legal.counsel');
		expect(message.file.name).toBe(`${reference}-P1.zip`);
		await desk.counsel.next('messageUpdated', (event) => JSON.stringify(event).includes('No. 1 is delivered.'));
		expect(await readCard(desk.counsel, reference)).toContain('No. 1 is delivered.');
	});

	it('lets nobody approve what they asked for, and refuses a wrong passphrase at its field', async () => {
		const reference = await preserve(desk.officer);
		const asked = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.counsel.submit(expectView(asked.view), SUBPOENA);
		const own = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(own.view)).toContain('You asked for this production, so another person has to approve it.');
		const officers = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(officers.view)).toContain('A production of this case waits for an approver.');
		expect(JSON.stringify([own.view, officers.view])).not.toContain('passphrase');
	});

	it('refuses a wrong passphrase at its field and produces nothing', async () => {
		const reference = await preserve(desk.officer);
		await recordOrder(desk.officer, reference);
		const asked = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.officer.submit(expectView(asked.view), SUBPOENA);
		const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		const refused = await desk.counsel.submit(expectView(view), { passphrase: 'not the passphrase at all' });
		expect(refused.errors).toEqual({ passphrase: 'This is not the desk’s passphrase.' });
		await desk.bench.operator.settle();
		expect((await readChannel(desk.counsel)).join()).not.toContain(`${reference}-P1.zip`);
	});

	it('says what to do when the package cannot be posted, and delivers it when it is approved again', async () => {
		const reference = await preserve(desk.officer);
		await recordOrder(desk.officer, reference);
		const asked = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.officer.submit(expectView(asked.view), SUBPOENA);
		await desk.bench.operator.fail('uploads.create', 1, 'no space left');
		const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.counsel.submit(expectView(view), { passphrase: PASSPHRASE });
		await desk.counsel.next(
			'message',
			(event) => JSON.stringify(event).includes('did not take the file (upload-failed)'),
			30_000,
		);
		const { message } = await approve(desk.counsel, reference);
		expect(message.file.name).toBe(`${reference}-P1.zip`);
	});

	it('writes no personal data into the app’s log by itself', async () => {
		const logs = (await desk.bench.operator.logs(desk.appId)) as { method: string; entries: { args: unknown[] }[] }[];
		const ours = logs.filter(({ method }) => !method.startsWith('slashcommand:'));
		expect(JSON.stringify(ours.map(({ entries }) => entries))).not.toMatch(/maria|silva|wilmington/i);
	});
});
