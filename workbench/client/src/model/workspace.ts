import { createActions, type Actions } from './actions';
import { createMessages, type Messages } from './messages';
import { hasAtLeastOne, type Granted } from './permissions';
import { openPush } from './push';
import { createRestFor, type Rest } from './rest';
import { createStore, type Store } from './store';
import { openViews } from './surfaces';
import type { Account, ActionButton, Command, Login, Message, Room } from './types';
import type { HostEvent } from '../../../engine/contract';

/** One person's client: what it knows, and what the person can do. */
export interface WorkspaceModel {
	me: Account;
	rest: Rest;
	rooms: Store<Room[]>;
	roomId: Store<string | undefined>;
	/** Rooms with something new since they were last looked at. */
	unread: Store<ReadonlySet<string>>;
	people: Store<Account[]>;
	commands: Store<Command[]>;
	buttons: Store<ActionButton[]>;
	/** Whether the person may use a command in a room; the server does not ask. */
	mayUse(command: Command, roomId: string): boolean;
	connected: Store<boolean>;
	messages: Messages;
	actions: Actions;
	/** Opens a room and reads its newest messages. */
	openRoom(roomId: string): Promise<void>;
	/** Reads rooms, commands and buttons again: an app may have come, gone or changed. */
	refresh(): Promise<void>;
	close(): void;
}

const newestFirst = (one: Room, other: Room): number => (other.lm ?? '').localeCompare(one.lm ?? '');

/** Signs the client in for good: reads what there is and follows what the server pushes. */
export async function openWorkspace(login: Login): Promise<WorkspaceModel> {
	const rest = createRestFor(login);
	const rooms = createStore<Room[]>([]);
	const roomId = createStore<string | undefined>(undefined);
	const unread = createStore<ReadonlySet<string>>(new Set());
	const people = createStore<Account[]>([]);
	const commands = createStore<Command[]>([]);
	const buttons = createStore<ActionButton[]>([]);
	const connected = createStore(false);
	let granted: Granted = { permissions: [], subscriptions: [] };
	const messages = createMessages(rest);
	const actions = createActions(rest);

	const refresh = async (): Promise<void> => {
		const [listed, known, offered, pressable, permitted, subscribed] = await Promise.all([
			rest.get('/api/v1/rooms.get'),
			rest.get('/api/v1/users.list'),
			rest.get('/api/v1/commands.list'),
			rest.get('/api/apps/actionButtons'),
			rest.get('/api/v1/permissions.listAll'),
			rest.get('/api/v1/subscriptions.get'),
		]);
		rooms.set((listed.update as Room[]).sort(newestFirst));
		people.set(known.users);
		granted = { permissions: permitted.update, subscriptions: subscribed.update };
		commands.set(offered.commands);
		buttons.set(pressable);
	};

	const openRoom = async (id: string): Promise<void> => {
		roomId.set(id);
		sessionStorage.setItem('room', id);
		unread.set((ids) => new Set([...ids].filter((other) => other !== id)));
		await messages.load(id);
	};

	const noteNews = (message: Message): void => {
		const isHere = rooms.get().some((room) => room._id === message.rid);
		if (!isHere) void refresh();
		if (message.rid !== roomId.get() && message.u?._id !== login.userId) unread.set((ids) => new Set([...ids, message.rid]));
	};

	const receive = (event: HostEvent): void => {
		messages.receive(event);
		if (event.kind === 'message') noteNews(event.message as unknown as Message);
		if (event.kind === 'interaction') actions.receive(event.interaction);
	};

	/** After a gap, what was missed is read again. */
	const follow = (isThere: boolean): void => {
		const cameBack = isThere && connected.get() === false && rooms.get().length > 0;
		connected.set(isThere);
		const id = roomId.get();
		if (cameBack && id) void Promise.all([refresh(), messages.load(id)]);
	};

	await refresh();
	const push = openPush(login, receive, follow);
	const close = (): void => {
		push.close();
		openViews.set([]);
	};
	return {
		me: login.me,
		rest,
		rooms,
		roomId,
		unread,
		people,
		commands,
		buttons,
		mayUse: ({ permission }, id) => hasAtLeastOne(granted, login.me, permission, id),
		connected,
		messages,
		actions,
		openRoom,
		refresh,
		close,
	};
}
