import { type World } from './world';
import { PASSPHRASE } from '../../engine/support/desk';
import { COMPLETE, SENDER, takeRequest } from '../../engine/support/intake';

/** The desk is set up; requests come in and become cases. */
export function reachRequests(world: World): void {
	test('the desk is set up', async () => {
		const { admin } = world;
		await admin.command('/legal-setup');
		await admin.submit({
			...{ organisation: 'Rocket.Chat Technologies Corp.', officerRole: 'legal-officer', approverRole: 'legal-approver' },
			...{ passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE },
		});
		expect(await (await admin.client.sees(/Legal Desk is set up in this channel/)).isVisible()).toBe(true);
	});

	test('a request is written page by page, answered by a letter, and its account preserved', async () => {
		const { bench, officer } = world;
		await officer.command('/legal-request');
		await officer.open('requestKind', { value: 'contents ' });
		await officer.fill({ agency: SENDER.agency });
		await officer.leave();
		await officer.command('/legal-request');
		await officer.open('discardRequest');
		await officer.open('requestKind', { value: 'contents ' });
		for (const page of COMPLETE.contents ?? []) await officer.submit(page as Record<string, string>);
		await officer.submit({ compared: 'yes' });
		await officer.open('openLetter');
		await officer.submit({ deed: 'send' });
		expect(await bench.operator.mail()).toHaveLength(1);
	});

	test('a case is closed and opened again', async () => {
		const { api, officer, openCase } = world;
		const [sender, ...pages] = COMPLETE.contents ?? [];
		const elsewhere = { ...sender, serverUrl: 'https://chat.elsewhere.example' };
		const { reference } = await takeRequest(api, 'contents', [elsewhere, ...pages]);
		await openCase(officer, reference);
		await officer.open('closeCase');
		await officer.submit({ outcome: 'other', reason: 'Withdrawn' });
		await openCase(officer, reference);
		await officer.open('reopenCase');
		await officer.submit({ reason: 'It was not' });
		await openCase(officer, reference);
		expect(await officer.read()).toContain('Close the case…');
	});
}
