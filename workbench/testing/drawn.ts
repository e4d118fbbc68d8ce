import { checkView, findLostLineBreaks, type CheckedSurface, type CheckOptions } from './checkView';

/** What a server gave a client to draw: a view of an interaction, or the blocks of a message. */
export interface Drawn {
	surface: CheckedSurface;
	view: Record<string, any> & { blocks: Record<string, any>[] };
}

/** The view that a server interaction brings, if it brings one. */
export function readInteraction(interaction: Record<string, any> | undefined): Drawn[] {
	const surface = String(interaction?.type ?? '').split('.')[0] as CheckedSurface;
	const view = surface === 'banner' ? interaction : interaction?.view;
	return view?.blocks ? [{ surface, view: { appId: interaction?.appId, ...view } }] : [];
}

export const readMessage = (message: Record<string, any> | undefined): Drawn[] =>
	message?.blocks ? [{ surface: 'message', view: { blocks: message.blocks } }] : [];

/** What a pushed event brings to draw. */
export const readEvent = (event: Record<string, any> | undefined): Drawn[] =>
	event?.kind === 'interaction' ? readInteraction(event.interaction) : readMessage(event?.message);

const drawn = new Map<string, Drawn>();

/** Every client in this process notes what it is given, so that a test can look at all of it at its end. */
export function noteDrawn(all: Drawn[]): void {
	for (const one of all) drawn.set(JSON.stringify([one.surface, one.view.title, one.view.blocks]), one);
}

/** Everything that clients in this process were given since this was last asked; what was drawn alike counts once. */
export function takeDrawn(): Drawn[] {
	const all = [...drawn.values()];
	drawn.clear();
	return all;
}

/** What of it a web client, and when asked for the mobile one, does not draw whole, in words. */
export const findUndrawn = (all: Drawn[], options: CheckOptions = {}): string[] =>
	all.flatMap(({ surface, view }) => {
		const faults = [
			...checkView(view, surface, options),
			...findLostLineBreaks(view).map((text) => `a line break that nobody sees: ${JSON.stringify(text.slice(0, 80))}`),
		];
		return [...new Set(faults)].map((fault) => `${surface} “${view.title?.text ?? ''}”: ${fault}`);
	});
