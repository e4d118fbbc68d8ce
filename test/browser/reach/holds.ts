import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { type World } from './world';
import { PASSPHRASE, preserve, PRESERVATION_REQUEST } from '../../engine/support/desk';
import { SENDER, takeRequest } from '../../engine/support/intake';

/** What is preserved, and what belongs to it. */
export function reachHolds(world: World): void {
	test('an account is looked up and preserved, and its hold blocked, extended, exported and released', async () => {
		const { bench, api, officer, settle, openCase, lastCase } = world;
		await officer.command('/legal-locate @maria.silva');
		await officer.open('newRequest');
		await officer.leave();
		await officer.command('/legal-locate @maria.silva');
		await officer.open('preserve');
		await officer.submit({ ...PRESERVATION_REQUEST, agencyReference: 'WPD-26-0050' });
		await settle();
		world.held = (await lastCase()) ?? '';
		const manage = async () => {
			await officer.command('/legal-hold');
			await officer.open('holdManage');
		};
		await manage();
		await officer.open('holdBlock');
		await officer.submit({ matter: 'Doe v. Roe, 26-CV-1' });
		await manage();
		await officer.open('holdUnblock');
		await officer.submit({ reason: 'Settled' });
		await takeRequest(api, 'extension', [{ ...SENDER, extendedReference: world.held }]);
		await manage();
		await officer.open('holdExtend');
		await officer.submit();
		await openCase(officer, world.held);
		await officer.open('openExtensionLetter');
		await officer.submit({ deed: 'file' });
		// While an administrator is in the channel its files would go to the officer alone, where no button of messages is.
		await bench.operator.removeMember('legal', 'workspace.admin');
		await manage();
		await officer.open('holdExport');
		await officer.submit({ passphrase: PASSPHRASE });
		await settle();
		await officer.client.sees(/-manifest\.json/);
		await officer.pressOnMessage(/-manifest\.json/, 'Import legal export');
		await officer.submit();
		await settle();
		await bench.operator.addMember('legal', 'workspace.admin');
		const released = await preserve(api, 'yuki.mori');
		await settle();
		await officer.command('/legal-hold');
		await officer.open('holdsExport');
		await officer.submit();
		await officer.command('/legal-hold');
		await officer.open('holdManage', { below: released });
		await officer.open('holdRelease');
		await officer.submit({ reason: 'Withdrawn by the agency', reference: released });
		expect(await (await officer.client.sees(new RegExp(`^${released}: released\\.`))).isVisible()).toBe(true);
	});

	test('a served paper is attached to a case, and its sealed copy opened again', async () => {
		const { folder, officer, held, settle, openCase } = world;
		const paper = path.join(folder, 'warrant.txt');
		writeFileSync(paper, 'You are commanded to produce');
		await officer.client.page.getByLabel('File to upload').setInputFiles(paper);
		await officer.client.sees('warrant.txt');
		await officer.pressOnMessage('warrant.txt', 'Attach to legal case');
		await officer.submit({ reference: held });
		await settle();
		await openCase(officer, held);
		expect(await officer.read()).toContain('warrant.txt');
		await officer.open('openDocument');
		await officer.submit({ passphrase: PASSPHRASE });
	});
}
