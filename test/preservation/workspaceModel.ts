import type { ReadMessage, RoomFacts, Workspace } from '../../src/preservation/ports';

/** A random number source that a test seeds: what it decides is part of the counterexample. */
export function createChance(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 32;
	};
}

export interface ModelMessage {
	id: string;
	at: number;
	senderId: string;
	text: string;
	files?: { id: string; bytes?: Uint8Array; statedSizeBytes?: number; isThumbnail?: boolean }[];
}

/**
 * A workspace with the paging of the platform: a page is what lies between two positions, in the order of instants, and
 * messages of one instant come in another order at every call. `beforeEachRead` is the rest of the world.
 */
export class ModelWorkspace implements Workspace {
	readonly rooms = new Map<string, { facts: RoomFacts; messages: ModelMessage[] }>();

	/** Rooms of the account; deleting it empties the list. */
	memberOf: string[] = [];

	account: { id: string; username: string; active: boolean; roles: string[] } | undefined = {
		...{ id: 'subject', username: 'maria.silva', active: true, roles: ['user'] },
	};

	reads = 0;

	rowsSkipped = 0;

	beforeEachRead: () => void = () => undefined;

	constructor(
		private readonly chance: () => number,
		/** Whether messages of one instant keep one order, as they do where an index gives it. */
		private readonly hasStableTies = false,
	) {}

	addRoom(roomId: string, messages: ModelMessage[], facts: Partial<RoomFacts> = {}): void {
		this.rooms.set(roomId, { facts: { roomKind: 'private group', messageCount: messages.length, ...facts }, messages });
		this.memberOf.push(roomId);
	}

	async readAccount() {
		return this.account && { ...this.account, emails: [] };
	}

	async listRoomIds() {
		return [...this.memberOf];
	}

	async readMembership(roomId: string) {
		const room = this.rooms.get(roomId);
		return room && { roomId, roomKind: room.facts.roomKind, roles: [] };
	}

	async readRoom(roomId: string) {
		return this.rooms.get(roomId)?.facts;
	}

	async readMessages(roomId: string, skip: number, limit: number): Promise<ReadMessage[]> {
		this.beforeEachRead();
		this.reads += 1;
		this.rowsSkipped += skip;
		const messages = this.rooms.get(roomId)?.messages ?? [];
		return messages
			.map((message) => ({ message, tie: this.hasStableTies ? 0 : this.chance() }))
			.sort((a, b) => a.message.at - b.message.at || a.tie - b.tie)
			.slice(skip, skip + limit)
			.map(({ message }) => describe(message, roomId));
	}

	async readFileSize(fileId: string) {
		const file = this.findFile(fileId);
		return file && { sizeBytes: file.statedSizeBytes ?? file.bytes?.byteLength };
	}

	async readFile(fileId: string) {
		const bytes = this.findFile(fileId)?.bytes;
		if (!bytes) {
			throw new Error('the store is away');
		}
		return bytes;
	}

	private findFile(fileId: string) {
		const all = [...this.rooms.values()].flatMap(({ messages }) => messages.flatMap(({ files }) => files ?? []));
		return all.find(({ id }) => id === fileId);
	}
}

function describe({ id, at, senderId, text, files = [] }: ModelMessage, roomId: string): ReadMessage {
	const references = files.map((file) => ({
		id: file.id,
		name: `${file.id}.bin`,
		...(file.isThumbnail ? { isThumbnail: true } : {}),
	}));
	const record = { id, roomId, sender: { id: senderId }, sentAt: new Date(at).toISOString(), text };
	return { id, at, senderId, files: references, record: references.length > 0 ? { ...record, files: references } : record };
}
