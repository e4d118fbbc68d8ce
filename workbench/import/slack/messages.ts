import type { Archive } from './archive';
import type { Notes } from './notes';
import type { People } from './people';
import type { Conversation } from './rooms';
import { convertText } from './text';
import { recordOf, recordsOf, textOf } from './values';
import type { SeedMessage } from '../../engine/contract';

type Entry = Record<string, any>;

/** Slack's events in Rocket.Chat's types of system messages, and the field that holds their words. */
const systemTypes = new Map<unknown, { type: string; words?: string }>(
	['channel', 'group'].flatMap((kind) => [
		[`${kind}_join`, { type: 'uj' }],
		[`${kind}_leave`, { type: 'ul' }],
		[`${kind}_purpose`, { type: 'room_changed_description', words: 'purpose' }],
		[`${kind}_topic`, { type: 'room_changed_topic', words: 'topic' }],
		[`${kind}_name`, { type: 'r', words: 'name' }],
	]),
);

const ordinaryKinds = [undefined, '', 'me_message', 'thread_broadcast', 'file_share', 'bot_message', 'slackbot_response'];

/** What one message is converted with. */
interface Place {
	archive: Archive;
	people: People;
	notes: Notes;
	conversation: Conversation;
	file: string;
}

const isTimestamp = (ts: unknown): ts is string => typeof ts === 'string' && /^\d{1,12}(\.\d{1,6})?$/.test(ts);
const toInstant = (ts: string): string => new Date(Math.floor(Number(ts) * 1000)).toISOString();
const makeId = (slackId: string, ts: string): string => `slack-${slackId}-${ts.replace('.', '-')}`;

function readAuthor({ user, bot_id: botId, username }: Entry, { people, notes, file }: Place): string | undefined {
	if (typeof user === 'string') {
		if (people.usernameOf(user) === undefined)
			notes.add('messages of people who are not in users.json; signed by their id', file);
		return people.idOf(user);
	}
	return typeof botId === 'string' ? people.findBot(botId, username) : undefined;
}

const readReactions = (reactions: unknown, { people }: Place): SeedMessage['reactions'] | undefined => {
	const kept = recordsOf(reactions).filter(({ name, users }) => textOf(name) && Array.isArray(users));
	if (kept.length === 0) return undefined;
	const nameOf = (id: unknown): string => people.usernameOf(String(id)) ?? String(id);
	return Object.fromEntries(kept.map(({ name, users }) => [`:${String(name)}:`, (users as unknown[]).map(nameOf)]));
};

const readAttachments = (attachments: unknown, { people }: Place): Record<string, unknown>[] =>
	recordsOf(attachments).map(({ title, title_link: link, text, fallback, fields, color }) => ({
		...(textOf(title) && { title: convertText(title, people.usernameOf) }),
		// As `title_link` the page would take it for a file.
		text: [convertText(textOf(text) ?? fallback, people.usernameOf), textOf(link)].filter(Boolean).join('\n'),
		...(Array.isArray(fields) && {
			fields: recordsOf(fields).map(({ title: name, value }) => ({
				title: textOf(name),
				value: convertText(value, people.usernameOf),
			})),
		}),
		...(textOf(color) && { color: `#${String(color).replace(/^#/, '')}` }),
	}));

/** Each file is a message of its own, as Rocket.Chat has it: the bytes when the export carries them, else the address. */
function readFiles(entry: Entry, message: SeedMessage, { archive, notes, file }: Place): SeedMessage[] {
	const files = [...recordsOf(entry.files), ...recordsOf([entry.file])].filter(({ id }) => textOf(id));
	return files.map(({ id, name, mimetype, url_private_download: url }, index) => {
		const common = { ...message, id: `${message.id}-file${index + 1}`, reactions: undefined, attachments: undefined };
		const fileName = textOf(name) ?? 'file';
		const member = archive.paths.find((path) => path.startsWith(`__uploads/${String(id)}/`));
		if (member) {
			const upload = {
				id: `${common.id}-${String(id)}`,
				name: fileName,
				type: textOf(mimetype) ?? '',
				content: archive.read(member),
			};
			return { ...common, text: '', files: [upload] };
		}
		notes.add('files that the export only names; their message holds the address', file);
		return { ...common, text: `${fileName} ${textOf(url) ?? ''}`.trim() };
	});
}

/** An edit of which the export says nothing but that there was one counts as of the message's own time. */
const readEdit = ({ edited, user, ts }: Entry, people: People): Pick<SeedMessage, 'editedAt' | 'editedBy'> => {
	if (typeof edited !== 'object' || edited === null) return {};
	const { ts: editedTs, user: editor } = recordOf(edited);
	return { editedAt: toInstant(isTimestamp(editedTs) ? editedTs : ts), editedBy: people.idOf(textOf(editor) ?? String(user)) };
};

const readText = (entry: Entry, people: People): string => {
	const words = systemTypes.get(entry.subtype)?.words;
	const text = convertText(words ? entry[words] : entry.text, people.usernameOf);
	return entry.subtype === 'me_message' ? `_${text}_` : text;
};

/** @returns what keeps an entry from being a message; undefined when nothing does */
function findFault({ ts, subtype }: Entry): string | undefined {
	if (!isTimestamp(ts)) return 'messages without a time';
	const isKnown = systemTypes.get(subtype) ?? (subtype === 'pinned_item' || ordinaryKinds.includes(subtype));
	return isKnown ? undefined : `events of the kind ${String(subtype).slice(0, 40)}`;
}

function readMessage(entry: Entry, place: Place): SeedMessage[] {
	const { notes, people, conversation, file } = place;
	const fault = findFault(entry);
	const userId = fault ? undefined : readAuthor(entry, place);
	if (userId === undefined) {
		notes.add(fault ?? 'messages of nobody', file);
		return [];
	}
	const type = entry.subtype === 'pinned_item' ? 'message_pinned' : systemTypes.get(entry.subtype)?.type;
	const isReply = isTimestamp(entry.thread_ts) && entry.thread_ts !== entry.ts;
	const message: SeedMessage = {
		id: makeId(conversation.slackId, entry.ts),
		roomId: conversation.room.id,
		userId,
		text: readText(entry, people),
		at: toInstant(entry.ts),
		...(isReply && { threadId: makeId(conversation.slackId, entry.thread_ts) }),
		...(type && { type }),
		...readEdit(entry, people),
		...(entry.subtype === 'bot_message' && { bot: true, alias: textOf(entry.username) }),
		reactions: readReactions(entry.reactions, place),
		attachments: readAttachments(entry.attachments, place),
	};
	const files = readFiles(entry, message, place);
	const saysSomething = message.text !== '' || type !== undefined || (message.attachments?.length ?? 0) > 0;
	return [...(saysSomething || files.length === 0 ? [message] : []), ...files];
}

const readDay = (place: Place): Entry[] => {
	try {
		const list: unknown = JSON.parse(place.archive.read(place.file).toString('utf8'));
		if (Array.isArray(list)) return recordsOf(list);
	} catch {
		// Falls through to the note.
	}
	place.notes.add('days that are not a JSON list; nothing of them is taken', place.file);
	return [];
};

/** All messages of an export, day by day. What cannot be taken is noted. */
export function readMessages(archive: Archive, conversations: Conversation[], people: People, notes: Notes): SeedMessage[] {
	const byFolder = new Map(conversations.flatMap((one) => [[one.slackId, one] as const, [one.folder, one] as const]));
	const days = archive.paths.filter((path) => /^[^/]+\/[^/]+\.json$/.test(path)).sort();
	return days.flatMap((file) => {
		const conversation = byFolder.get(file.split('/')[0] as string);
		if (!conversation) {
			notes.add('days of a conversation that is in no list', file);
			return [];
		}
		const place = { archive, people, notes, conversation, file };
		return readDay(place).flatMap((entry) => readMessage(entry, place));
	});
}
