import { FACTS } from './sample';
import { unzipFiles } from './unzip';
import type { ProductionScope } from '../../src/cases/events';
import type {
	AccountRecord,
	ExceptionRecord,
	FileRecord,
	MembershipRecord,
	MessageMetadataRecord,
	MessageRecord,
	SnapshotRecord,
} from '../../src/cases/records';
import { sha256Hex, toBase64, toUtf8 } from '../../src/evidence';
import type { RecordCategory } from '../../src/policy/entitlement';
import type { UnknownRecord } from '../../src/production';

/** What a mark says of itself: the category that it takes to see it, and whether room and instant lie in the narrowing. */
export interface Canary {
	category: RecordCategory | 'room' | 'never';
	room: boolean;
	instant: boolean;
}

const mark = ({ category, room, instant }: Canary, n: number): string =>
	`CANARY-${category}-${room ? 'IN' : 'OUT'}-${instant ? 'IN' : 'OUT'}-${n}-`;

export const COUNTERPART = { userId: 'counterpart', username: 'counterpart' };
const PERIOD = { from: '2026-01-10T00:00:00.000Z', until: '2026-01-20T00:00:00.000Z' };
const roomOf = (room: boolean) => mark({ category: 'room', room, instant: true }, 0);

/** Narrowings, each of which leaves the same room or the same period in. */
export const SCOPES: (ProductionScope | undefined)[] = [
	undefined,
	{ rooms: [{ roomId: roomOf(true), name: 'named' }] },
	{ counterparts: [COUNTERPART] },
	PERIOD,
	{ until: PERIOD.until },
	{ ...PERIOD, rooms: [{ roomId: roomOf(true), name: 'named' }] },
	{ ...PERIOD, counterparts: [COUNTERPART] },
];

/** Whether a production may show a mark. */
export function mayShow(canary: Canary, produced: readonly RecordCategory[], scope: ProductionScope | undefined): boolean {
	const narrowsRooms = scope?.rooms !== undefined || scope?.counterparts !== undefined;
	const narrowsPeriod = scope?.from !== undefined || scope?.until !== undefined;
	const isReached =
		canary.category === 'room'
			? produced.some((category) => category !== 'account')
			: produced.some((known) => known === canary.category);
	return isReached && (canary.room || !narrowsRooms) && (canary.instant || !narrowsPeriod);
}

/** One of each kind of record that a snapshot can hold, with a mark in every field, and what no version ever wrote. */
export function createCanaries(): UnknownRecord[] {
	let n = 0;
	const count = (): number => {
		n += 1;
		return n;
	};
	const inRoom = [true, false].flatMap((room) => [true, false].flatMap((instant) => createMessages(room, instant, count())));
	const rooms = [true, false].flatMap((room) => createRoom(room, count()));
	const never = mark({ category: 'never', room: true, instant: true }, 0);
	return [
		...createAccount(never),
		...rooms,
		...inRoom,
		{ kind: 'session', ip: never },
		{ kind: never, [never]: never },
		{ kind: '__proto__', text: never },
	].map((record) => ({ ...record }) as UnknownRecord);
}

const COPIED_AT = '2026-02-03T10:15:00.000Z';

function exception(what: string, where: string, text: string, more: Partial<ExceptionRecord> = {}): ExceptionRecord {
	return { kind: 'exception', at: COPIED_AT, what, where, code: text, why: text, ...more };
}

function createAccount(never: string): object[] {
	const [basic, other, content] = (['account', 'non-content', 'content'] as const).map((category) =>
		mark({ category, room: true, instant: true }, 0),
	) as [string, string, string];
	const account: AccountRecord = {
		kind: 'account',
		capturedAt: COPIED_AT,
		id: FACTS.subject.userId,
		username: basic,
		name: basic,
		emails: [{ address: basic, verified: true }],
		type: basic,
		active: true,
		roles: [basic],
		lastLoginAt: basic,
		language: other,
		updatedAt: other,
		customFields: { [other]: [other] },
		bio: content,
		statusText: content,
	};
	return [
		{ ...account, services: { password: never }, emails: [...account.emails, { address: 'x', verified: true, token: never }] },
		{ ...exception('account field', 'name', basic), raw: never },
		exception('account field', 'bio', content),
		exception('account field', content, content),
	];
}

function createRoom(room: boolean, n: number): object[] {
	const other = mark({ category: 'non-content', room, instant: true }, n);
	const never = mark({ category: 'never', room: true, instant: true }, n);
	const membership: MembershipRecord = {
		kind: 'membership',
		capturedAt: COPIED_AT,
		roomId: roomOf(room),
		roomKind: 'direct messages',
		name: other,
		displayName: other,
		roles: [other],
		counterparts: [{ ...(room ? { id: COUNTERPART.userId } : { id: other }), username: other, name: other }],
	};
	return [
		{ ...membership, lastMessage: never, counterparts: [...(membership.counterparts ?? []), { id: 'x', phone: never }] },
		exception('membership', roomOf(room), other),
		exception('room', roomOf(room), other),
	];
}

function createMessages(room: boolean, instant: boolean, n: number): object[] {
	const said = mark({ category: 'content', room, instant }, n);
	const other = mark({ category: 'non-content', room, instant }, n);
	const never = mark({ category: 'never', room: true, instant: true }, n);
	const bytes = toUtf8(said);
	const place = {
		capturedAt: COPIED_AT,
		roomId: roomOf(room),
		sentAt: instant ? '2026-01-15T00:00:00.000Z' : '2026-03-01T00:00:00.000Z',
	};
	const message: MessageRecord = {
		kind: 'message',
		...place,
		id: said,
		sender: { id: said, username: said, name: said },
		alias: said,
		text: said,
		threadId: said,
		editedAt: said,
		editedBy: { id: said },
		reactions: [{ name: said, usernames: [said] }],
		attachments: [{ [said]: said, text: said }],
		files: [{ id: `file-${n}`, name: said, type: said }],
		blocks: [said],
		customFields: { [said]: said },
		more: { [said]: said, t: said },
	};
	const metadata: MessageMetadataRecord = {
		kind: 'message-metadata',
		...place,
		id: other,
		sender: { id: other, username: other, name: other },
		threadId: other,
		editedBy: { id: other },
		...{ files: 1, attachments: 1, reactions: 1 },
	};
	const file: FileRecord = {
		kind: 'file',
		capturedAt: COPIED_AT,
		id: `file-${n}`,
		messageId: said,
		roomId: roomOf(room),
		name: said,
		type: said,
		sizeBytes: bytes.byteLength,
		sha256: sha256Hex(bytes),
		parts: 1,
	};
	const belongs = { roomId: place.roomId, sentAt: place.sentAt };
	return [
		{ ...message, deletedText: never },
		{ ...metadata, text: never, mentions: [never] },
		{ kind: 'file-part', fileId: file.id, part: 0, base64: toBase64(bytes) } satisfies SnapshotRecord,
		{ ...file, preview: never },
		exception('message', said, said, belongs),
		exception(said, said, said, belongs),
	];
}

/** The marks that any file of a package holds, in its name or its bytes. */
export function findCanaries(zips: readonly Uint8Array[]): Canary[] {
	const everything = zips
		.flatMap((zip) => [...unzipFiles(zip)].map(([path, content]) => path + Buffer.from(content).toString('utf8')))
		.join('\n')
		// Where a text file cuts a line, the mark goes on in the next.
		.replace(/\r\n( {19}\+ | {2}\+ )/g, '');
	const found = everything.matchAll(/CANARY-([a-z-]+)-(IN|OUT)-(IN|OUT)-\d-/g);
	const texts = new Set([...found].map(([text]) => text.replace(/\d-$/, '')));
	return [...texts].map((text) => {
		const [, category, room, instant] = /CANARY-([a-z-]+)-(IN|OUT)-(IN|OUT)-/.exec(text) ?? [];
		return { category: category as Canary['category'], room: room === 'IN', instant: instant === 'IN' };
	});
}
