import { preserve, PRESERVATION_REQUEST, startDesk, SUBJECT, type TestDesk } from './support/desk';
import { openHeld } from './support/snapshot';

const CANARY = 'canary-4711-in-a-message';
const FILE_CANARY = 'canary-4712-in-a-file';

/** What docs/sealing.md says of a copy of the database, held to a copy of the database. */
describe('whoever copies the database after a capture', () => {
	let desk: TestDesk;
	let dump: string;
	let names: string[];

	beforeAll(async () => {
		desk = await startDesk();
		const subject = await desk.bench.as(SUBJECT);
		await subject.send('general', CANARY, { files: [{ name: 'canary-4713.txt', content: Buffer.from(FILE_CANARY) }] });
		await preserve(desk.officer);
		await desk.bench.operator.settle();
		const documents = await desk.bench.operator.persistence(desk.appId);
		dump = JSON.stringify(documents);
		names = [
			...new Set(
				documents.flatMap(({ associations }) => (associations as { id: string }[]).map(({ id }) => id.split(':')[0] ?? '')),
			),
		];
	});
	afterAll(() => desk.bench.stop());

	it('finds no content: no message, no file, no file’s name, in clear or in base64', async () => {
		const { records } = await openHeld(desk, 'LE-2026-0001');
		expect(JSON.stringify(records)).toContain(CANARY);
		expect(records.some(({ kind, name }) => kind === 'file' && name === 'canary-4713.txt')).toBe(true);
		for (const text of [CANARY, FILE_CANARY, 'canary-4713']) {
			expect(dump).not.toContain(text);
			expect(dump).not.toContain(Buffer.from(text).toString('base64').slice(0, 16));
		}
	});

	it('finds nobody with whom the account has written, and none of its rooms', async () => {
		const { records, state } = await openHeld(desk, 'LE-2026-0001');
		const people = records
			.filter(({ kind }) => kind === 'message')
			.map(({ sender }) => sender?.username as string)
			.filter((username) => username && username !== SUBJECT);
		const rooms = records.filter(({ kind }) => kind === 'membership').map(({ roomId }) => roomId as string);
		expect(people.length).toBeGreaterThan(0);
		// Who acts at the desk stands in its ledger as an actor, whoever they have written with.
		const actors = ['legal.officer', 'legal.counsel', 'workspace.admin'];
		for (const username of new Set(people.filter((name) => !actors.includes(name)))) {
			expect({ username, found: dump.includes(username) }).toEqual({ username, found: false });
		}
		for (const roomId of rooms.filter((id) => id !== state.card?.roomId)) {
			expect({ roomId, found: dump.includes(roomId) }).toEqual({ roomId, found: false });
		}
	});

	it('finds the case as its ledger has it: the subject’s username, the agency, counts; and no e-mail address of the subject', async () => {
		const [account] = (await openHeld(desk, 'LE-2026-0001')).records.filter(({ kind }) => kind === 'account');
		expect(dump).toContain(SUBJECT);
		expect(dump).toContain(PRESERVATION_REQUEST.agency);
		expect(dump).toContain(PRESERVATION_REQUEST.officialEmail);
		expect(account!.emails.length).toBeGreaterThan(0);
		for (const { address } of account!.emails as { address: string }[]) {
			expect(dump).not.toContain(address);
		}
		expect(dump).not.toContain(account!.name as string);
	});

	it('finds records of these kinds and no others', () => {
		expect(names.sort()).toEqual(
			[
				...['agency-reference', 'cases', 'claim', 'claims', 'key', 'ledger', 'reference', 'snapshot'],
				...['summary', 'timeline', 'wrapped-key'],
			].sort(),
		);
	});

	it('finds a private key only encrypted, and the passphrase nowhere', () => {
		expect(dump).toContain('BEGIN ENCRYPTED PRIVATE KEY');
		expect(dump).not.toMatch(/BEGIN (RSA |EC )?PRIVATE KEY/);
		expect(dump).not.toContain('correct horse');
	});
});
