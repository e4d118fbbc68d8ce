/**
 * Makes the pictures in docs/screenshots from the workbench, as the people of one case see it.
 * usage: npm run screenshots
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { openClient, type Client } from '../test/browser/client';
import { approve, askForProduction, describeRequest, locate, markRequest, say, setUp, type Look } from '../test/browser/story';
import { findZip } from '../test/engine/support/desk';
import { startWorkbench } from '../workbench/testing';

const folder = path.join(__dirname, '../docs/screenshots');

/** A picture of what a person sees. */
const lookAt =
	({ page }: Client): Look =>
	async (name) => {
		// Away from what shows more under the pointer.
		await page.mouse.move(0, 0);
		await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))');
		await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
		console.log(`docs/screenshots/${name}.png`);
	};

/** What else the officer works with: a case, a new request, everything due. */
async function showMore(officer: Client): Promise<void> {
	const shown = officer.page.locator('[data-view]');
	for (const [name, line] of [
		['case', '/legal-case LE-2026-0001'],
		['request', '/legal-request'],
	] as const) {
		await officer.type(line);
		await shown.waitFor();
		await lookAt(officer)(name);
		await officer.page.keyboard.press('Escape');
		await shown.waitFor({ state: 'detached' });
	}
	await officer.type('/legal');
	await shown.waitFor();
	await lookAt(officer)('due');
	await shown.getByRole('button', { name: 'Close', exact: true }).first().click();
}

async function tellTheCase(url: string): Promise<void> {
	const admin = await openClient(url, 'Piet van Loon', { height: 900 });
	await setUp(admin, lookAt(admin));
	const officer = await openClient(url, 'Ines Calloway', { height: 900 });
	await locate(officer, 'maria.silva', lookAt(officer));
	await describeRequest(officer);
	await lookAt(officer)('preserve');
	await markRequest(officer);
	await officer.press(say('button.preserve-now'));
	await officer.sees(/LE-2026-0001/);
	await officer.page.getByRole('button', { name: say('button.produce') }).waitFor();
	await lookAt(officer)('case-card');
	await officer.type('/legal-hold');
	await officer.dialog(say('holds.title'));
	await lookAt(officer)('holds');
	await officer.page.keyboard.press('Escape');
	await showMore(officer);
	await askForProduction(officer, lookAt(officer));
	const counsel = await openClient(url, 'Adaeze Thornbury', { height: 900, colorScheme: 'dark' });
	await approve(counsel, async (name) => lookAt(counsel)(`${name}-dark`));
	await lookAt(counsel)('package');
	await officer.page.getByRole('button', { name: 'Operator', exact: true }).click();
	await officer.page.getByRole('complementary', { name: 'Operator' }).getByText(/Jobs/).waitFor();
	await lookAt(officer)('operator');
	const onTheWay = await openClient(url, 'Tomasz Wilk', { width: 390, height: 780, isSharp: true });
	await onTheWay.openRoom('legal');
	await onTheWay.sees(/LE-2026-0001/);
	await lookAt(onTheWay)('narrow');
	for (const client of [admin, officer, counsel, onTheWay]) await client.close();
}

async function main(): Promise<void> {
	mkdirSync(folder, { recursive: true });
	execFileSync(process.execPath, [path.join(__dirname, '../workbench/client/build.mjs')], { stdio: 'inherit' });
	const bench = await startWorkbench({ zip: findZip(), seed: 'small', startAt: '2026-11-02T09:00:00Z' });
	try {
		await tellTheCase(bench.url);
	} finally {
		await bench.stop();
	}
}

main().catch((fault: Error) => {
	console.error(fault.message);
	process.exitCode = 1;
});
