import type { Notes } from './notes';
import { instantOf, recordOf, textOf } from './values';
import type { SeedUser } from '../../engine/contract';

/** An account that the workspace has already. */
export interface PresentUser {
	_id: string;
	username?: string;
	name?: string;
}

/** The people of an export by their Slack ids. */
export interface People {
	/** Those that the workspace does not have yet. */
	arrived: SeedUser[];
	/** The id in this workspace; the Slack id itself for somebody unknown. */
	idOf(slackId: string): string;
	usernameOf(slackId: string): string | undefined;
	/** The account of an integration, which has no entry in `users.json`. */
	findBot(botId: string, name: unknown): string;
}

const describeUser = (slackId: string, username: string, entry: Record<string, unknown>): SeedUser => {
	const profile = recordOf(entry.profile);
	const address = textOf(profile.email);
	const isBot = entry.is_bot === true;
	return {
		id: `slack-${slackId}`,
		username,
		name: textOf(profile.real_name) ?? textOf(entry.real_name) ?? username,
		emails: address ? [{ address, verified: false }] : [],
		roles: [isBot ? 'bot' : 'user'],
		type: isBot ? 'bot' : 'user',
		active: entry.deleted !== true,
		bio: textOf(profile.title),
		statusText: textOf(profile.status_text),
		utcOffset: typeof entry.tz_offset === 'number' ? entry.tz_offset / 3600 : undefined,
		createdAt: instantOf(entry.updated),
	};
};

/** As Rocket.Chat's importer: whoever has a username that is here already is that person; Slackbot is rocket.cat. */
export function readPeople(entries: Record<string, unknown>[], present: PresentUser[], notes: Notes): People {
	const accounts = new Map(present.flatMap(({ _id, username }) => (username ? [[username, _id] as const] : [])));
	const known = new Map<string, { id: string; username: string }>();
	const arrived: SeedUser[] = [];
	const add = (slackId: string, username: string, entry: Record<string, unknown>): string => {
		const user = describeUser(slackId, username, entry);
		arrived.push(user);
		accounts.set(username, user.id);
		known.set(slackId, { id: user.id, username });
		return user.id;
	};
	const take = (slackId: string, username: string, entry: Record<string, unknown>): void => {
		const id = accounts.get(username);
		if (id === undefined) return void add(slackId, username, entry);
		if ([...known.values()].some((other) => other.id === id)) {
			notes.add('two people of one username; the second is renamed', `@${username}`);
			return void add(slackId, `${username}-${slackId.toLowerCase()}`, entry);
		}
		if (id !== `slack-${slackId}`)
			notes.add('people whose username is here already; they are taken to be the same', `@${username}`);
		known.set(slackId, { id, username });
	};
	for (const entry of entries) {
		const [slackId, username] = [textOf(entry.id), textOf(entry.name)];
		if (slackId && username) take(slackId, username, entry);
		else notes.add('people without an id or a name', 'users.json');
	}
	const cat = accounts.get('rocket.cat');
	if (cat !== undefined && !known.has('USLACKBOT')) known.set('USLACKBOT', { id: cat, username: 'rocket.cat' });
	return {
		arrived,
		idOf: (slackId) => known.get(slackId)?.id ?? slackId,
		usernameOf: (slackId) => known.get(slackId)?.username,
		findBot: (botId, name) => {
			const present = known.get(botId);
			if (present) return present.id;
			const slug = (textOf(name) ?? botId).toLowerCase().replace(/[^a-z0-9.]+/g, '.');
			const username = accounts.has(slug) ? `${slug}.${botId.toLowerCase()}` : slug;
			return add(botId, username, { is_bot: true, real_name: textOf(name) });
		},
	};
}
