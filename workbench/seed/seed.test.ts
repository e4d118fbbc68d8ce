import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';

import { makePng } from './files';
import { buildCommunity, buildSmall, readSeedFile, writeSeedFile } from './index';
import { directRoomId, idOf } from './random';
import { stories } from './stories';
import type { SeedMessage, SeedUser, WorkspaceData } from '../engine/contract';

const digest = (data: WorkspaceData): string =>
	createHash('sha256')
		.update(JSON.stringify({ ...data, messages: [...data.messages] }))
		.digest('hex');

const messagesOf = (data: WorkspaceData): SeedMessage[] => [...data.messages];
const named = (data: WorkspaceData, username: string): SeedUser => {
	const found = data.users.find((user) => user.username === username);
	if (!found) throw new Error(`nobody is called ${username}`);
	return found;
};

describe.each([
	['community', buildCommunity],
	['small', buildSmall],
])('the %s workspace', (_, build) => {
	const data = build();

	test('is the same, byte for byte, each time', () => {
		expect(digest(build())).toBe(digest(data));
	});

	test('ends before the day that it is asked for', () => {
		const shifted = build({ at: new Date('2027-03-01T15:00:00Z') });
		const last = messagesOf(shifted).at(-1) as SeedMessage;
		expect(last.at < '2027-03-01T00:00:00.000Z').toBe(true);
		expect(last.at > '2027-02-25').toBe(true);
	});

	test('has ids that name one thing each', () => {
		const ids = [data.users, data.rooms, messagesOf(data), messagesOf(data).flatMap((message) => message.files ?? [])].map(
			(things) => things.map((thing) => thing.id),
		);
		for (const of of ids) expect(new Set(of).size).toBe(of.length);
	});

	test('refers only to people and rooms that it lists', () => {
		const people = new Set(data.users.map((user) => user.id));
		const rooms = new Set(data.rooms.map((room) => room.id));
		const messages = new Set(messagesOf(data).map((message) => message.id));
		const lost = messagesOf(data).filter(
			({ userId, roomId, threadId }) => !people.has(userId) || !rooms.has(roomId) || (threadId && !messages.has(threadId)),
		);
		expect(lost).toEqual([]);
		const present = new Set(data.users.filter((user) => !user.deleted).map((user) => user.id));
		for (const room of data.rooms) expect(room.members.every((member) => present.has(member))).toBe(true);
	});

	test('has a legal team whose private channel holds its members alone', () => {
		const legal = data.rooms.find((room) => room.name === 'legal');
		const team = ['legal.officer', 'legal.officer2', 'legal.counsel', 'workspace.admin'];
		expect(legal?.type).toBe('p');
		expect([...(legal?.members ?? [])].sort()).toEqual(team.map((name) => named(data, name).id).sort());
		expect(named(data, 'legal.officer').roles).toContain('legal-officer');
		expect(named(data, 'legal.counsel').roles).toContain('legal-approver');
		expect(named(data, 'workspace.admin').roles).toContain('admin');
		expect(data.roles?.map((role) => role.id)).toEqual(['legal-officer', 'legal-approver']);
	});

	test('names direct rooms of two after their members, as the server does, so that an app finds them again', () => {
		const pairs = data.rooms.filter((room) => room.type === 'd' && room.members.length === 2);
		expect(pairs.length).toBeGreaterThan(2);
		for (const room of pairs) expect(room.id).toBe([...room.members].sort().join(''));
	});

	test('has deactivated, deleted and automatic accounts, and a username with capitals', () => {
		expect(data.users.some((user) => user.active === false && !user.deleted)).toBe(true);
		expect(data.users.some((user) => user.deleted && messagesOf(data).some((message) => message.userId === user.id))).toBe(true);
		expect(data.users.some((user) => user.type === 'bot')).toBe(true);
		expect(named(data, 'Maria.Silva2').id).not.toBe(named(data, 'maria.silva').id);
	});

	test('has every kind of message that an export can meet', () => {
		const all = messagesOf(data);
		const files = all.flatMap((message) => message.files ?? []);
		expect(files.some((file) => file.content.length === 0)).toBe(true);
		expect(files.map((file) => file.type)).toEqual(expect.arrayContaining(['image/png', 'application/pdf', 'text/plain']));
		expect(all.some((message) => (message.files?.length ?? 0) > 1)).toBe(true);
		for (const type of ['e2e', 'rm', 'uj']) expect(all.some((message) => message.type === type)).toBe(true);
		expect(all.some((message) => message.hidden)).toBe(true);
		expect(all.some((message) => message.threadId)).toBe(true);
		expect(all.some((message) => message.editedAt)).toBe(true);
		expect(all.some((message) => message.reactions)).toBe(true);
		expect(all.some((message) => message.pinned)).toBe(true);
		expect(all.some((message) => /\u202e/.test(message.text))).toBe(true);
		expect(all.some((message) => /\p{Script=Arabic}/u.test(message.text))).toBe(true);
	});
});

describe('the community workspace', () => {
	const data = buildCommunity();

	test('is as large as it says: 200 accounts, 40 rooms, 20,000 messages over two years', () => {
		const all = messagesOf(data);
		expect(data.users.filter((user) => !user.deleted).length).toBeGreaterThanOrEqual(200);
		expect(data.rooms).toHaveLength(40);
		expect(all).toHaveLength(20_000);
		const days = (Date.parse((all.at(-1) as SeedMessage).at) - Date.parse((all[0] as SeedMessage).at)) / 86_400_000;
		expect(days).toBeGreaterThan(725);
		expect(all.every((message, index) => index === 0 || (all[index - 1] as SeedMessage).at <= message.at)).toBe(true);
	});

	test('has a room with more than 2,000 messages and more of them in one millisecond than a page holds', () => {
		const general = data.rooms.find((room) => room.name === 'general');
		const inGeneral = messagesOf(data).filter((message) => message.roomId === general?.id);
		const perInstant = new Map<string, number>();
		for (const message of inGeneral) perInstant.set(message.at, (perInstant.get(message.at) ?? 0) + 1);
		expect(inGeneral.length).toBeGreaterThan(2000);
		expect(Math.max(...perInstant.values())).toBeGreaterThan(100);
	});

	test('has public, private, direct, read-only and encrypted rooms', () => {
		expect(new Set(data.rooms.map((room) => room.type))).toEqual(new Set(['c', 'p', 'd']));
		expect(data.rooms.some((room) => room.readOnly)).toBe(true);
		expect(data.rooms.some((room) => room.encrypted)).toBe(true);
	});

	test.each(Object.entries(stories))('tells the story of %s whole and in order', (place, story) => {
		const id = place.includes(' ') ? directRoomId(place.split(' ').map((name) => named(data, name).id)) : idOf(`room ${place}`);
		const said = messagesOf(data).filter((message) => message.roomId === id);
		const told = said.filter((message) => story.some(([, text]) => text === message.text));
		expect(told.map((message) => [message.userId, message.text])).toEqual(
			story.map(([name, text]) => [named(data, name).id, text]),
		);
	});

	test('keeps to lengths that Rocket.Chat takes', () => {
		expect(messagesOf(data).every((message) => message.text.length <= 5000)).toBe(true);
	});
});

test('the small workspace is small', () => {
	const data = buildSmall();
	const maria = named(data, 'maria.silva').id;
	const hers = messagesOf(data).filter((message) => message.userId === maria);
	expect(data.users).toHaveLength(12);
	expect(hers.length).toBeGreaterThan(50);
	const roomTypes = new Set(hers.map((message) => data.rooms.find((room) => room.id === message.roomId)?.type));
	expect(roomTypes).toEqual(new Set(['c', 'p', 'd']));
});

test('pictures are pictures: the pixels come back from the PNG', () => {
	const png = makePng('a picture', 8);
	const dataAt = png.indexOf('IDAT', 0, 'latin1');
	const length = png.readUInt32BE(dataAt - 4);
	expect(inflateSync(png.subarray(dataAt + 4, dataAt + 4 + length))).toHaveLength(8 * 9);
});

test('a workspace comes back whole from a seed file, bytes of files included', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'seed-test-'));
	try {
		const file = path.join(folder, 'seed.json');
		writeSeedFile(file, buildSmall());
		expect(digest(readSeedFile(file))).toBe(digest(buildSmall()));
	} finally {
		rmSync(folder, { recursive: true });
	}
});
