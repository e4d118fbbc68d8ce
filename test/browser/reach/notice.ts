import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { inDays, type World } from './world';
import { ORDER, preserve, SUBPOENA } from '../../engine/support/desk';
import { openClient } from '../client';

/** Whether and when the account holder is told. */
export function reachNotice(world: World): void {
	test('an order is recorded, extended and lifted; an exception is proposed and decided', async () => {
		const { officer, counsel, held, openCase } = world;
		await openCase(officer, held);
		await officer.open('notice');
		await officer.open('recordOrder');
		await officer.submit({ ...ORDER, endsOn: inDays(90) });
		await officer.open('notice', { card: held });
		await officer.open('extendOrder');
		await officer.submit({ endsOn: inDays(120), reason: 'Extended by the court' });
		await officer.open('notice', { card: held });
		await officer.open('liftOrder');
		await officer.submit({ reason: 'Lifted by the court', document: 'Order 26-ND-7-L', reference: held });
		await officer.open('notice', { card: held });
		await officer.open('proposeException');
		await officer.submit({ kind: 'terrorism', reason: 'A threat of an attack' });
		await counsel.open('notice', { card: held });
		await counsel.open('decideException');
		await counsel.submit({ verdict: 'approve' });
		await counsel.open('notice', { card: held });
		expect(await counsel.read()).toContain('A threat of an attack');
	});

	test('the account holder is told, with the redacted copy of the request', async () => {
		const { bench, api, folder, officer, settle, openCase } = world;
		const reference = await preserve(api, 'joao.prado');
		await settle();
		await officer.command(`/legal-produce ${reference}`);
		await officer.submit(SUBPOENA);
		const copy = path.join(folder, 'redacted.txt');
		writeFileSync(copy, 'A redacted copy');
		await officer.client.page.getByLabel('File to upload').setInputFiles(copy);
		await officer.client.sees('redacted.txt');
		await openCase(officer, reference);
		await officer.open('notice');
		await officer.open('sendNotice');
		await officer.submit({ copy: await officer.findOption('copy', 'redacted.txt'), confirmed: ['redacted'] });
		const joao = await openClient(bench.url, 'joao.prado');
		try {
			await joao.openRoom('Legal Desk');
			expect(await (await joao.sees(/Wilmington Police Department/)).isVisible()).toBe(true);
		} finally {
			await joao.close();
		}
	});
}
