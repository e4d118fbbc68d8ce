import { directRoomId, idOf, type Random } from './random';
import { stories, type Story } from './stories';
import type { SeedRoom, SeedUser } from '../engine/contract';

/** A room with the number of messages that the story tells in it. */
export interface PlannedRoom {
	room: SeedRoom;
	messageCount: number;
	story: Story;
}

interface RoomPlan {
	name: string;
	messageCount: number;
	/** How many people are drawn into the room beside the named ones. */
	crowd?: number;
	named?: string[];
	facts?: Partial<SeedRoom>;
}

const subjects = ['maria.silva', 'viktor.dray', 'lucinda.vale', 'sami.alwaha'];

const publicPlans: RoomPlan[] = [
	{
		name: 'general',
		messageCount: 2628,
		crowd: 190,
		named: [...subjects, 'Maria.Silva2'],
		facts: { topic: 'Everything and nothing' },
	},
	{
		name: 'support',
		messageCount: 1800,
		crowd: 80,
		named: ['DrOkonjo', 'github.bot'],
		facts: { topic: 'Ask, and say your version' },
	},
	{ name: 'dev', messageCount: 1700, crowd: 60, named: ['github.bot', 'build.bot', 'viktor.dray'] },
	{ name: 'introductions', messageCount: 400, crowd: 120, named: subjects },
	{ name: 'field-reports', messageCount: 700, crowd: 40, named: ['DrOkonjo', 'sami.alwaha'] },
	{ name: 'translations', messageCount: 900, crowd: 50, named: ['sami.alwaha', 'bidi.tester'] },
	{ name: 'musica', messageCount: 800, crowd: 30, named: ['maria.silva', 'Maria.Silva2'] },
	{ name: 'market-square', messageCount: 900, crowd: 60, named: ['viktor.dray', 'lucinda.vale'] },
	{ name: 'weather', messageCount: 500, crowd: 40, named: ['weather.bot'] },
	{ name: 'html-and-markdown', messageCount: 300, crowd: 15, named: ['html.person'] },
	{ name: 'кухня', messageCount: 400, crowd: 20, facts: { displayName: 'Кухня' } },
	{ name: 'quiet', messageCount: 0, crowd: 5 },
	{
		name: 'announcements',
		messageCount: 120,
		crowd: 190,
		named: ['workspace.admin'],
		facts: { readOnly: true, displayName: 'Announcements' },
	},
	{ name: 'release-notes', messageCount: 100, crowd: 100, named: ['github.bot'], facts: { readOnly: true } },
];

const privatePlans: RoomPlan[] = [
	{ name: 'legal', messageCount: 0, named: ['legal.officer', 'legal.officer2', 'legal.counsel', 'workspace.admin'] },
	{ name: 'moderators', messageCount: 600, crowd: 10, named: ['workspace.admin'] },
	{ name: 'band-rehearsal', messageCount: 1500, crowd: 4, named: ['maria.silva', 'Maria.Silva2'] },
	{ name: 'boat-deal', messageCount: 700, crowd: 2, named: ['viktor.dray', 'lucinda.vale'] },
	{ name: 'night-shift', messageCount: 900, crowd: 12 },
	{ name: 'core-team', messageCount: 1100, crowd: 15, named: ['DrOkonjo'] },
	{ name: 'book-club', messageCount: 500, crowd: 9, named: ['petra.neuhaus', 'kit.rowan'] },
	{ name: 'sealed-letters', messageCount: 250, named: ['maria.silva', 'viktor.dray', 'sami.alwaha'], facts: { encrypted: true } },
	{ name: 'alumni', messageCount: 300, crowd: 25 },
	{ name: 'caravan', messageCount: 400, crowd: 6, named: ['sami.alwaha'] },
];

const directPlans: [string, string, number][] = [
	['maria.silva', 'viktor.dray', 620],
	['maria.silva', 'petra.neuhaus', 180],
	['maria.silva', 'sami.alwaha', 140],
	['viktor.dray', 'lucinda.vale', 560],
	['viktor.dray', 'DrOkonjo', 60],
	['lucinda.vale', 'kit.rowan', 120],
	['sami.alwaha', 'bidi.tester', 150],
	['legal.officer', 'legal.counsel', 40],
	['workspace.admin', 'DrOkonjo', 80],
	['html.person', 'no.mail', 50],
	['maria.silva', 'rocket.cat', 12],
];

/** The community's forty rooms; the last direct rooms are between people drawn by lot. */
export function buildRooms(random: Random, people: SeedUser[], createdAt: string): PlannedRoom[] {
	const idByName = new Map(people.map((person) => [person.username, person.id]));
	const present = people.filter((person) => !person.deleted && !person.username.startsWith('legal.')).map((person) => person.id);
	const idsOf = (names: string[]): string[] =>
		names.map((name) => idByName.get(name) ?? raise(`The seed has no person called ${name}`));
	const channel = (type: 'c' | 'p', plan: RoomPlan): PlannedRoom => {
		const members = [...new Set([...idsOf(plan.named ?? []), ...random.shuffled(present).slice(0, plan.crowd ?? 0)])];
		const room = { id: idOf(`room ${plan.name}`), type, name: plan.name, members, owners: members.slice(0, 1), createdAt };
		return { room: { ...room, ...plan.facts }, messageCount: plan.messageCount, story: stories[plan.name] ?? [] };
	};
	const direct = (members: string[], messageCount: number, story: Story = []): PlannedRoom => ({
		story,
		room: { id: directRoomId(members), type: 'd', members, createdAt },
		messageCount,
	});
	return [
		...publicPlans.map((plan) => channel('c', plan)),
		...privatePlans.map((plan) => channel('p', plan)),
		...directPlans.map(([one, other, count]) => direct(idsOf([one, other]), count, stories[`${one} ${other}`])),
		...Array.from({ length: 4 }, () => direct(random.shuffled(present).slice(0, 2), 100)),
		// A direct room of three, as Rocket.Chat allows.
		direct(idsOf(['maria.silva', 'viktor.dray', 'lucinda.vale']), 90),
	];
}

const raise = (reason: string): never => {
	throw new Error(reason);
};
