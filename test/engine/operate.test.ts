import { expectView, findZip, PASSPHRASE, preserve, produce, readView, startDesk, type TestDesk } from './support/desk';
import { changeKeys, listPrivateKeys } from './support/keys';
import { listLedger, waitForFile } from './support/ledger';

/** What docs/operate.md tells an administrator to do with the app as a whole, in this order. */
let desk: TestDesk;
let reference: string;

beforeAll(async () => {
	desk = await startDesk();
	reference = await preserve(desk.officer);
	await desk.bench.operator.settle();
}, 120_000);
afterAll(() => desk?.bench.stop());

describe('a zip that is uploaded over the installed app', () => {
	it('updates it, and keeps cases, keys and what is under way', async () => {
		const before = await listLedger(desk, reference);
		const keys = await listPrivateKeys(desk);
		const running = await preserve(desk.officer, 'joao.prado', { agencyReference: 'WPD-26-0099' });
		const updated = await desk.bench.operator.update(findZip());
		expect([updated.id, updated.enabled]).toEqual([desk.appId, true]);
		expect((await listLedger(desk, reference)).slice(0, before.length)).toEqual(before);
		expect(await listPrivateKeys(desk)).toEqual(keys);
		await desk.bench.operator.advance({ minutes: 12 }, { minutes: 6 });
		expect((await listLedger(desk, running)).map(({ type }) => type)).toContain('snapshot.completed');
		const { view } = await desk.officer.type(`/legal-verify ${reference}`, { room: 'legal' });
		expect(readView(view)).toContain('The ledger is whole');
		expect((await produce(desk, reference)).zip.length).toBeGreaterThan(0);
	});

	it('is refused no permission that it then needs', async () => {
		expect(await desk.bench.operator.denials()).toEqual([]);
	});
});

describe('removing the app', () => {
	it('deletes its records and what its bot posted; what a person was handed in the channel stays', async () => {
		await changeKeys(desk, 'keysExport', { passphrase: PASSPHRASE }, 'legal-desk-keys-');
		const isOfBot = ({ u }: Record<string, any>) => String(u?.username).endsWith('.bot');
		expect((await desk.officer.messages('legal')).some(isOfBot)).toBe(true);
		await desk.bench.operator.uninstall(desk.appId);
		expect(await desk.bench.operator.persistence(desk.appId)).toEqual([]);
		expect((await desk.officer.messages('legal')).filter(isOfBot)).toEqual([]);
		expect((await waitForFile(desk.admin, 'legal-desk-keys-2026-03-01.pem', 'legal')).toString()).toContain(
			'ENCRYPTED PRIVATE KEY',
		);
		await expect(desk.counsel.messages('@legal-desk.bot')).rejects.toThrow();
		await desk.bench.operator.install(findZip());
		const { view, ephemerals } = await desk.officer.type('/legal', { room: 'legal' });
		expect([view, ephemerals.join()]).toEqual([undefined, expect.stringContaining('is not set up yet')]);
		expect(expectView((await desk.admin.type('/legal-setup', { room: 'legal' })).view).submit).toBeDefined();
	});
});
