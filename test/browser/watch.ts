import type { Page } from 'playwright-core';

import type { CheckedSurface } from '../../workbench/testing';

/** What the server gave a page to draw. */
export interface Drawn {
	surface: CheckedSurface;
	view: Record<string, any> & { blocks: Record<string, any>[] };
}

const parse = (text: string): Record<string, any> | undefined => {
	try {
		return JSON.parse(text) as Record<string, any>;
	} catch {
		return undefined;
	}
};

function readInteraction(interaction: Record<string, any> | undefined): Drawn[] {
	const surface = String(interaction?.type ?? '').split('.')[0] as CheckedSurface;
	const view = surface === 'banner' ? interaction : interaction?.view;
	return view?.blocks ? [{ surface, view: { appId: interaction?.appId, ...view } }] : [];
}

const readMessage = (message: Record<string, any> | undefined): Drawn[] =>
	message?.blocks ? [{ surface: 'message', view: { blocks: message.blocks } }] : [];

function readFrame(payload: string | Buffer): Drawn[] {
	const { event } = parse(String(payload)) ?? {};
	return event?.kind === 'interaction' ? readInteraction(event.interaction) : readMessage(event?.message);
}

/** Collects every view and every message with blocks that reaches the page, pushed or answered. */
export function watchViews(page: Page): Drawn[] {
	const drawn: Drawn[] = [];
	page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => drawn.push(...readFrame(payload))));
	page.on('response', (response) => {
		if (!response.url().includes('/ui.interaction/')) return;
		response.text().then(
			(text) => drawn.push(...readInteraction(parse(text))),
			// The page went away before its answer came.
			() => undefined,
		);
	});
	return drawn;
}
