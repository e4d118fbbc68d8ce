import { readFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
	id: string;
	impact: string;
	nodes: { html: string; failureSummary: string }[];
}

const grave = ['serious', 'critical'];

/** What axe finds grave on the page as it is now, in words; empty when nothing is. */
export async function findBarriers(page: Page): Promise<string[]> {
	// What fades in has, half way, a contrast of its own.
	await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))');
	await page.evaluate(source);
	const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document, { resultTypes: ["violations"] })');
	return violations
		.filter(({ impact }) => grave.includes(impact))
		.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n  ${failureSummary}`));
}
