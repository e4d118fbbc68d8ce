import { appendEvents, isWhole, loadCase, type CaseTools, type OpenCase } from '../../src/cases/caseFile';
import type { Actor, EventDraft } from '../../src/cases/events';
import type { StoredEvent } from '../../src/cases/ledger';
import type { CheckpointMark } from '../../src/cases/ports';
import type { Desk } from '../../src/platform/desk';
import { DEFAULT_RULES } from '../../src/policy/deskRules';
import { sendNotice } from '../../src/surfaces/notice/sendNotice';
import type { Session } from '../../src/surfaces/session';

export const MINUTE = 60_000;
export const DAY = 86_400_000;
const START = Date.parse('2026-03-01T09:00:00Z');
export const OFFICER: Actor = { kind: 'person', userId: 'officer', username: 'legal.officer' };
export const COUNSEL: Actor = { kind: 'person', userId: 'counsel', username: 'legal.counsel' };
export const SUBJECT = { userId: 'maria', username: 'maria.silva' };
const FILE = { uploadId: 'up', name: 'copy.pdf', mediaType: 'application/pdf', sizeBytes: 3 };
const DIRECT = 'direct-room-of-the-account-holder';

export type AccountStanding = 'active' | 'deactivated' | 'deleted';
export type World = ReturnType<typeof createWorld>;

/** A desk in memory whose clock stands still until it is moved, and which notes everything that goes to the account holder. */
export function createWorld() {
	let now = START;
	let ids = 0;
	let account: AccountStanding = 'active';
	const events: StoredEvent[] = [];
	const marks: CheckpointMark[] = [];
	const sent: { at: number; how: string }[] = [];
	/** What the desk has said to the legal team. */
	const told: string[] = [];
	/** Called once after the next event is stored: what another server does at that moment. */
	let meanwhile: (() => Promise<void>) | undefined;
	let failing: string[] = [];
	const note = async (how: string) => {
		sent.push({ at: now, how });
		if (failing.includes(how)) {
			throw new Error('the workspace is away');
		}
		return how;
	};
	const tools: CaseTools = {
		ledgers: {
			async append(_ledger, _height, event) {
				events.push(event);
				const act = meanwhile;
				meanwhile = undefined;
				await act?.();
			},
			read: async (_ledger, { from = 0 } = {}) => (from === 0 ? [...events] : []),
			listMarks: async () => marks,
			addMark: async () => undefined,
			dropMark: async () => undefined,
			putCheckpoint: async () => undefined,
			readCheckpoint: async () => undefined,
		},
		index: { list: async () => [], find: async () => undefined, has: async () => true, put: async () => undefined },
		clock: () => now,
		makeId() {
			ids += 1;
			return `id-${ids}`;
		},
	};
	const desk = {
		...tools,
		readRules: async () => ({ rules: DEFAULT_RULES }),
		config: { channelId: 'legal', approverRole: 'approver', officerRole: 'officer' },
		accessors: { read: { getRoomReader: () => ({ getById: async () => ({ type: 'p' }), getMembers: async () => [] }) } },
		people: {
			findById: async (id: string) =>
				account === 'deleted' ? undefined : { id, username: SUBJECT.username, isEnabled: account === 'active' },
			isMember: async () => false,
		},
		channel: {
			openDirectRoom: async () => DIRECT,
			async post(roomId: string, { text }: { text: string }) {
				if (roomId === DIRECT) {
					return note('message');
				}
				told.push(text);
				return 'm';
			},
			upload: async ({ roomId }: { roomId: string }) => (roomId === DIRECT ? note('copy') : 'u'),
		},
		mailer: {
			queue: async () =>
				note('mail').then(
					() => ({ ok: true, value: 'queued' }),
					() => ({ ok: false, code: 'mail-not-queued' }),
				),
		},
	} as unknown as Desk;
	return {
		desk,
		tools,
		sent,
		told,
		move(ms: number) {
			now += ms;
		},
		fail(what: string[]) {
			failing = what;
		},
		become(standing: AccountStanding) {
			account = standing;
		},
		during(act: () => Promise<void>) {
			meanwhile = act;
		},
		now: () => now,
	};
}

export async function load(tools: CaseTools): Promise<OpenCase> {
	const loaded = await loadCase('case', tools);
	if (!isWhole(loaded)) {
		throw new Error('the ledger is not whole');
	}
	return loaded;
}

/** Opens a case about one account whose snapshot is taken. */
export async function openCase({ tools }: World): Promise<void> {
	const opened: EventDraft[] = [
		{
			type: 'case.opened',
			body: { reference: 'LE-2026-0001', agency: { name: 'Agency', officer: 'O', officialEmail: 'o@a.example' } },
		},
		{ type: 'hold.placed', body: { holdId: 'hold', snapshotId: 'snap', subject: SUBJECT, regime: 'us-2703f' } },
		{
			type: 'snapshot.completed',
			body: {
				...{ holdId: 'hold', capturedAt: new Date(START).toISOString(), expiresAt: '2099-01-01T00:00:00.000Z' },
				counts: { accounts: 1, memberships: 0, exceptions: 0 },
			},
		},
	];
	await appendEvents(await loadCase('case', tools), opened, OFFICER, tools);
}

/** Sends a notice as an officer does, with the copy and by e-mail too; for a reason, where one is given. */
export async function send({ desk, tools }: World, again?: string) {
	const session = { desk, actor: OFFICER } as unknown as Session;
	const ready = {
		userId: SUBJECT.userId,
		text: 'Notice',
		file: FILE,
		bytes: Uint8Array.from([1, 2, 3]),
		address: 'm@people.example',
		...(again ? { again } : {}),
	};
	return sendNotice(session, await load(tools), ready);
}
