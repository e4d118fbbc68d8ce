import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { openOperator, type World } from './world';
import { PASSPHRASE, SUBPOENA } from '../../engine/support/desk';
import { COMPLETE, takeRequest } from '../../engine/support/intake';

/** What leaves: asked for and approved, signed outside, cut off and continued. */
export function reachProduction(world: World): void {
	test('a production is asked for, changed and approved, then charged, declared and written about', async () => {
		const { bench, api, officer, counsel, held, settle, openCase } = world;
		// While somebody outside the legal team is in the channel, records go to one person's direct messages.
		await bench.operator.removeMember('legal', 'workspace.admin');
		const [sender, ...pages] = COMPLETE['account-information'] ?? [];
		await takeRequest(api, 'account-information', [{ ...sender, caseReference: held }, ...pages]);
		await officer.open('produce', { card: held });
		await officer.submit(SUBPOENA);
		await counsel.command(`/legal-produce ${held}`);
		await counsel.open('changeProduction');
		await counsel.leave();
		await counsel.open('produce', { card: held });
		await counsel.submit({ passphrase: PASSPHRASE });
		await counsel.client.sees(`${held}-P1.zip`);
		await settle();
		await openCase(officer, held);
		await officer.open('openProductionLetter');
		await officer.submit({ deed: 'send' });
		await openCase(officer, held);
		await officer.open('costs');
		await officer.submit({ searchMinutes: '90', searchRate: '50.00', basis: 'Schedule of 2026' });
		await officer.leave();
		await openCase(officer, held);
		await officer.open('openCostLetter');
		await officer.submit({ deed: 'send' });
		await openCase(officer, held);
		await officer.open('declaration');
		await officer.submit({ place: 'abroad' });
		expect(await (await officer.client.sees(/declaration-1\.txt/)).isVisible()).toBe(true);
	});

	test('a production is signed outside, with openssl in the place of a smart card', async () => {
		const { folder, officer, counsel, held, settle, openCase } = world;
		const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
		openssl(
			...[
				'req',
				'-x509',
				'-newkey',
				'ec',
				'-pkeyopt',
				'ec_paramgen_curve:P-256',
				'-nodes',
				'-keyout',
				'card.key',
				'-out',
				'card.pem',
			],
			...['-subj', '/O=Counsel/CN=card', '-days', '365', '-addext', 'keyUsage=critical,digitalSignature,nonRepudiation'],
		);
		await officer.command(`/legal-produce ${held}`);
		await officer.submit({ ...SUBPOENA, processNumber: '26-GJ-0200' });
		await counsel.command(`/legal-produce ${held}`);
		await counsel.submit({ passphrase: PASSPHRASE, certificate: readFileSync(path.join(folder, 'card.pem'), 'utf8') });
		const list = path.join(folder, 'list.txt');
		await (await counsel.client.download(/-P2-tagmanifest-sha256\.txt/)).saveAs(list);
		openssl(
			'cms',
			'-sign',
			'-binary',
			'-cades',
			'-md',
			'sha256',
			'-signer',
			'card.pem',
			'-inkey',
			'card.key',
			'-outform',
			'DER',
			'-in',
			list,
			'-out',
			'list.p7s',
		);
		await counsel.client.page.getByLabel('File to upload').setInputFiles(path.join(folder, 'list.p7s'));
		await counsel.client.sees('list.p7s');
		await counsel.pressOnMessage('list.p7s', 'Use as signature of a production');
		await counsel.submit({ reference: held });
		await counsel.submit({ passphrase: PASSPHRASE });
		await counsel.client.sees(`${held}-P2.zip`);
		await settle();
		await openCase(counsel, held);
		await counsel.open('withdrawProduction');
		await counsel.submit({ reason: 'Made twice' });
		await openCase(counsel, held);
		expect(await counsel.read()).toContain('Withdrawn by @legal.counsel: Made twice');
	});

	test('a production that a crash cut off is continued with the passphrase', async () => {
		const { bench, officer, counsel, held } = world;
		await officer.command(`/legal-produce ${held}`);
		await officer.submit({ ...SUBPOENA, processNumber: '26-GJ-0300' });
		await counsel.command(`/legal-produce ${held}`);
		// The package is on its way into the room when the app dies.
		await bench.operator.inject('uploads.create', { effect: 'fail', delayMs: 20_000 });
		await counsel.submit({ passphrase: PASSPHRASE });
		const operate = await openOperator(officer.client);
		await operate('Crash');
		await bench.operator.clearFaults();
		await operate('+1 hour');
		await officer.client.sees(new RegExp(`^${held}: production no\\. \\d was cut off`));
		await operate(/Close the operator/);
		await counsel.open('produce', { card: held });
		expect(await counsel.read()).toContain('The server stopped in the middle (interrupted)');
		await counsel.submit({ passphrase: PASSPHRASE });
		expect(await (await counsel.client.sees(`${held}-P3.zip`)).isVisible()).toBe(true);
	});
}
