import type { Page } from 'playwright-core';

import { noteDrawn, readEvent, readInteraction, type Drawn } from '../../workbench/testing';

const parse = (text: string): Record<string, any> | undefined => {
	try {
		return JSON.parse(text) as Record<string, any>;
	} catch {
		return undefined;
	}
};

/** Collects every view and every message with blocks that reaches the page, pushed or answered. */
export function watchViews(page: Page): Drawn[] {
	const seen: Drawn[] = [];
	const note = (drawn: Drawn[]): void => {
		seen.push(...drawn);
		noteDrawn(drawn);
	};
	page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => note(readEvent(parse(String(payload))?.event))));
	page.on('response', (response) => {
		if (!response.url().includes('/ui.interaction/')) return;
		response.text().then(
			(text) => note(readInteraction(parse(text))),
			// The page went away before its answer came.
			() => undefined,
		);
	});
	return seen;
}
