import type { UnknownRecord } from './source';
import type { ProductionScope } from '../cases/events';

/** A narrowing, with every room known by its id. */
export interface ResolvedScope {
	/** Epoch ms; `until` is outside. */
	from?: number;
	until?: number;
	roomIds?: ReadonlySet<string>;
}

/** Nothing is narrowed. */
export const WHOLE_SCOPE: ResolvedScope = {};

/**
 * Finds the rooms that a narrowing means: those that it names, and every direct room in which one of its counterparts took
 * part with the account, by the memberships of the snapshot.
 */
export function resolveScope(
	scope: ProductionScope | undefined,
	userId: string,
	memberships: Iterable<UnknownRecord>,
): ResolvedScope {
	const { from, until, rooms, counterparts } = scope ?? {};
	const resolved: ResolvedScope = {
		...(from === undefined ? {} : { from: Date.parse(from) }),
		...(until === undefined ? {} : { until: Date.parse(until) }),
	};
	if (!rooms && !counterparts) {
		return resolved;
	}
	const people = new Set((counterparts ?? []).map((person) => person.userId));
	const direct = [...memberships].filter(
		(record) => record.roomKind === 'direct messages' && listIds(record.counterparts).some((id) => people.has(id)),
	);
	return {
		...resolved,
		roomIds: new Set([
			...(rooms ?? []).map(({ roomId }) => roomId),
			...direct.map(({ roomId }) => String(roomId)),
			// The platform names a direct room of two by their ids: also one whose membership could not be copied is found.
			...[...people].flatMap((other) => [`${userId}${other}`, `${other}${userId}`]),
		]),
	};
}

/** Whether the narrowing leaves a record in. What it cannot tell, such as an exception without an instant, it leaves out. */
export function isInScope(record: UnknownRecord, scope: ResolvedScope): boolean {
	switch (record.kind) {
		case 'account':
			return true;
		case 'membership':
			return isRoomInScope(record.roomId, scope);
		case 'exception':
			return isExceptionInScope(record, scope);
		// A file has the instant of its message; whether that is in the production is seen when its place is looked up.
		case 'file':
			return isRoomInScope(record.roomId, scope);
		default:
			return isRoomInScope(record.roomId, scope) && isInstantInScope(record.sentAt, scope);
	}
}

function isExceptionInScope(record: UnknownRecord, scope: ResolvedScope): boolean {
	switch (record.what) {
		case 'account':
		case 'account field':
			return true;
		// That the list of rooms could not be had concerns every room.
		case 'membership':
			return record.code === 'rooms-unavailable' || isRoomInScope(record.where, scope);
		case 'room':
			return isRoomInScope(record.where, scope);
		default:
			return isRoomInScope(record.roomId, scope) && isInstantInScope(record.sentAt, scope);
	}
}

function isRoomInScope(roomId: unknown, { roomIds }: ResolvedScope): boolean {
	return roomIds === undefined || (typeof roomId === 'string' && roomIds.has(roomId));
}

function isInstantInScope(sentAt: unknown, { from, until }: ResolvedScope): boolean {
	if (from === undefined && until === undefined) {
		return true;
	}
	const at = typeof sentAt === 'string' ? Date.parse(sentAt) : Number.NaN;
	return at >= (from ?? at) && (until === undefined || at < until);
}

function listIds(people: unknown): string[] {
	return Array.isArray(people) ? people.map((person) => String((person as { id?: unknown } | null)?.id)) : [];
}
