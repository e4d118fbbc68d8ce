import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startWorkbench, type Person, type Workbench } from '../../../workbench/testing';
import { findZip } from '../../engine/support/desk';
import { findBarriers } from '../axe';
import { openClient, type Client } from '../client';
import { useHands, type Done, type Hands } from '../hands';

/** A day from today on, as date fields have it. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A workspace with the app, three people at its page, and what they have done with it so far. */
export interface World {
	bench: Workbench;
	/** The officer, beside the page. */
	api: Person;
	folder: string;
	admin: Hands;
	officer: Hands;
	counsel: Hands;
	/** The case of which most is told. */
	held: string;
	done: Done;
	/** The views that were looked at, by the way to them; what axe found grave in them. */
	seen: Set<string>;
	barriers: string[];
	settle(): Promise<void>;
	openCase(hands: Hands, reference: string): Promise<void>;
	lastCase(): Promise<string | undefined>;
}

/** Opens the page for three people, and looks at each view once. */
export async function openWorld(): Promise<World> {
	execFileSync(process.execPath, [path.join(__dirname, '../../../workbench/client/build.mjs')]);
	// Signatures made outside carry the machine's time.
	const bench = await startWorkbench({ zip: findZip(), seed: 'small', startAt: new Date().toISOString() });
	const done: Done = { actions: new Set(), forms: new Set() };
	const seen = new Set<string>();
	const barriers: string[] = [];
	const openHands = async (name: string): Promise<Hands> => {
		const client = await openClient(bench.url, name, { height: 900 });
		await client.openRoom('legal');
		return useHands(client, bench, done, async (way) => {
			if (seen.has(way)) return;
			seen.add(way);
			barriers.push(...(await findBarriers(client.page)).map((barrier) => `${way}: ${barrier}`));
		});
	};
	const [admin, officer, counsel] = (await Promise.all(
		['Piet van Loon', 'Ines Calloway', 'Adaeze Thornbury'].map(openHands),
	)) as [Hands, Hands, Hands];
	const api = await bench.as('legal.officer');
	return {
		...{ bench, api, admin, officer, counsel, done, seen, barriers },
		folder: mkdtempSync(path.join(tmpdir(), 'reach-')),
		held: '',
		settle: () => bench.operator.settle(),
		openCase: (hands, reference) => hands.command(`/legal-case ${reference}`),
		lastCase: async () =>
			(await api.messages('legal')).map(({ msg }) => /^(LE-\d{4}-\d{4}): /.exec(String(msg))?.[1]).findLast(Boolean),
	};
}

export async function closeWorld({ bench, folder, admin, officer, counsel }: World): Promise<void> {
	await Promise.all([admin, officer, counsel].map((hands) => hands?.client.close()));
	await bench?.stop();
	if (folder) rmSync(folder, { recursive: true, force: true });
}

/** Opens the operator's panel beside the room. @returns what presses a button of it, and waits until that is done */
export async function openOperator({ page }: Client): Promise<(button: string | RegExp) => Promise<void>> {
	await page.getByRole('button', { name: 'Operator', exact: true }).click();
	const panel = page.getByRole('complementary', { name: 'Operator' });
	return async (button) => {
		await panel.getByRole('button', { name: button, exact: true }).click();
		await panel.locator('button:disabled:visible').first().waitFor({ state: 'detached' });
	};
}
