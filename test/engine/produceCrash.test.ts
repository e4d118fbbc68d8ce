import { randomBytes } from 'node:crypto';

import { unzipSync } from 'fflate';

import {
	expectView,
	PASSPHRASE,
	preserve,
	readCard,
	readChannel,
	readView,
	recordOrder,
	startDesk,
	SUBJECT,
	SUBPOENA,
	type TestDesk,
} from './support/desk';
import { DIRECT, listLedger, sha256 } from './support/ledger';
import { verifyVolumes } from '../../src/production';

jest.setTimeout(120_000);

const WARRANT = { ...SUBPOENA, process: 'search-warrant', categories: ['account', 'non-content', 'content'] };

/** The files of a package, below its one folder. */
function unpack(zip: Buffer): Map<string, Uint8Array> {
	const entries = Object.entries(unzipSync(new Uint8Array(zip)));
	return new Map(entries.map(([path, bytes]) => [path.slice(path.indexOf('/') + 1), bytes]));
}

describe('a server that dies while the volumes of a package are posted', () => {
	let desk: TestDesk;
	let reference: string;
	beforeAll(async () => {
		desk = await startDesk();
		// What cannot be squeezed fills volumes: one file and a half each.
		const subject = await desk.bench.as(SUBJECT);
		for (const name of ['one.bin', 'two.bin', 'three.bin']) {
			await subject.send('general', name, { files: [{ name, content: randomBytes(4_500_000) }] });
		}
		reference = await preserve(desk.officer);
		await desk.bench.operator.settle();
		await recordOrder(desk.officer, reference);
		const { view } = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.officer.submit(expectView(view), WARRANT);
	});
	afterAll(() => desk.bench.stop());

	const listPosted = async () =>
		(await desk.counsel.messages(DIRECT)).filter(({ file }) => String(file?.name).startsWith(`${reference}-P1`));
	const eventsOf = async (type: string) => (await listLedger(desk, reference)).filter((event) => event.type === type);

	it('takes the keys with it: who asked is told that the approval stands, and what of it was posted', async () => {
		// The second file is stored, and nobody could write that down.
		await desk.bench.operator.inject('uploads.create', { effect: 'power-cut-after', skip: 1 });
		const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		const hasDied = desk.bench.ended();
		await desk.counsel.submit(expectView(view), { passphrase: PASSPHRASE }).catch(() => undefined);
		await hasDied;
		desk.bench = await desk.bench.restart('kill');
		desk.counsel = await desk.bench.as('legal.counsel');
		desk.officer = await desk.bench.as('legal.officer');

		await desk.bench.operator.advance({ minutes: 45 });
		const [first, second] = (await eventsOf('production.built')).map(({ body }) => String(body.sha256));
		const told =
			(await readChannel(desk.counsel)).find((line) =>
				line.includes('was cut off. The server stopped in the middle (interrupted)'),
			) ?? '';
		expect(told).toContain('@legal.officer: its approval stands.');
		expect(told).toContain(`\`${reference}-P1-V1.zip\` with SHA-256 ${first} was posted and stays part of it.`);
		expect(told).toContain(`\`${reference}-P1-V2.zip\` with SHA-256 ${second} may have been stored`);
		expect(await readCard(desk.counsel, reference)).toContain('Continue production');
		expect(JSON.stringify(await desk.bench.operator.persistence())).not.toContain(PASSPHRASE);
	});

	it('is continued by an approver with the passphrase alone, and by nobody else', async () => {
		const asked = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(asked.view)).toContain('was cut off. Its approval stands: an approver continues it.');
		const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Continue a production');
		expect(readView(view)).toContain(`${reference}-P1-V1.zip`);
		const forged = await desk.officer.submit(expectView(view), { passphrase: PASSPHRASE });
		expect(forged.errors).toBeDefined();
		expect((await desk.counsel.submit(expectView(view), { passphrase: 'of another desk' })).errors?.passphrase).toContain(
			'not the desk’s passphrase',
		);
		expect(await eventsOf('production.resumed')).toEqual([]);

		expect((await desk.counsel.submit(expectView(view), { passphrase: PASSPHRASE })).errors).toBeUndefined();
		await desk.counsel.next('messageUpdated', (event) => JSON.stringify(event).includes('No. 1 is delivered.'), 60_000);
		expect((await eventsOf('production.resumed')).map(({ actor }) => actor.username)).toEqual(['legal.counsel']);
		expect(await eventsOf('production.approved')).toHaveLength(1);
	});

	it('leaves volumes that belong together, the first of them built and posted once', async () => {
		const built = await eventsOf('production.built');
		expect(built.map(({ body }) => body.volume)).toEqual([1, 2, 2, 3]);
		const posted = await listPosted();
		const names = posted.map(({ file }) => String(file?.name));
		expect(names.filter((name) => name.endsWith('-V1.zip'))).toHaveLength(1);
		expect(names.at(-1)).toBe(`${reference}-P1-V3.zip`);
		const recorded = built.map(({ body }) => String(body.sha256));
		const volumes: Map<string, Uint8Array>[] = [];
		for (const name of [1, 2, 3].map((number) => `${reference}-P1-V${number}.zip`)) {
			const message = posted.findLast(({ file }) => file?.name === name);
			const zip = await desk.counsel.download(message?.attachments[0].title_link as string);
			expect(recorded).toContain(sha256(zip));
			volumes.push(unpack(zip));
		}
		expect(await verifyVolumes(volumes)).toMatchObject({ complete: true, missing: [], belongTogether: true });
	});
});
