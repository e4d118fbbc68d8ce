import { openOperator, type World } from './world';
import { PASSPHRASE } from '../../engine/support/desk';
import { createTestKeys, PASSPHRASE as KEY_PASSPHRASE } from '../../evidence/desk';

/** What keeps the desk: its ledgers and its keys. */
export function reachKeeping(world: World): void {
	test('a ledger is read, exported and verified; a head that is not in it is answered for', async () => {
		const { officer, counsel, held, settle, openCase } = world;
		await openCase(officer, held);
		await officer.open('caseLedger');
		await officer.open('caseLedgerNext');
		await officer.leave();
		await openCase(officer, held);
		await officer.press('exportLedger');
		await officer.leave();
		await openCase(officer, held);
		await officer.open('verifyCase');
		await officer.submit({ head: 'ab'.repeat(32) });
		await settle();
		await openCase(counsel, held);
		await counsel.open('acknowledgeTamper');
		await counsel.submit({ reason: 'The head was mistyped' });
		await openCase(counsel, held);
		expect(await counsel.read()).toContain('by @legal.counsel: The head was mistyped');
	});

	test('the administrator changes passphrase, keys and recovery certificate, and takes the keys away', async () => {
		const { bench, admin, settle } = world;
		await bench.operator.addMember('legal', 'workspace.admin');
		await admin.client.page.reload();
		await admin.client.openRoom('legal');
		const later = 'five quite different words here';
		const keys = async (actionId: string, values: Record<string, string>) => {
			await admin.command('/legal-setup');
			await admin.open(actionId);
			await admin.submit(values);
			await settle();
		};
		const changed = (times: number) =>
			admin.client.page
				.getByText(/^The keys are changed/)
				.nth(times - 1)
				.waitFor();
		const [recovery, sealing, signing] = await Promise.all([
			createTestKeys('sealing', 'Recovery'),
			createTestKeys('sealing', 'Own'),
			createTestKeys('signing', 'Own'),
		]);
		await keys('keysPassphrase', { passphrase: PASSPHRASE, newPassphrase: later, newPassphraseAgain: later });
		await keys('keysRecovery', { recoveryPem: recovery.certificatePem, passphrase: later });
		await changed(1);
		await keys('keysRotate', { passphrase: later });
		await changed(2);
		const own = [signing, sealing].map(({ certificatePem, encryptedKeyPem }) => encryptedKeyPem + certificatePem).join('\n');
		await keys('keysSupply', { suppliedPem: own, suppliedPassphrase: KEY_PASSPHRASE, passphrase: later });
		await changed(3);
		await keys('keysExport', { passphrase: later });
		expect(await (await admin.client.sees(/legal-desk-keys-/)).isVisible()).toBe(true);
	});

	test('a change of the keys that a crash cut off is continued with the passphrase', async () => {
		const { bench, admin } = world;
		// The new key is stored, and the word of it is on its way into the channel, when the app dies.
		await bench.operator.inject('messages.create', { effect: 'delay', delayMs: 30_000 });
		await admin.command('/legal-setup');
		await admin.open('keysRotate');
		await admin.submit({ passphrase: 'five quite different words here' });
		const hasBegun = async () => (await bench.operator.takeStruckFaults()).some(({ method }) => method === 'messages.create');
		while (!(await hasBegun())) continue;
		const operate = await openOperator(admin.client);
		await operate('Crash');
		await operate(/Close the operator/);
		await admin.command('/legal-setup');
		await admin.open('keysContinue');
		await admin.submit({ passphrase: 'five quite different words here' });
		const changed = admin.client.page.getByText(/^The keys are changed/).nth(3);
		await changed.waitFor({ timeout: 60_000 });
		expect(await changed.innerText()).toContain('Export the keys again.');
	});
}
