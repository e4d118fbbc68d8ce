import { makeFile } from './files';
import type { Random } from './random';
import { awkwardTexts, sentences, slots } from './sentences';
import type { Story } from './stories';
import type { SeedMessage, SeedRoom, SeedUser } from '../engine/contract';

/** What the story of one room is made from. Instants are epoch ms; `until` is not reached. */
export interface Scene {
	random: Random;
	room: SeedRoom;
	/** Who may speak, people who left or were deleted since included. */
	speakers: SeedUser[];
	from: number;
	until: number;
	count: number;
	/** Lines that are told in this order, evenly spread among the small talk. */
	story: Story;
}

const fileNames = [
	'photo.png',
	'screenshot 1.png',
	'contract.pdf',
	'notes.txt',
	'empty.txt',
	'résumé.pdf',
	'списък.txt',
	'CON.txt',
	'table.csv',
];
const emoji = [':thumbsup:', ':joy:', ':heart:', ':rocket:', ':eyes:'];
/** More than one page of the longest read that an app may ask for (100). */
const sameInstantRun = 130;

const fillSlots = (random: Random, text: string, speakers: SeedUser[]): string =>
	text.replace(/«(\w+)»/g, (_, slot: string) => {
		if (slot === 'number') return String(random.integer(2, 500));
		if (slot === 'person') return `@${random.pick(speakers).username}`;
		return random.pick(slots[slot] ?? [slot]);
	});

/** Sorted instants over the period; a long room also has a run of messages in the very same millisecond, as imports leave them. */
const spreadInstants = ({ random, from, until, count }: Scene): number[] => {
	const instants = Array.from({ length: count }, () => from + Math.floor(random.fraction() * (until - from))).sort(
		(a, b) => a - b,
	);
	if (count < 2000) return instants;
	const first = Math.floor(count / 2);
	return instants.map((instant, index) =>
		index >= first && index < first + sameInstantRun ? (instants[first] as number) : instant,
	);
};

const attachFiles = (random: Random, messageId: string): Pick<SeedMessage, 'files'> => {
	const names = random.shuffled(fileNames).slice(0, random.chance(0.2) ? 3 : 1);
	return {
		files: names.map((name, index) =>
			makeFile(`${messageId}${index}`, name, name === 'empty.txt' ? '' : `${name} of ${messageId}\n`),
		),
	};
};

/** Messages that people did not write as such: joins, topics, removed and hidden ones, ciphertext. */
const describeSpecial = (scene: Scene, at: number): Partial<SeedMessage> | undefined => {
	const { random, room, speakers } = scene;
	if (room.encrypted) return { type: 'e2e', text: Array.from({ length: 4 }, () => random.id()).join('') };
	if (!random.chance(0.04)) return undefined;
	const kind = random.integer(0, 4);
	if (kind === 0) return { type: 'uj', text: random.pick(speakers).username };
	if (kind === 1) return { type: 'room_changed_topic', text: fillSlots(random, 'the «thing» at the «place»', speakers) };
	if (kind === 2)
		return { type: 'rm', text: '', editedAt: new Date(at + 3_600_000).toISOString(), editedBy: random.pick(speakers).id };
	if (kind === 3) return { hidden: true, text: fillSlots(random, 'earlier wording: «thing»', speakers) };
	return { type: 'au', text: random.pick(speakers).username };
};

const writeText = ({ random, speakers }: Scene, quoted: SeedMessage | undefined): string => {
	if (random.chance(0.02)) return random.pick(awkwardTexts);
	const text = fillSlots(random, random.pick(sentences), speakers);
	if (!quoted || !random.chance(0.04)) return text;
	return `[ ](https://open.rocket.chat/channel/${quoted.roomId}?msg=${quoted.id}) ${text}`;
};

const pickStoryLine = ({ story, speakers, count }: Scene, index: number): { author: SeedUser; text: string } | undefined => {
	const step = Math.floor(count / (story.length + 1));
	const line = index > 0 && index % step === 0 ? story[index / step - 1] : undefined;
	const author = line && speakers.find((person) => person.username === line[0]);
	return author && { author, text: line[1] };
};

/** One room's messages in the order of time; same scene, same messages. */
export function* tellScene(scene: Scene): Generator<SeedMessage> {
	const { random, room, speakers } = scene;
	if (scene.count > 0 && speakers.length === 0) throw new Error(`Nobody can speak in ${room.name ?? room.id}`);
	let thread: string | undefined;
	let previous: SeedMessage | undefined;
	for (const [index, instant] of spreadInstants(scene).entries()) {
		const id = random.id();
		const line = pickStoryLine(scene, index);
		if (line) {
			yield { id, roomId: room.id, userId: line.author.id, at: new Date(instant).toISOString(), text: line.text };
			continue;
		}
		const author = random.pick(speakers);
		const base = { id, roomId: room.id, userId: author.id, at: new Date(instant).toISOString() };
		const special = describeSpecial(scene, instant);
		if (special) {
			yield { ...base, text: '', ...special };
			continue;
		}
		const message: SeedMessage = { ...base, text: writeText(scene, previous) };
		if (thread && random.chance(0.1)) message.threadId = thread;
		if (random.chance(0.03)) Object.assign(message, { editedAt: new Date(instant + 90_000).toISOString(), editedBy: author.id });
		if (random.chance(0.06))
			message.reactions = {
				[random.pick(emoji)]: random
					.shuffled(speakers)
					.slice(0, 2)
					.map((person) => person.username),
			};
		if (random.chance(0.012)) Object.assign(message, attachFiles(random, id));
		if (random.chance(0.002)) message.pinned = true;
		if (!message.threadId && random.chance(0.05)) thread = id;
		previous = message;
		yield message;
	}
}
