/** What tests and scripts use: workbench processes, driven as people's clients drive a Rocket.Chat server. */
import type {
	AppState,
	FaultPlan,
	HostEvent,
	InteractionPayload,
	LoadedCounts,
	StruckFault,
	WorkspaceData,
} from '../engine/contract';

export interface WorkbenchOptions {
	/** Where the workspace lives on disk; a fresh temporary folder when absent. */
	dataDir?: string;
	/** Path of an app zip to install when the workspace does not have it yet. */
	zip?: string;
	/** Used when the data folder is empty: 'small' = a few people and rooms for tests, 'community' = the full demonstration workspace. */
	seed?: 'small' | 'community' | 'empty' | 'staff' | WorkspaceData;
	/** Fixed start of the workspace's clock (ISO 8601 UTC); default: the machine's time. */
	startAt?: string;
	/** APPS_ENGINE_RUNTIME_TIMEOUT in ms; default 30000. */
	runtimeTimeoutMs?: number;
	/** Fix the order in which unsorted reads come back; reads are shuffled by it. */
	shuffleSeed?: number;
}

/** One server process. */
export interface Workbench {
	readonly url: string;
	readonly dataDir: string;
	readonly pid: number;
	/** The last lines that the process wrote to its standard error. */
	log(): string;
	/** Signs in (username and password, default password = username). */
	as(username: string): Promise<Person>;
	operator: Operator;
	/** The end of the server process, however it comes. */
	ended(): Promise<void>;
	/** SIGKILL of the server process, as a power cut. */
	kill(): Promise<void>;
	/** Orderly stop. */
	stop(): Promise<void>;
	/** Stops (or kills) and starts again over the same data folder. */
	restart(how?: 'stop' | 'kill'): Promise<Workbench>;
	/** A second server process over the same data folder. */
	another(): Promise<Workbench>;
}

export interface View {
	id: string;
	type: string;
	appId: string;
	title: unknown;
	blocks: Record<string, any>[];
	submit?: Record<string, unknown>;
	close?: Record<string, unknown>;
	triggerId?: string;
}

export interface SubmitResult {
	/** Field errors by actionId, when the view stays open. */
	errors?: Record<string, string>;
	/** The view that replaces or follows this one. */
	view?: View;
	/** True when the modal closed. */
	closed: boolean;
	/** The answer took over 5 s: the client said so, closed the modal, and shows nothing of what came. */
	timedOut?: true;
	/** The raw HTTP body; undefined for an empty 200 (a client would freeze). */
	body: unknown;
}

/** A signed-in person with one connected client. */
export interface Person {
	readonly userId: string;
	readonly username: string;
	/** Types a whole line (`/legal-hold @x`) into the composer of a room (name or id). Resolves when the server has answered; `view` is what opened, if anything did. */
	type(line: string, options: { room: string; triggerId?: string | null }): Promise<{ view?: View; ephemerals: string[] }>;
	/** Fills fields by actionId on top of the view's initial values and submits. */
	submit(view: View, values: Record<string, unknown>): Promise<SubmitResult>;
	/** Presses a button of a view or of a message, by actionId. */
	press(
		on: { view: View } | { messageId: string; roomId: string },
		actionId: string,
		value?: unknown,
	): Promise<{ view?: View; ephemerals: string[]; body: unknown }>;
	pressActionButton(actionId: string, on: { roomId: string; messageId?: string }): Promise<{ view?: View; ephemerals: string[] }>;
	/** Sends any payload as it is: a hostile client. */
	interact(appId: string, payload: InteractionPayload | Record<string, unknown>): Promise<{ status: number; body: unknown }>;
	/** The DDP slashCommand path, which does not check the room. */
	forgeCommand(call: {
		command: string;
		params: string;
		roomId: string;
		triggerId?: string;
	}): Promise<{ status: number; ephemerals: string[]; view?: View }>;
	/** Posts a message and gives its id. Files go one to a message, as clients send them: the text with the first, the id of the last. */
	send(room: string, text: string, options?: { threadId?: string; files?: { name: string; content: Buffer }[] }): Promise<string>;
	/** Messages of a room that this person may read, oldest first; raw Rocket.Chat message documents. */
	messages(room: string): Promise<Record<string, any>[]>;
	download(fileUrl: string): Promise<Buffer>;
	/** The slash commands that a composer would offer. */
	commands(): Promise<{ command: string; description?: string; params?: string; permission?: string; appId: string }[]>;
	/** All ephemeral messages received so far. */
	ephemerals: string[];
	/**
	 * The next pushed event that matches, also one that came since this person last did something; each is returned once. Without
	 * `match`, ephemerals that the last call has reported do not count. Rejects after a timeout (default 10 s), telling what came.
	 */
	next(kind: HostEvent['kind'], match?: (event: any) => boolean, timeoutMs?: number): Promise<any>;
	/** The views that this person's client shows now, newest last; also those that were pushed after the answer. */
	readonly openViews: View[];
	/** Hears every pushed event from now on; returns how to stop. */
	on(listener: (event: HostEvent) => void): () => void;
	close(): void;
}

export interface Duration {
	days?: number;
	hours?: number;
	minutes?: number;
	ms?: number;
}

export interface ImportReport {
	added: LoadedCounts;
	/** Messages that an earlier import has brought. */
	alreadyHere: number;
	/** What did not come over as it was. */
	notes: { what: string; count: number; example: string }[];
}

/** What an operator of the machine can do, beyond any person of the workspace. */
export interface Operator {
	now(): Promise<Date>;
	/** Moves the clock of the whole workspace in strides (default: one jump), runs what has fallen due after each, and waits until the work is done. */
	advance(by: Duration, stride?: Duration): Promise<void>;
	/** Moves the clock to the next run of a job, and lets it run. Rejects when nothing is scheduled. */
	advanceToNextDue(): Promise<Date>;
	settle(): Promise<void>;
	apps(): Promise<AppState[]>;
	install(zipPath: string): Promise<AppState>;
	update(zipPath: string): Promise<AppState>;
	uninstall(appId: string): Promise<void>;
	enable(appId: string): Promise<AppState>;
	disable(appId: string): Promise<AppState>;
	crashApp(appId: string): Promise<void>;
	/** Disables it and enables it again. */
	restartApp(appId: string): Promise<AppState>;
	setAppSetting(appId: string, settingId: string, value: unknown): Promise<void>;
	logs(appId: string): Promise<unknown[]>;
	/** Bridge calls that were refused for want of a permission. */
	denials(): Promise<{ appId: string; missing: string[] }[]>;
	mail(): Promise<Record<string, any>[]>;
	jobs(): Promise<Record<string, any>[]>;
	/** Raw persistence documents, as a database administrator sees them. */
	persistence(appId?: string): Promise<Record<string, any>[]>;
	/** A database administrator's hands: change or remove a raw persistence document. */
	tamper(id: string, change: { set?: unknown; remove?: true }): Promise<void>;
	/** Removes a room's messages older than an instant, without events, as retention does; rooms go by id or name. */
	prune(room: string, before: string): Promise<number>;
	/** Raw documents of accounts, without passwords. */
	users(): Promise<Record<string, any>[]>;
	rooms(): Promise<Record<string, any>[]>;
	deleteUser(username: string, options?: { by?: string; erasure?: 'Delete' | 'Unlink' | 'Keep' }): Promise<void>;
	setUserActive(username: string, active: boolean): Promise<void>;
	/** `by` (a username) says who did it; the person themselves unless given. The rest is the change. */
	updateUser(username: string, patch: Record<string, unknown> & { by?: string }): Promise<void>;
	/** With `by` (a username) somebody deletes it, which apps may prevent and hear of; without, it goes silently. */
	deleteRoom(room: string, options?: { by?: string }): Promise<void>;
	/** Makes a private channel public (`c`) or the other way round (`p`), as its owner can. */
	setRoomType(room: string, type: 'c' | 'p'): Promise<void>;
	addMember(room: string, username: string): Promise<void>;
	removeMember(room: string, username: string): Promise<void>;
	/** Changes a server setting. */
	setSetting(id: string, value: unknown): Promise<void>;
	/** The next mails are taken from the app without a word and lost on the way. */
	loseMail(times?: number): Promise<void>;
	/** Adds the people, rooms and messages of a Slack export, or refuses the whole of it in a sentence. */
	importSlack(zip: Buffer): Promise<ImportReport>;
	/** Fails the next calls of a bridge method (e.g. 'uploads.create', 'messages.create', 'persistence.create') with an error. */
	fail(method: string, times?: number, message?: string): Promise<void>;
	/** Plans what the next calls of a bridge method meet: a failure before or after the work, a delay, or a power cut of this server. */
	inject(method: string, plan: FaultPlan): Promise<void>;
	/** Forgets what is planned. */
	clearFaults(): Promise<void>;
	/** What has struck since the last time that this was asked. */
	takeStruckFaults(): Promise<StruckFault[]>;
}

export type StartWorkbench = (options?: WorkbenchOptions) => Promise<Workbench>;
