import type { ProductionScope, Subject } from '../../cases/events';
import { dayAfter } from '../../policy/instants';
import { accept, refuse, type Result } from '../../policy/refusal';
import { lookUpAccount } from '../lookUpAccount';
import type { Session } from '../session';

/** How a person narrows a production: days in UTC, both included, and names separated by commas or lines. */
export interface TypedScope {
	from?: string;
	to?: string;
	rooms?: string;
	counterparts?: string;
}

/** As the platform makes ids: a room or an account that is gone can be named by it, since the snapshot may still hold it. */
const ID = /^[A-Za-z0-9]{17,64}$/;

/**
 * Finds the rooms and people that a narrowing names.
 *
 * @returns nothing where nothing is narrowed. Refusals name the field: `period-reversed` (`to`), `no-such-room` (`rooms`,
 * params.name), `no-such-counterpart` (`counterparts`, params.name).
 */
export async function readScope(
	session: Session,
	{ from, to, rooms, counterparts }: TypedScope,
): Promise<Result<ProductionScope | undefined, 'period-reversed' | 'no-such-room' | 'no-such-counterpart'>> {
	if (from && to && from > to) {
		return refuse('period-reversed');
	}
	const scope: ProductionScope = {
		...(from ? { from: `${from}T00:00:00.000Z` } : {}),
		...(to ? { until: dayAfter(to) } : {}),
	};
	for (const name of splitNames(rooms)) {
		const roomId = await findRoom(session, name);
		if (!roomId) {
			return refuse('no-such-room', { name });
		}
		scope.rooms = [...(scope.rooms ?? []), { roomId, name }];
	}
	for (const name of splitNames(counterparts)) {
		const person = await findPerson(session, name);
		if (!person) {
			return refuse('no-such-counterpart', { name });
		}
		scope.counterparts = [...(scope.counterparts ?? []), person];
	}
	return accept(Object.keys(scope).length > 0 ? scope : undefined);
}

function splitNames(typed: string | undefined): string[] {
	return [...new Set((typed ?? '').split(/[,;\n]+/).map((name) => name.trim()))].filter(Boolean).slice(0, 200);
}

async function findRoom({ desk }: Session, typed: string): Promise<string | undefined> {
	const rooms = desk.accessors.read.getRoomReader();
	const name = typed.replace(/^#/, '');
	const found = (await rooms.getByName(name).catch(() => undefined)) ?? (await rooms.getById(name).catch(() => undefined));
	return found?.id ?? (ID.test(name) ? name : undefined);
}

async function findPerson({ desk }: Session, typed: string): Promise<Subject | undefined> {
	const found = await lookUpAccount(desk, typed);
	if (found.ok) {
		return { userId: found.value.user.id, username: found.value.user.username };
	}
	return ID.test(typed) ? { userId: typed, username: typed } : undefined;
}
