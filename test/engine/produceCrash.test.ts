import {
	approve,
	expectView,
	PASSPHRASE,
	preserve,
	readChannel,
	recordOrder,
	startDesk,
	SUBPOENA,
	type TestDesk,
} from './support/desk';
import { listLedger } from './support/ledger';

describe('a server that dies while a package is posted', () => {
	let desk: TestDesk;
	beforeAll(async () => {
		desk = await startDesk();
	});
	afterAll(() => desk.bench.stop());

	it('takes the keys with it; the channel is told what was posted, and one approval makes the package anew', async () => {
		const reference = await preserve(desk.officer);
		await recordOrder(desk.officer, reference);
		const { view: asked } = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await desk.officer.submit(expectView(asked), SUBPOENA);
		// The file is stored, and nobody could write that down.
		await desk.bench.operator.inject('uploads.create', { effect: 'power-cut-after' });
		const { view } = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		const hasDied = desk.bench.ended();
		await desk.counsel.submit(expectView(view), { passphrase: PASSPHRASE }).catch(() => undefined);
		await hasDied;
		desk.bench = await desk.bench.restart('kill');
		desk.counsel = await desk.bench.as('legal.counsel');

		await desk.bench.operator.advance({ minutes: 45 });
		const built = (await listLedger(desk, reference)).find(({ type }) => type === 'production.built');
		const told = await readChannel(desk.counsel);
		expect(told).toContainEqual(expect.stringContaining('was not delivered (interrupted)'));
		expect(told).toContainEqual(
			expect.stringContaining(`${reference}-P1.zip with SHA-256 ${String(built?.body.sha256)} may have been stored`),
		);
		expect(JSON.stringify(await desk.bench.operator.persistence())).not.toContain(PASSPHRASE);

		expect((await approve(desk.counsel, reference)).zip.length).toBeGreaterThan(0);
		await desk.counsel.next('messageUpdated', (event) => JSON.stringify(event).includes('No. 1 is delivered.'));
	});
});
