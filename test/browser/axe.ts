import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
	id: string;
	impact: string;
	nodes: { html: string; failureSummary: string }[];
}

/** Waits for what is short; a progress bar goes on. */
const settle = `Promise.all(
	document.getAnimations()
		.filter((animation) => animation.effect.getComputedTiming().endTime < 1500)
		.map((animation) => animation.finished.catch(() => undefined)),
)`;

const grave = ['serious', 'critical'];

/** What axe finds grave on the page as it is now, in words; empty when nothing is. */
export async function findBarriers(page: Page): Promise<string[]> {
	// What fades in has, half way, a contrast of its own.
	await page.evaluate(settle);
	await page.evaluate(source);
	const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document, { resultTypes: ["violations"] })');
	return violations
		.filter(({ impact }) => grave.includes(impact))
		.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n  ${failureSummary}`));
}
