import { inDays, type World } from './world';
import { preserve } from '../../engine/support/desk';

/** What stands in lists, and their pages. */
export function reachLists(world: World): void {
	test('what is due is filtered and put off, from the room’s own button', async () => {
		const { officer } = world;
		await officer.client.page.getByRole('button', { name: 'Open legal desk' }).click();
		await officer.client.page.getByRole('complementary', { name: 'Due' }).waitFor();
		for (const filter of ['dueMine', 'dueOverdue', 'dueAll']) await officer.open(filter);
		await officer.open('snooze');
		await officer.submit({ until: inDays(10), reason: 'The agency is asked' });
		await officer.command('/legal');
		expect(await officer.read()).toContain(`Put off until ${inDays(10)}`);
	});

	test('of many cases there are pages', async () => {
		const { api, officer, settle } = world;
		for (let count = 0; count < 20; count++)
			await preserve(api, 'maria.silva', { scopeDirect: 'none', scopePrivate: 'none', scopePublic: 'none' });
		await settle();
		const seen = async (): Promise<string[]> => (await officer.read()).match(/LE-\d{4}-\d{4}/g) ?? [];
		for (const [command, next, previous] of [
			['/legal-hold', 'holdsNextPage', 'holdsPage'],
			['/legal', 'dueNext', 'duePrevious'],
		] as const) {
			await officer.command(command);
			const first = await seen();
			await officer.open(next);
			expect(await seen()).not.toEqual(first);
			await officer.open(previous);
			expect(await seen()).toEqual(first);
			await officer.leave();
		}
	});
}
