import { type World } from './world';
import { COMPLETE } from '../../engine/support/intake';
import type { Hands } from '../hands';

/** An emergency, from the call back to the process that follows. */
export function reachEmergency(world: World): void {
	test('an emergency is called back, recommended, decided, answered and followed up', async () => {
		const { officer, counsel, settle } = world;
		await officer.command('/legal-emergency');
		for (const page of COMPLETE.emergency ?? []) await officer.submit(page as Record<string, string>);
		await officer.submit({ compared: 'yes' });
		const reference = /LE-\d{4}-\d{4}/.exec(await officer.read())?.[0] ?? '';
		await officer.open('preserveSubject');
		await officer.submit();
		await settle();
		await officer.leave();
		const step = async (hands: Hands, actionId: string, values: Record<string, string | string[]>) => {
			await hands.command(`/legal-emergency ${reference}`);
			await hands.open(actionId);
			await hands.submit(values);
			await hands.leave();
		};
		await step(officer, 'callBack', {
			...{ number: '+1 302 555 0100', numberFrom: 'agency-website', personReached: 'Sgt. B. Example', confirmed: 'yes' },
		});
		await step(officer, 'recommendEmergency', { categories: ['account'], reason: 'Report of suicide' });
		await step(counsel, 'decideEmergency', {
			...{ decision: 'disclose', reason: 'A person may take their life', whyNecessary: 'The address leads there' },
		});
		await step(officer, 'emergencyLetter', { deed: 'send' });
		await step(officer, 'followUpEmergency', { outcome: 'Subpoena 26-GJ-0200' });
		await officer.open('emergency', { card: reference });
		await officer.leave();
		await officer.open('showCase', { card: reference });
		expect(await officer.read()).toContain(`Case ${reference}`);
	});
}
