/** A Slack export, in the form that Rocket.Chat's own importer takes, as data of a workspace. */
import { openArchive, readList } from './archive';
import { readMessages } from './messages';
import { ImportRefused, Notes, type Note } from './notes';
import { readPeople, type PresentUser } from './people';
import { conversationLists, readConversations, type PresentRoom } from './rooms';
import type { SeedMessage, WorkspaceData } from '../../engine/contract';

export { ImportRefused, type Note };

/**
 * Reads `users.json`, `channels.json`, `groups.json`, `dms.json`, `mpims.json` and a folder of days for each conversation; files
 * whose bytes lie under `__uploads/<file id>/` come along.
 *
 * @param present who and what the workspace has already
 * @returns what is to be added, and notes on everything that does not come over as it was
 * @throws ImportRefused, in a sentence for the person who chose the file, before anything is added
 */
export function readSlackExport(
	zip: Buffer,
	present: { users: PresentUser[]; rooms: PresentRoom[] },
): { data: WorkspaceData & { messages: SeedMessage[] }; notes: Note[] } {
	const archive = openArchive(zip);
	if (!conversationLists.some((file) => archive.has(file))) {
		throw new ImportRefused(`The export lists no conversations: none of ${conversationLists.join(', ')} is in it.`);
	}
	const notes = new Notes();
	const people = readPeople(readList(archive, 'users.json'), present.users, notes);
	const conversations = readConversations(archive, people, present.rooms, notes);
	const messages = readMessages(archive, conversations, people, notes);
	const rooms = conversations.map(({ room }) => room);
	return { data: { users: people.arrived, rooms, messages }, notes: notes.list() };
}
