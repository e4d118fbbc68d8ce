/** What a web client sends for each thing that a person does to a surface. */
import type { View } from './contract';
import { buildState, findPressable, type PlacedElement, type ViewValues } from './views';

type Message = Record<string, any>;

/** The view goes as the client shows it, with the state of its fields. */
export const describeSubmit = ({ triggerId: _opened, ...view }: View, values: ViewValues): Record<string, unknown> => ({
	type: 'viewSubmit',
	viewId: view.id,
	payload: { view: { ...view, state: buildState(values) } },
});

const describeAction = ({ element, blockId }: PlacedElement, value: unknown): Record<string, unknown> => ({
	type: 'blockAction',
	actionId: element.actionId,
	payload: { blockId, value: value ?? element.value },
});

/** The fields of the view do not go along: an app learns them at submit. */
export const describePressInView = (view: View, pressed: PlacedElement, value: unknown): Record<string, unknown> => ({
	...describeAction(pressed, value),
	container: { type: 'view', id: view.id },
});

export const describePressInMessage = (
	{ _id, rid, tmid }: Message,
	pressed: PlacedElement,
	value: unknown,
): Record<string, unknown> => ({
	...describeAction(pressed, value),
	container: { type: 'message', id: _id },
	mid: _id,
	rid,
	tmid,
});

/** @throws Error that lists what can be pressed in the message. */
export function findPressableInMessage(message: Message, actionId: string, value: unknown): PlacedElement {
	const blocks = [...(message.blocks ?? []), ...(message.attachments ?? []).flatMap((part: Message) => part.blocks ?? [])];
	return findPressable(blocks, `message "${message._id}"`, actionId, value);
}

/** The DDP method call of the web client's composer; nobody checks its `rid`. */
export const describeMethodCall = (call: { command: string; params: string; roomId: string; triggerId?: string }): string => {
	const { command, params, roomId, triggerId } = call;
	const argument = { cmd: command, params, msg: { rid: roomId }, triggerId };
	return JSON.stringify({ msg: 'method', id: '1', method: 'slashCommand', params: [argument] });
};

/** A room's id from its id, its name, or `@username` of a direct room; anything else is left for the server to refuse. */
export function findRoomId(rooms: Message[], room: string): string {
	const isDirectWith = ({ t, usernames }: Message): boolean =>
		t === 'd' && usernames?.length === 2 && usernames.includes(room.slice(1));
	const found =
		rooms.find(({ _id }) => _id === room) ??
		rooms.find(({ name }) => name !== undefined && name === room) ??
		(room.startsWith('@') ? rooms.find(isDirectWith) : undefined);
	return found?._id ?? room;
}
