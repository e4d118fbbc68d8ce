import { describeLegalPeople, describePerson, type PersonFacts } from './legalPeople';
import { nameStocks } from './names';
import type { Random } from './random';
import type { SeedUser } from '../engine/contract';

const dayMs = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

/** People with a part in the story; everybody else is drawn by lot. */
const describeKnownPeople = (start: number): SeedUser[] => {
	const person = (username: string, name: string, facts: Partial<PersonFacts> = {}): SeedUser =>
		describePerson({ username, name, createdAt: iso(start), lastLoginAt: iso(start + 700 * dayMs), ...facts });
	return [
		person('maria.silva', 'Maria Silva', {
			language: 'pt-BR',
			utcOffset: -3,
			bio: 'Bass player, gardener',
			customFields: { nickname: 'Mari' },
		}),
		// Typed in small letters these two are not found: Rocket.Chat compares usernames exactly.
		person('Maria.Silva2', 'Maria Silva', { language: 'pt-BR' }),
		person('DrOkonjo', 'Dr. Uche Okonjo', { bio: 'Runs #field-reports' }),
		person('viktor.dray', 'Viktor Dray', { statusText: 'selling the boat' }),
		person('lucinda.vale', 'Lucinda Vale', { emails: [{ address: 'lucinda@vale.example', verified: false }] }),
		person('sami.alwaha', 'سامي الواحة', { language: 'ar', utcOffset: 3 }),
		person('bidi.tester', 'أبجد Test 123 אבג', { bio: 'name in three directions' }),
		person('html.person', '<b>Bo</b> & "Co" <i>', { bio: '<script>alert(1)</script>' }),
		person('no.mail', 'No Mail', { emails: [] }),
		// Renamed people: mentions in old messages carry the old username, the mail address still shows it.
		person('petra.neuhaus', 'Petra Neuhaus', {
			emails: [{ address: 'petra.altmann@people.example', verified: true }],
			customFields: { formerUsername: 'petra.altmann' },
		}),
		person('kit.rowan', 'Kit Rowan', {
			emails: [{ address: 'k.sparrow@people.example', verified: true }],
			customFields: { formerUsername: 'kit.sparrow' },
		}),
		...['rocket.cat', 'github.bot', 'build.bot', 'weather.bot', 'digest.bot'].map((username) =>
			person(username, username.replace('.', ' '), { type: 'bot', roles: ['bot'] }),
		),
	];
};

/** Of those still to draw, the last six are deleted by now and the ten before them deactivated. */
const describeFate = (left: number): Pick<SeedUser, 'active' | 'deleted'> => {
	if (left <= 6) return { deleted: true };
	return left <= 16 ? { active: false } : {};
};

/** Draws people by lot until there are `count`; the last ones are deactivated or deleted. */
const drawPeople = (random: Random, start: number, count: number): SeedUser[] => {
	const taken = new Set<string>();
	const drawn: SeedUser[] = [];
	for (let tries = 0; drawn.length < count && tries < count * 100; tries++) {
		const stock = random.pick(nameStocks);
		const [given, givenLatin] = random.pick(stock.given);
		const [family, familyLatin] = random.pick(stock.family);
		const number = random.chance(0.25) ? String(random.integer(2, 99)) : '';
		const username = `${givenLatin}.${familyLatin}${number}`;
		if (taken.has(username)) continue;
		taken.add(username);
		const left = count - drawn.length;
		const createdAt = start - random.integer(0, 900) * dayMs;
		drawn.push(
			describePerson({
				username,
				name: `${given} ${family}`,
				createdAt: iso(createdAt),
				lastLoginAt: iso(start + random.integer(0, 729) * dayMs),
				language: stock.language,
				utcOffset: stock.utcOffset,
				...describeFate(left),
			}),
		);
	}
	return drawn;
};

/** All people of the community workspace: the legal team, those with a part in the story, and some two hundred others. */
export const buildPeople = (random: Random, start: number): SeedUser[] => [
	...describeLegalPeople(iso(start - 1000 * dayMs)),
	...describeKnownPeople(start),
	...drawPeople(random, start, 215),
];
