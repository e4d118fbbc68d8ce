import type { UnknownRecord } from './source';
import type { WrappedKeyRecord } from '../cases/ports';
import { namePseudonymKey } from '../cases/state';
import { createSegmentKey, keyedDigest, unwrapSegmentKey, wrapSegmentKey, type CryptoKey } from '../evidence';

/** Long enough that no two people of a workspace share one. */
const DIGITS = 12;

/** Puts pseudonyms in the place of third parties. */
export type Pseudonymise = (record: UnknownRecord) => UnknownRecord;

/**
 * Third parties under names that say nothing of them: made from an account's id with the case's own key, so that one account
 * has one pseudonym in every file, volume and production of a case, and another in every other case. Whoever lacks the key
 * cannot find the account from it, nor check a guess. The account that the process names stays as it is.
 *
 * Direct rooms too: the platform makes their ids of the ids of their people, and their names of people's names. The names of
 * other rooms, which members chose, stay.
 *
 * @param directRoomIds as the memberships of the snapshot tell
 */
export function createPseudonyms(key: Uint8Array, userId: string, directRoomIds: ReadonlySet<string>): Pseudonymise {
	const nameOf = (kind: 'person' | 'direct', id: string) => `${kind}-${keyedDigest(key, `${kind}:${id}`).slice(0, DIGITS)}`;
	const replaceRoom = (id: unknown): unknown =>
		typeof id === 'string' && (directRoomIds.has(id) || id.includes(userId)) ? nameOf('direct', id) : id;
	const replacePerson = (value: unknown): unknown => {
		const { id } = (value ?? {}) as { id?: unknown };
		return typeof id !== 'string' || id === userId ? value : { id: nameOf('person', id), username: nameOf('person', id) };
	};
	const replaceWithin = (text: unknown): unknown =>
		[...directRoomIds].reduce<unknown>(
			(now, id) => (typeof now === 'string' ? now.split(id).join(nameOf('direct', id)) : now),
			text,
		);
	return (record) => {
		switch (record.kind) {
			case 'membership': {
				const isDirect = record.roomKind === 'direct messages';
				const { name: _, displayName: __, ...unnamed } = record;
				const kept = isDirect ? unnamed : record;
				const counterparts = Array.isArray(record.counterparts) ? record.counterparts.map(replacePerson) : undefined;
				const roomId = isDirect ? nameOf('direct', String(record.roomId)) : replaceRoom(record.roomId);
				return { ...kept, kind: record.kind, roomId, ...(counterparts ? { counterparts } : {}) };
			}
			case 'message-metadata':
				return {
					...record,
					roomId: replaceRoom(record.roomId),
					...(record.sender ? { sender: replacePerson(record.sender) } : {}),
					...(record.editedBy ? { editedBy: replacePerson(record.editedBy) } : {}),
				};
			case 'exception':
				return {
					...record,
					where: replaceRoom(record.where),
					why: replaceWithin(record.why),
					...replaceIfThere(record, replaceRoom),
				};
			default:
				return record;
		}
	};
}

function replaceIfThere({ roomId }: UnknownRecord, replace: (id: unknown) => unknown): { roomId?: unknown } {
	return roomId === undefined ? {} : { roomId: replace(roomId) };
}

/** Where a case's key for pseudonyms lies, wrapped to the desk's certificate as the data keys of snapshots are. */
export interface PseudonymKeys {
	listWrappedKeys(id: string): Promise<WrappedKeyRecord[]>;
	putWrappedKey(id: string, record: WrappedKeyRecord): Promise<void>;
}

/**
 * Opens the case's key, or makes it at the first production that needs one. It leaves no package: with it and the snapshot
 * the legal team can tell who is meant.
 */
export async function openPseudonymKey(
	caseId: string,
	keys: PseudonymKeys,
	{ certificatePem, sealingKeys, makeId }: { certificatePem: string; sealingKeys: readonly CryptoKey[]; makeId: () => string },
): Promise<Uint8Array> {
	const id = namePseudonymKey(caseId);
	if ((await keys.listWrappedKeys(id)).length === 0) {
		const wrapped = await wrapSegmentKey(createSegmentKey(), [certificatePem]);
		if (!wrapped.ok) {
			throw new Error(`the desk's certificate was refused: ${wrapped.code}`);
		}
		await keys.putWrappedKey(id, { segmentId: makeId(), wrapped: wrapped.value });
	}
	// Two instances may each have made one: the first by its id counts, for both.
	const records = (await keys.listWrappedKeys(id)).sort((left, right) => (left.segmentId < right.segmentId ? -1 : 1));
	const wrapped = records[0]?.wrapped ?? [];
	const tried = await Promise.all(wrapped.flatMap((one) => sealingKeys.map((key) => unwrapSegmentKey(one, key))));
	const opened = tried.find(({ ok }) => ok);
	if (opened?.ok) {
		return opened.value;
	}
	throw new Error('the key of the pseudonyms does not open');
}
