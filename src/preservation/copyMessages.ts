import { copyFile } from './copyFile';
import { describeException } from './exceptions';
import { askTwice, type OpenedRoom } from './openRoom';
import type { ReadMessage, RoomFacts, Workspace } from './ports';
import { decideMessageScope } from './scope';
import { UnsealableRecord, type Sink } from './sink';
import { walkMessages, type WalkEnd } from './walk';
import type { CaptureScope, CaptureTally, RoomProgress } from '../cases/events/capture';
import type { Clock } from '../cases/ports';
import type { MessageMetadataRecord, MessageRecord, RoomCountsRecord } from '../cases/records';

/** What the copying of messages works with in one step. */
export interface MessageTools {
	workspace: Workspace;
	sink: Sink;
	clock: Clock;
	/** Raised as messages are copied. */
	tally: CaptureTally;
	mayGoOn(): boolean;
	pageSize?: number;
}

export interface MessageBounds {
	scope: CaptureScope;
	/** The held account. */
	userId: string;
	/** When the hold was placed: later messages are no part of its snapshot. Epoch ms. */
	placedAt: number;
}

/**
 * Copies the messages of one room, from where the step before stopped.
 *
 * @param room its place is that in the order of rooms
 * @returns how far it came; undefined when the room is done
 * @throws UnreadableRoom
 */
export async function copyRoomMessages(
	{ roomId, place, opened }: { roomId: string; place: string; opened: Promise<OpenedRoom> | undefined },
	before: RoomProgress | undefined,
	{ scope, userId, placedAt }: MessageBounds,
	tools: MessageTools,
): Promise<RoomProgress | undefined> {
	const { sink, clock } = tools;
	const { facts, readPage } = (await opened) ?? {};
	if (!facts || !readPage) {
		await sink.add(describeException(clock(), 'room', roomId, before ? 'room-gone-meanwhile' : 'room-gone'));
		return undefined;
	}
	const messageScope = decideMessageScope(scope, { roomId, place }, facts.roomKind);
	if (messageScope === 'none') {
		return undefined;
	}
	if (facts.encrypted && !before) {
		await sink.add(describeException(clock(), 'room', roomId, 'room-encrypted'));
	}
	const stamp = createStamp(clock);
	const progress: RoomProgress = { ...(before ?? { place, seen: 0, captured: 0, outside: 0, excepted: 0 }) };
	const end = await walkMessages({
		readPage,
		pageSize: tools.pageSize,
		from: scope.from === undefined ? undefined : Date.parse(scope.from),
		until: Math.min(placedAt + 1, scope.until === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(scope.until)),
		cursor: progress.walk,
		visit: async (message) => {
			const outcome =
				messageScope === 'own' && message.senderId !== userId
					? 'outside'
					: await copyMessage(message, { roomId, capturedAt: stamp() }, scope, tools);
			for (const counts of [progress, tools.tally]) {
				counts.seen += 1;
				counts[outcome] += 1;
			}
		},
		mayGoOn: tools.mayGoOn,
		clock,
	});
	if (!end.isDone) {
		return { ...progress, walk: end.cursor };
	}
	await concludeRoom({ roomId, scope: messageScope, facts, progress, end }, tools);
	return undefined;
}

/** Records how a room came out, and where it is not what it was. */
async function concludeRoom(
	room: { roomId: string; scope: RoomCountsRecord['scope']; facts: RoomFacts; progress: RoomProgress; end: WalkEnd },
	{ workspace, sink, clock }: MessageTools,
): Promise<void> {
	const { roomId, scope, facts, progress, end } = room;
	const { seen, captured, outside, excepted } = progress;
	if (seen !== captured + outside + excepted) {
		throw new Error('the messages of a room do not add up');
	}
	for (const { at, seen: told, standing } of end.unsettled) {
		const counts = `${told} were seen, ${standing} stood there.`;
		const place = { roomId, sentAt: new Date(at).toISOString() };
		await sink.add(describeException(clock(), 'message', roomId, 'instant-unsettled', counts, place));
	}
	// Another call for each room is spared where its last page shows that it stood there until its end was reached.
	if (!end.sawMessage && !(await askTwice(() => workspace.readRoom(roomId)))) {
		await sink.add(describeException(clock(), 'room', roomId, 'room-gone-meanwhile', `${seen} messages had been seen.`));
	} else if (end.countedAtEnd !== seen) {
		const counts = `${seen} messages were seen, ${end.countedAtEnd} stood there at the end.`;
		await sink.add(describeException(clock(), 'room', roomId, 'room-changed', counts));
	}
	const { messageCount: platformCount } = facts;
	await sink.add({
		...{ kind: 'room-counts', at: new Date(clock()).toISOString(), roomId, scope },
		...{ seen, captured, outside, excepted, countedAtEnd: end.countedAtEnd },
		...(platformCount === undefined ? {} : { platformCount }),
	});
}

async function copyMessage(
	message: ReadMessage,
	{ roomId, capturedAt }: { roomId: string; capturedAt: string },
	{ maxFileBytes }: CaptureScope,
	tools: MessageTools,
): Promise<'captured' | 'excepted'> {
	const { sink, tally, clock, workspace } = tools;
	try {
		await sink.add(describeWhole(message, capturedAt));
	} catch (error) {
		if (!(error instanceof UnsealableRecord)) {
			throw error;
		}
		const why = `It is of the room ${roomId}.`;
		await sink.add(describeException(clock(), 'message', message.id, `message-${error.code}`, why, placeOf(message, roomId)));
		return 'excepted';
	}
	await sink.add(describeMetadata(message, capturedAt));
	for (const file of message.files) {
		tally.files += 1;
		if (file.isThumbnail) {
			tally.thumbnails += 1;
			continue;
		}
		const place = { messageId: message.id, roomId, capturedAt };
		const copied = await copyFile(file, place, maxFileBytes, { workspace, sink });
		if ('code' in copied) {
			tally.filesExcepted += 1;
			const why = `${copied.why} Message ${message.id}.`;
			await sink.add(describeException(clock(), 'file', file.id, copied.code, why, placeOf(message, roomId)));
		} else {
			tally.filesCopied += 1;
			tally.fileBytes += copied.sizeBytes;
		}
	}
	return 'captured';
}

/** The present instant in ISO 8601; many messages are dealt with in one millisecond, which is written out once. */
function createStamp(clock: Clock): () => string {
	let [at, text] = [Number.NaN, ''];
	return () => {
		const now = clock();
		if (now !== at) {
			[at, text] = [now, new Date(now).toISOString()];
		}
		return text;
	};
}

function placeOf({ id: messageId, record: { sentAt } }: ReadMessage, roomId: string) {
	return { roomId, messageId, ...(sentAt === undefined ? {} : { sentAt }) };
}

/** Every field of a record, also those that it may lack, in the order of the canonical form: so it is written at once, see `canonicalise`. */
type InOrder<T> = { [Field in keyof Required<T>]: T[Field] };

function describeWhole({ record }: ReadMessage, capturedAt: string): InOrder<MessageRecord> {
	return {
		alias: record.alias,
		attachments: record.attachments,
		blocks: record.blocks,
		capturedAt,
		customFields: record.customFields,
		editedAt: record.editedAt,
		editedBy: record.editedBy,
		files: record.files,
		id: record.id,
		kind: 'message',
		more: record.more,
		pinned: record.pinned,
		reactions: record.reactions,
		roomId: record.roomId,
		sender: record.sender,
		sentAt: record.sentAt,
		text: record.text,
		threadId: record.threadId,
		updatedAt: record.updatedAt,
	};
}

function describeMetadata({ record, files }: ReadMessage, capturedAt: string): InOrder<MessageMetadataRecord> {
	return {
		attachments: record.attachments?.length ?? 0,
		capturedAt,
		editedAt: record.editedAt,
		editedBy: record.editedBy,
		files: files.filter(({ isThumbnail }) => !isThumbnail).length,
		id: record.id,
		kind: 'message-metadata',
		pinned: record.pinned,
		reactions: (record.reactions ?? []).reduce((sum, { usernames }) => sum + usernames.length, 0),
		roomId: record.roomId,
		sender: record.sender,
		sentAt: record.sentAt,
		threadId: record.threadId,
	};
}
