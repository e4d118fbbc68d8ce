import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { asInstant, asText, asTexts, withoutAbsent } from './values';
import type { FileReference, MessageRecord, Person } from '../cases/records';
import type { ReadMessage, Workspace } from '../preservation/ports';

type Raw = Record<string, unknown>;

/** Under this name the platform hands over what its own mapping does not know. */
const UNMAPPED = '_unmappedProperties_';

/** Of what is unmapped: the parsed form of the text, which the text says already, and what has a field of its own in a record. */
const NOT_KEPT = ['md', 'files', 'pinned'];

/** Messages of rooms, for preservation. */
export function createMessages(read: IRead): Pick<Workspace, 'readMessages'> {
	return {
		async readMessages(roomId, skip, limit) {
			// A fresh object a call: the accessor changes the one that it is given.
			const options = { skip, limit, sort: { createdAt: 'asc' as const }, showThreadMessages: true };
			const page = (await read.getRoomReader().getMessages(roomId, options)) as unknown[] | null | undefined;
			if (!Array.isArray(page)) {
				throw new Error('the workspace did not show the messages of a room');
			}
			return page.map((raw) => describeMessage(raw as Raw, roomId));
		},
	};
}

/** What the platform shows of a message, in the desk's own words. */
export function describeMessage(raw: Raw, roomId: string): ReadMessage {
	const sender = asPerson(raw.sender);
	const id = asText(raw.id) ?? 'without-id';
	const sentAt = asInstant(raw.createdAt);
	const files = listFiles(raw);
	const record: ReadMessage['record'] = {
		alias: asText(raw.alias),
		attachments: Array.isArray(raw.attachments) ? raw.attachments.map(describeAttachment) : undefined,
		blocks: asNonEmpty(raw.blocks),
		customFields: asObject(raw.customFields),
		editedAt: asInstant(raw.editedAt),
		editedBy: asPerson(raw.editor),
		files: files.length > 0 ? files : undefined,
		id,
		more: describeRest(raw),
		pinned: (raw.pinned ?? findUnmapped(raw, 'pinned')) === true ? true : undefined,
		reactions: listReactions(raw.reactions),
		roomId: asText(raw.roomId) ?? roomId,
		sender,
		sentAt,
		text: typeof raw.text === 'string' ? raw.text : undefined,
		threadId: asText(raw.threadId),
		updatedAt: asInstant(raw.updatedAt),
	};
	return { id, at: sentAt === undefined ? 0 : Date.parse(sentAt), senderId: sender?.id, files, record };
}

/** A property that the platform's mapping has left over. */
export function findUnmapped(value: unknown, name: string): unknown {
	return asObject(asObject(value)?.[UNMAPPED])?.[name];
}

/** Raw messages name people by `_id`, whole ones by `id`. */
function asPerson(value: unknown): Person | undefined {
	const person = asObject(value);
	const id = asText(person?.id) ?? asText(person?._id);
	return id === undefined ? undefined : withoutAbsent({ id, name: asText(person?.name), username: asText(person?.username) });
}

/** Older servers name the files under what is unmapped, and only the first of them where mapped. */
function listFiles(raw: Raw): FileReference[] {
	const named = [raw.files, findUnmapped(raw, 'files'), raw.file && [raw.file]].find(
		(list): list is unknown[] => Array.isArray(list) && list.length > 0,
	);
	const files = (named ?? []).map(asObject).filter((file): file is Raw => file !== undefined);
	const names = files.map(({ name }) => asText(name));
	return files.flatMap((file) => {
		const id = asText(file._id) ?? asText(file.id);
		const name = asText(file.name);
		// A thumbnail says so in newer versions; in older ones it bears the name of its picture, after "thumb-".
		const isThumbnail = file.typeGroup === 'thumb' || (name?.startsWith('thumb-') && names.includes(name.slice('thumb-'.length)));
		const sizeBytes = typeof file.size === 'number' ? file.size : undefined;
		return id === undefined
			? []
			: [withoutAbsent({ id, isThumbnail: isThumbnail ? true : undefined, name, sizeBytes, type: asText(file.type) })];
	});
}

function listReactions(value: unknown): MessageRecord['reactions'] {
	const reactions = Object.entries(asObject(value) ?? {}).map(([name, reaction]) => {
		// Taken apart, since the engine rewrites a bundle that reads this property with a dot.
		const { usernames } = asObject(reaction) ?? {};
		return { name, usernames: asTexts(usernames) };
	});
	return reactions.length > 0 ? reactions : undefined;
}

/** An attachment without a time arrives with the epoch: what never was is left out. */
function describeAttachment(value: unknown): unknown {
	const { timestamp, ...rest } = asObject(value) ?? {};
	return dropAbsent({ ...rest, timestamp: asInstant(timestamp) });
}

function describeRest(raw: Raw): Record<string, unknown> | undefined {
	const unmapped = asObject(raw[UNMAPPED]);
	const names = unmapped && Object.keys(unmapped).filter((name) => !NOT_KEPT.includes(name));
	return names && names.length > 0
		? (dropAbsent(Object.fromEntries(names.map((name) => [name, unmapped[name]]))) as Record<string, unknown>)
		: undefined;
}

/** The wire turns what is undefined into null, in objects and lists alike; a Date stays one. */
function dropAbsent(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(dropAbsent);
	}
	const object = asObject(value);
	if (!object) {
		return value;
	}
	const kept: Raw = {};
	// In the order of the canonical form, so that it is written at once.
	for (const name of Object.keys(object).sort()) {
		const item = object[name];
		if (item !== undefined && item !== null) {
			if (name === '__proto__') {
				Object.defineProperty(kept, name, { value: dropAbsent(item), enumerable: true });
			} else {
				kept[name] = dropAbsent(item);
			}
		}
	}
	return kept;
}

function asObject(value: unknown): Raw | undefined {
	// Not instanceof: a value may come from another realm.
	return Object.prototype.toString.call(value) === '[object Object]' ? (value as Raw) : undefined;
}

function asNonEmpty(value: unknown): unknown[] | undefined {
	return Array.isArray(value) && value.length > 0 ? value : undefined;
}
