/**
 * What the parts of the workbench promise each other.
 *
 * `engine/` implements `Host` (one Rocket.Chat server instance: store, clock, bridges, genuine AppManager).
 * `server/` puts Rocket.Chat's HTTP and WebSocket shapes in front of a `Host`.
 * `seed/` and importers produce `WorkspaceData`.
 * `testing/` drives running workbench processes as people's clients do.
 */

/** A workspace as plain data, for seeding and importing. Instants are ISO 8601 UTC strings. */
export interface WorkspaceData {
	users: SeedUser[];
	rooms: SeedRoom[];
	messages: Iterable<SeedMessage>;
	/** Custom roles beside the built-in admin, user, guest, bot, app. */
	roles?: { id: string; name: string; description?: string }[];
	/** Server settings, e.g. Site_Url, From_Email, FileUpload_MaxFileSize, Message_MaxAllowedSize. */
	settings?: Record<string, unknown>;
}

export interface SeedUser {
	id: string;
	username: string;
	name: string;
	emails: { address: string; verified: boolean }[];
	roles: string[];
	type?: 'user' | 'bot' | 'app';
	active?: boolean;
	/** Deleted people are listed so that their messages can name them; they get no account record. */
	deleted?: boolean;
	bio?: string;
	statusText?: string;
	utcOffset?: number;
	language?: string;
	createdAt: string;
	lastLoginAt?: string;
	customFields?: Record<string, unknown>;
	/** Workbench sign-in only; default is the username. */
	password?: string;
}

export interface SeedRoom {
	id: string;
	/** c: public channel, p: private group, d: direct messages. */
	type: 'c' | 'p' | 'd';
	/** Slug; absent for direct rooms. */
	name?: string;
	displayName?: string;
	topic?: string;
	description?: string;
	/** User ids. */
	members: string[];
	owners?: string[];
	moderators?: string[];
	readOnly?: boolean;
	archived?: boolean;
	encrypted?: boolean;
	createdAt: string;
}

export interface SeedMessage {
	id: string;
	roomId: string;
	userId: string;
	text: string;
	at: string;
	threadId?: string;
	editedAt?: string;
	editedBy?: string;
	/** Rocket.Chat's system-message type; 'e2e' for end-to-end-encrypted, 'rm' for a removed message. */
	type?: string;
	hidden?: boolean;
	reactions?: Record<string, string[]>;
	files?: { id: string; name: string; type: string; content: Buffer }[];
	pinned?: boolean;
	/** Posted by an integration or an app. */
	bot?: boolean;
	/** The name that an integration gave itself. */
	alias?: string;
	/** Rocket.Chat's attachments, with texts of integrations. */
	attachments?: Record<string, unknown>[];
}

/** How much of a workspace was new. */
export interface LoadedCounts {
	users: number;
	rooms: number;
	messages: number;
	files: number;
}

/** What a person's client sends for a UIKit interaction, as Rocket.Chat's ui.interaction endpoint takes it. Nothing in it is trusted. */
export type InteractionPayload =
	| {
			type: 'blockAction';
			actionId: string;
			triggerId?: string;
			payload: { blockId?: string; value?: unknown };
			container: { type: 'message' | 'view'; id: string };
			mid?: string;
			rid?: string;
			tmid?: string;
	  }
	| { type: 'viewSubmit'; actionId?: string; triggerId?: string; viewId?: string; payload: { view: Record<string, unknown> } }
	| { type: 'viewClosed'; payload: { viewId?: string; view: Record<string, unknown>; isCleared?: boolean } }
	| {
			type: 'actionButton';
			actionId: string;
			triggerId?: string;
			rid: string;
			mid?: string;
			tmid?: string;
			payload: { context: string; message?: string };
	  };

/** Pushed to a person's connected clients. */
export type HostEvent =
	| { kind: 'message'; roomId: string; message: Record<string, unknown> }
	| { kind: 'messageUpdated'; roomId: string; message: Record<string, unknown> }
	| { kind: 'messageDeleted'; roomId: string; messageId: string }
	| { kind: 'ephemeral'; userId: string; message: Record<string, unknown> }
	/** modal.open, modal.update, modal.close, contextual_bar.open, errors, banner.open …: Rocket.Chat's server interactions. */
	| { kind: 'interaction'; userId: string; interaction: Record<string, unknown> };

/** One server instance. Everything an app can notice goes through the genuine AppManager. */
export interface Host {
	readonly instanceId: string;
	/** Epoch ms of the workspace's clock, which may run ahead of the machine's. */
	now(): number;
	/**
	 * Moves the clock of the whole workspace (all instances and their app processes) forward in strides (default: one jump),
	 * and after each stride runs what has fallen due, as a server does that was suspended for that long.
	 */
	advance(ms: number, strideMs?: number): Promise<void>;
	/** Resolves when no job is due or running at the present instant. */
	settle(): Promise<void>;
	/** Epoch ms of the job that runs next; undefined when nothing is scheduled. */
	nextDueAt(): number | undefined;

	/**
	 * Adds people, rooms and messages in one transaction. What is there already stays as it is: a person or a message of the same
	 * id is skipped, a room of the same id takes the new members.
	 */
	loadWorkspace(data: WorkspaceData): Promise<LoadedCounts>;

	installApp(zip: Buffer): Promise<AppState>;
	updateApp(zip: Buffer): Promise<AppState>;
	uninstallApp(appId: string): Promise<void>;
	enableApp(appId: string): Promise<AppState>;
	disableApp(appId: string): Promise<AppState>;
	/** Kills the app's subprocess with SIGKILL; the engine restarts it. Resolves when it is running again. */
	crashApp(appId: string): Promise<void>;
	/** Disables the app and enables it again, so that it starts anew; no job falls due in between. */
	restartApp(appId: string): Promise<AppState>;
	apps(): Promise<AppState[]>;
	/** The icon that the package carries. */
	appIcon(appId: string): { type: string; content: Buffer } | undefined;
	appLogs(appId: string): Promise<unknown[]>;
	setAppSetting(appId: string, settingId: string, value: unknown): Promise<void>;

	/** `commands.run`: parses `params` as Rocket.Chat does. Errors as the server's client would see them. */
	runCommand(call: {
		userId: string;
		roomId: string;
		command: string;
		params: string;
		triggerId?: string;
		threadId?: string;
		/** 'rest' (default) checks that the person may see the room and that the thread is in it; 'ddp' takes any room id, as the web client's path does. */
		path?: 'rest' | 'ddp';
	}): Promise<void>;
	commands(): { command: string; description?: string; params?: string; permission?: string; appId: string }[];
	buttons(): Record<string, unknown>[];
	/** The HTTP answer's body: `{}`-like object or undefined where Rocket.Chat sends an empty 200. */
	interact(appId: string, userId: string, payload: InteractionPayload): Promise<unknown>;

	/** What people do in the workspace itself; fires the engine's listener events as the real server does. */
	sendMessage(call: {
		userId: string;
		roomId: string;
		text: string;
		threadId?: string;
		files?: { name: string; content: Buffer }[];
	}): Promise<string>;
	editMessage(call: { userId: string; messageId: string; text: string }): Promise<void>;
	deleteMessage(call: { userId: string; messageId: string }): Promise<void>;
	deleteUser(call: { userId: string; by?: string; erasure?: 'Delete' | 'Unlink' | 'Keep' }): Promise<void>;
	setUserActive(userId: string, active: boolean): Promise<void>;
	updateUser(call: { userId: string; by: string; patch: Partial<SeedUser> }): Promise<void>;
	/** `by`: somebody deletes the room, which apps may prevent and hear of. Without it, the room goes as a team's or a retired account's does: silently. */
	deleteRoom(roomId: string, by?: string): Promise<void>;
	/** A private channel is made a public one or the other way round, as its owner can: no app is told. */
	setRoomType(roomId: string, type: 'c' | 'p'): Promise<void>;
	/** Retention or manual prune: no events. */
	prune(call: { roomId: string; before: string }): Promise<number>;
	addMember(roomId: string, userId: string): Promise<void>;
	removeMember(roomId: string, userId: string): Promise<void>;

	/** What the HTTP layer reads. */
	readonly workspace: Workspace;
	/** What an operator of the machine can see and do behind the app's back. */
	readonly operator: EngineOperator;

	on(listener: (event: HostEvent) => void): () => void;
	stop(): Promise<void>;
}

/** A raw document, in the shape in which Rocket.Chat keeps it in MongoDB. */
export type RawDocument = Record<string, any>;

/** Reads of the workspace, with no permission applied: the HTTP layer asks `canAccessRoom` itself. */
export interface Workspace {
	users(): RawDocument[];
	findUser(by: { id: string } | { username: string }): RawDocument | undefined;
	/** The user when the password is right and the account is active. */
	signIn(username: string, password: string): RawDocument | undefined;
	rooms(): RawDocument[];
	roomsOf(userId: string): RawDocument[];
	/** The rooms that somebody is in, and what they are there: owner, moderator, leader. */
	rolesInRooms(userId: string): { roomId: string; roles: string[] }[];
	findRoom(idOrName: string): RawDocument | undefined;
	/** User ids. */
	members(roomId: string): string[];
	/** Public channels are open to everyone, others to their members. */
	canAccessRoom(userId: string, roomId: string): boolean;
	findMessage(messageId: string): RawDocument | undefined;
	/** Newest `limit` (default 50) visible messages after skipping `skip`, system messages included, oldest first. */
	messages(roomId: string, page?: { limit?: number; skip?: number; threadId?: string }): RawDocument[];
	findUpload(uploadId: string): { upload: RawDocument; content: Buffer } | undefined;
	setting(id: string): unknown;
	setSetting(id: string, value: unknown): void;
	/**
	 * For a client that receives a view in an HTTP answer: true once for each trigger that it sent in the last 5 s.
	 * Views pushed by the app pass through it before they become an `interaction` event.
	 */
	takeTrigger(userId: string, triggerId: string): boolean;
}

/**
 * `fail`: the call throws and does nothing. `fail-after`: it does its work, and throws all the same (the answer was lost on the way).
 * `delay`: it does its work later. `power-cut`, `power-cut-after`: this server's process dies before or after the work.
 */
export type FaultEffect = 'fail' | 'fail-after' | 'delay' | 'power-cut' | 'power-cut-after';

export interface FaultPlan {
	/** Default `fail`. */
	effect?: FaultEffect;
	/** How many calls are let through first; default 0. */
	skip?: number;
	/** How many calls it strikes; default 1. */
	times?: number;
	message?: string;
	/** Real time that passes first, with any effect but a power cut. */
	delayMs?: number;
}

export interface StruckFault {
	method: string;
	effect: FaultEffect;
}

export interface EngineOperator {
	/** Raw persistence documents: `_id`, `appId`, `associations`, `data`. */
	persistence(appId?: string): RawDocument[];
	/** How much apps keep, without reading it. */
	measurePersistence(appId?: string): { records: number; sizeBytes: number };
	/** Changes `data` of a raw persistence document, or removes it; true when there was one. */
	tamper(id: string, change: { set?: unknown; remove?: true }): boolean;
	/** Raw scheduler documents: `name`, `type`, `nextRunAt`, `lockedAt`, `failCount`, `failReason` … */
	jobs(appId?: string): RawDocument[];
	/** Raw upload documents, orphans included, without their bytes. */
	uploads(): RawDocument[];
	/** Mail that was queued, oldest first. Nothing is ever delivered. What was lost is marked `lost`. */
	mail(): RawDocument[];
	/** Plans what the next calls of a bridge method meet, e.g. of 'uploads.create'. A later plan for the method replaces it. */
	inject(method: string, plan: FaultPlan): void;
	/** Forgets what is planned. */
	clearFaults(): void;
	/** What has struck since the last time that this was asked. */
	takeStruckFaults(): StruckFault[];
	/** The next `times` mails of this server are taken from the app without a word and lost on the way. */
	loseMail(times: number): void;
	/** Bridge calls that were refused for want of a permission. */
	denials(): { appId: string; missing: string[] }[];
}

export interface AppState {
	id: string;
	name: string;
	version: string;
	status: string;
	enabled: boolean;
	errors?: string[];
}
