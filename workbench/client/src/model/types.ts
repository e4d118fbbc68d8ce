/** Documents as the server sends them: Rocket.Chat's shapes, with only what the page reads. Instants are ISO 8601. */

export interface Account {
	_id: string;
	username: string;
	name?: string;
	type?: string;
	active?: boolean;
	roles?: string[];
}

export interface Login {
	userId: string;
	authToken: string;
	me: Account;
}

export interface Room {
	_id: string;
	t: 'c' | 'p' | 'd';
	name?: string;
	fname?: string;
	topic?: string;
	usernames?: string[];
	ro?: boolean;
	encrypted?: boolean;
	lm?: string;
}

export interface FileOfMessage {
	_id: string;
	name: string;
	type?: string;
	size?: number;
}

export interface Message {
	_id: string;
	rid: string;
	msg?: string;
	ts: string;
	t?: string;
	tmid?: string;
	tcount?: number;
	tlm?: string;
	u: { _id: string; username: string; name?: string };
	alias?: string;
	bot?: unknown;
	blocks?: Block[];
	attachments?: Record<string, any>[];
	file?: FileOfMessage;
	files?: FileOfMessage[];
	editedAt?: string;
	pinned?: boolean;
	groupable?: boolean;
	reactions?: Record<string, { usernames: string[] }>;
	private?: boolean;
	_hidden?: boolean;
}

/** A UIKit block or element as an app sent it: nothing in it is certain. */
export type Block = Record<string, any>;

export interface Command {
	command: string;
	description?: string;
	params?: string;
	permission?: string | string[];
	appId: string;
}

export interface ActionButton {
	appId: string;
	actionId: string;
	context: string;
	labelI18n: string;
	label?: string;
	variant?: string;
	when?: { roomTypes?: string[]; hasOneRole?: string[]; hasAllRoles?: string[]; messageActionContext?: string[] };
}

export type SurfaceKind = 'modal' | 'contextual_bar' | 'banner';

/** A view that an app opened. Banners call their id `viewId`. */
export interface View extends Block {
	id: string;
	appId: string;
	blocks: Block[];
}
