import type { MembershipRecord, MessageMetadataRecord, MessageRecord } from '../cases/records';
import { renderMessage, renderMetadata, renderRoomHeader, type MessageContext } from './documents/transcript';
import type { ProductionFacts } from './facts';
import type { Gate } from './gate';
import type { RoomTally } from './indexRecords';
import { addToPage, isFull, openPage, writeNdjson, type Page } from './pages';
import type { RecordSource } from './source';
import { prose } from './text/layout';
import type { ProductionWriter, WriterRefusal } from './writer';
import { accept, refuse, type Result } from '../policy/refusal';

const FOLDERS = {
	'message': { title: 'TRANSCRIPT', text: 'transcripts/', data: 'records/messages-', holds: 'messages of room no.' },
	'message-metadata': {
		title: 'MESSAGE METADATA',
		text: 'message-metadata/',
		data: 'records/message-metadata-',
		holds: 'who, where and when of the messages of room no.',
	},
} as const;

/**
 * Writes the messages room by room, at most a thousand a file, in the order in which they were sent.
 *
 * Refusals: those of the writer, and `snapshot-changed` when the second reading does not give what the first gave.
 */
export async function produceMessages(input: {
	kind: 'message' | 'message-metadata';
	facts: ProductionFacts;
	source: RecordSource;
	gate: Gate;
	context: MessageContext;
	memberships: ReadonlyMap<string, MembershipRecord>;
	writer: ProductionWriter;
	pace(): Promise<void>;
}): Promise<Result<void, WriterRefusal | 'snapshot-changed'>> {
	const { kind, source, gate, context, pace } = input;
	const parts = new Map<string, number>();
	let place = 0;
	let open: { room: RoomTally; part: number; page: Page } | undefined;
	const flush = async (): Promise<Result<void, WriterRefusal>> => {
		const done = open ? await writePage(input, open) : accept(undefined);
		open = undefined;
		return done;
	};
	for await (const records of source.read(kind)) {
		for (const record of records) {
			const passed = gate.pass(record);
			const message = passed.ok ? (passed.value as unknown as MessageRecord | undefined) : undefined;
			if (message) {
				if (open && (open.room.roomId !== message.roomId || isFull(open.page))) {
					const flushed = await flush();
					if (!flushed.ok) {
						return flushed;
					}
				}
				const room = context.index.rooms.get(message.roomId);
				if (!room) {
					return refuse('snapshot-changed');
				}
				open ??= { room, part: nextPart(parts, room.roomId), page: openPage(place) };
				const exactData = `data/${namePage(kind, open).data}, line ${open.page.ndjson.length + 1}`;
				addToPage(open.page, message, renderBlock(message, { place, exactData }, context));
				place += 1;
			}
			await pace();
		}
	}
	const flushed = await flush();
	return flushed.ok && place !== context.index.messages ? refuse('snapshot-changed') : flushed;
}

function renderBlock(
	message: MessageRecord | MessageMetadataRecord,
	where: { place: number; exactData: string },
	context: MessageContext,
) {
	return message.kind === 'message' ? renderMessage(message, where, context) : renderMetadata(message, where, context);
}

function nextPart(parts: Map<string, number>, roomId: string): number {
	const part = (parts.get(roomId) ?? 0) + 1;
	parts.set(roomId, part);
	return part;
}

function namePage(kind: keyof typeof FOLDERS, { room, part }: { room: RoomTally; part: number }) {
	const stem = [room.ordinal, part].map((number) => String(number).padStart(4, '0')).join('-');
	return { text: `${FOLDERS[kind].text}${stem}.txt`, data: `${FOLDERS[kind].data}${stem}.ndjson` };
}

function writePage(
	{ kind, facts, writer, memberships }: Parameters<typeof produceMessages>[0],
	open: { room: RoomTally; part: number; page: Page },
): Promise<Result<void, WriterRefusal>> {
	const { room, part, page } = open;
	const { title, holds } = FOLDERS[kind];
	const { text, data } = namePage(kind, open);
	const membership = memberships.get(room.roomId);
	const messages = page.ndjson.length;
	return writer.add({
		path: text,
		holds: `${holds} ${room.ordinal}, part ${part}`,
		render: (documentId) => [
			...renderRoomHeader({ title, documentId, facts, room, membership, part, messages }),
			...page.lines,
			...prose`End of the records of this file.`,
		],
		data: { path: data, holds: 'the same, exact data', ndjson: writeNdjson(page) },
		records: messages,
	});
}
