import fc from 'fast-check';

import { ImportRefused, readSlackExport } from '.';
import { packExport, smallExport, type ExportFiles } from '../../testing/slackExport';

const nobody = { users: [{ _id: 'cat', username: 'rocket.cat' }], rooms: [] };

const read = (files: ExportFiles, present: Parameters<typeof readSlackExport>[1] = nobody) =>
	readSlackExport(packExport(files), present);

const textsOf = (files: ExportFiles) => read(files).data.messages.map(({ text }) => text);

describe('a Slack export', () => {
	test('brings its people: names, addresses, time zones, who is a bot, who was deleted', () => {
		const { users } = read(smallExport()).data;
		expect(users.map(({ username }) => username)).toEqual(['ada', 'bert', 'buildbot', 'maria.silva', 'build.bot']);
		expect(users[0]).toMatchObject({ name: 'Ada', emails: [{ address: 'ada@people.example' }], utcOffset: 1, active: true });
		expect(users[1]).toMatchObject({ active: false });
		expect(users[2]).toMatchObject({ type: 'bot', roles: ['bot'] });
	});

	test('brings channels, private rooms, and direct rooms of two and of more', () => {
		const { rooms } = read(smallExport()).data;
		expect(rooms.map(({ type, name, members }) => [type, name, members.length])).toEqual([
			['c', 'general', 3],
			['c', 'plans', 2],
			['p', 'legal', 2],
			['d', undefined, 2],
			['d', undefined, 3],
		]);
		expect(rooms[1]).toMatchObject({ topic: 'What we do next', description: 'Planning', owners: ['slack-U1'] });
	});

	test('has its mentions, links, channels and entities turned into Rocket.Chat’s', () => {
		expect(textsOf(smallExport())).toContain('hi @bert, see [the plan](https://example.org/a?b=1&c=2) & #general @here');
	});

	test('keeps threads, edits, reactions and system messages', () => {
		const { messages } = read(smallExport()).data;
		const find = (part: string) => messages.find(({ text }) => text.includes(part));
		expect(find('looks good')?.threadId).toBe(find('hi @bert')?.id);
		expect(find('hi @bert')?.reactions).toEqual({ ':thumbsup:': ['bert'] });
		expect(find('final wording')).toMatchObject({ editedAt: '2023-11-15T12:05:00.000Z', editedBy: 'slack-U1' });
		expect(messages.filter(({ type }) => type).map(({ type }) => type)).toEqual(['room_changed_topic', 'uj']);
	});

	test('brings a file whose bytes it carries, names one that it only points to, and says so', () => {
		const { data, notes } = read(smallExport());
		const files = data.messages.flatMap(({ files: carried }) => carried ?? []);
		expect(files.map(({ name, content }) => [name, content.toString()])).toEqual([['minutes.txt', '1. We met.\n']]);
		expect(data.messages.map(({ text }) => text)).toContain('photo.png https://files.example/F2');
		expect(notes).toContainEqual({ what: expect.stringContaining('only names'), count: 1, example: 'plans/2023-11-16.json' });
	});

	test('has integrations as bots that speak under their own name', () => {
		const { data } = read(smallExport());
		const posted = data.messages.find(({ bot }) => bot);
		expect(posted).toMatchObject({ alias: 'Build Bot', text: 'build https://ci.example/1 failed', userId: 'slack-B9' });
	});

	test('gives the same workspace each time', () => {
		expect(read(smallExport())).toEqual(read(smallExport()));
	});
});

describe('into a workspace where people live', () => {
	const present = {
		users: [{ _id: 'maria', username: 'maria.silva' }],
		rooms: [
			{ _id: 'GENERAL', t: 'c', name: 'general' },
			{ _id: 'desk', t: 'p', name: 'legal' },
		],
	};

	test('whoever has a username that is here is that person', () => {
		const { data } = read(smallExport(), present);
		expect(data.users.map(({ username }) => username)).not.toContain('maria.silva');
		expect(data.messages.find(({ text }) => text.includes('allotment'))?.userId).toBe('maria');
	});

	test('a public channel of a name that is here becomes one with it, a private one never does', () => {
		const { data, notes } = read(smallExport(), present);
		expect(data.rooms[0]).toMatchObject({ id: 'GENERAL' });
		expect(data.rooms[2]).toMatchObject({ id: 'slack-G1', name: 'legal-g1' });
		expect(notes.map(({ what }) => what)).toContain('rooms whose name is taken; they are renamed');
	});
});

describe('what is no export is refused in a sentence', () => {
	const { 'users.json': _users, ...withoutUsers } = smallExport();
	test.each<[string, Buffer, RegExp]>([
		['words', Buffer.from('hello'), /not a ZIP archive/],
		['half a ZIP', packExport(smallExport()).subarray(0, 900), /not a ZIP archive/],
		['a ZIP without people', packExport(withoutUsers), /no users\.json/],
		['people without conversations', packExport({ 'users.json': [] }), /lists no conversations/],
		['people that are not JSON', packExport({ ...smallExport(), 'users.json': '{' }), /users\.json is not JSON/],
		['channels that are no list', packExport({ ...smallExport(), 'channels.json': {} }), /channels\.json is not a list/],
	])('%s', (_what, zip, words) => {
		expect(() => readSlackExport(zip, nobody)).toThrow(ImportRefused);
		expect(() => readSlackExport(zip, nobody)).toThrow(words);
	});

	test('a ZIP that unpacks beyond all measure, before it is unpacked', () => {
		const zip = packExport({ ...smallExport(), 'bomb/2023-11-15.json': new Uint8Array(64 * 1024 * 1024) });
		// Ten members that name the same bytes, as the well-known bombs have them: the sizes that are stated are added up.
		const many = packExport({
			'users.json': [],
			...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`b${index}/a.json`, 'x'])),
		});
		const directory = many.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
		for (let at = directory; at !== -1; at = many.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), at + 1))
			many.writeUInt32LE(100_000_000, at + 24);
		expect(() => readSlackExport(many, nobody)).toThrow(/unpacks to more than 512 MB/);
		// Within the measure, what is no JSON is a day that is left out.
		expect(readSlackExport(zip, nobody).notes.map(({ what }) => what)).toContain('days of a conversation that is in no list');
	});

	test('a member that is larger than it says', () => {
		const zip = packExport(smallExport());
		const entry = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
		zip.writeUInt32LE(10, entry + 24);
		expect(() => readSlackExport(zip, nobody)).toThrow(ImportRefused);
	});

	test('whatever a list or a day holds is taken, noted or refused; nothing else happens', () => {
		const value = fc.jsonValue({ maxDepth: 2 });
		const entry = fc.oneof(
			value,
			fc.record(
				{
					...{
						id: value,
						name: value,
						ts: fc.oneof(value, fc.constant('1700050000.000000')),
						user: fc.oneof(value, fc.constant('U1')),
					},
					...{
						text: value,
						subtype: value,
						files: fc.array(value),
						attachments: fc.array(value),
						edited: value,
						reactions: fc.array(value),
					},
					...{ members: fc.oneof(value, fc.array(value)), created: value, thread_ts: value, profile: value },
				},
				{ requiredKeys: [] },
			),
		);
		const paths = ['users.json', 'channels.json', 'groups.json', 'dms.json', 'mpims.json', 'plans/2023-11-15.json'];
		fc.assert(
			fc.property(fc.constantFrom(...paths), fc.array(entry, { maxLength: 5 }), (path, list) => {
				const { data } = read({ ...smallExport(), [path]: list });
				for (const message of data.messages) {
					expect(typeof message.text).toBe('string');
					expect(Number.isNaN(Date.parse(message.at))).toBe(false);
				}
			}),
			{ numRuns: 300 },
		);
	});
});

test('days that are not JSON, messages without a time and unknown events are left out, and counted', () => {
	const { notes, data } = read({
		...smallExport(),
		'plans/2023-11-17.json': '[{"ts":',
		'plans/2023-11-18.json': [
			{ user: 'U1', text: 'when?' },
			{ user: 'U1', ts: '1700050000.0', subtype: 'huddle_thread' },
		],
		'nowhere/2023-11-15.json': [],
	});
	expect(notes.map(({ what, count }) => [what, count])).toEqual(
		expect.arrayContaining([
			['days that are not a JSON list; nothing of them is taken', 1],
			['messages without a time', 1],
			['events of the kind huddle_thread', 1],
			['days of a conversation that is in no list', 1],
		]),
	);
	expect(data.messages.map(({ text }) => text)).toContain('looks good');
});
