import { createHash } from 'node:crypto';

import type { TestDesk } from './desk';
import type { Person } from '../../../workbench/testing';

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

export interface EventInStore {
	/** Of the database record. */
	recordId: string;
	hash: string;
	bytes: string;
	type: string;
	height: number;
	at: string;
	id: string;
	parents: string[];
	actor: { kind: string; username?: string };
	body: Record<string, unknown>;
}

/** The events of a case as they lie in the database, in order of height. */
export async function listLedger(
	{ bench, appId }: Pick<TestDesk, 'bench' | 'appId'>,
	reference: string,
): Promise<EventInStore[]> {
	const records = await bench.operator.persistence(appId);
	const events = records.flatMap(({ _id, data }) => {
		const stored = JSON.parse((data as { json: string }).json) as { hash?: string; bytes?: string };
		return stored.bytes && stored.hash
			? [
					{
						recordId: String(_id),
						hash: stored.hash,
						bytes: stored.bytes,
						...(JSON.parse(stored.bytes) as object),
					} as EventInStore & { ledger: string },
				]
			: [];
	});
	const opened = events.find(({ type, body }) => type === 'case.opened' && body.reference === reference);
	return events.filter(({ ledger }) => ledger === opened?.ledger).sort((a, b) => a.height - b.height);
}

/** What is stored for an event, to be written back after a change. */
export const encode = (value: unknown) => ({ json: JSON.stringify(value) });

/** Waits until a file of this name stands in the legal channel or the person's direct messages with the app, or in another room, and gives its bytes. */
export async function waitForFile(person: Person, name: string, ...rooms: string[]): Promise<Buffer> {
	const read = (room: string) => person.messages(room).catch(() => []);
	const find = async () =>
		(await Promise.all((rooms.length > 0 ? rooms : ['legal', DIRECT]).map(read)))
			.flat()
			.findLast(({ file }) => file?.name === name);
	const message =
		(await find()) ?? (await person.next('message', (event) => JSON.stringify(event).includes(name), 60_000)).message;
	return person.download(message.attachments[0].title_link as string);
}

/** A person's direct messages with the app. */
export const DIRECT = '@legal-desk.bot';

/** As the desk writes an event: keys in order, no spaces. */
export const canonical = (value: unknown): string => {
	if (Array.isArray(value)) {
		return `[${value.map(canonical).join(',')}]`;
	}
	if (value && typeof value === 'object') {
		const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
		return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
	}
	return JSON.stringify(value);
};

/** Writes other bytes for an event, with the hash that belongs to them or with its old one. @returns the hash of the new bytes */
export async function rewriteEvent(
	{ bench }: Pick<TestDesk, 'bench'>,
	event: EventInStore,
	change: (event: Record<string, unknown>) => void,
	rehash: boolean,
): Promise<string> {
	const changed = JSON.parse(event.bytes) as Record<string, unknown>;
	change(changed);
	const bytes = canonical(changed);
	await bench.operator.tamper(event.recordId, { set: encode({ hash: rehash ? sha256(bytes) : event.hash, bytes }) });
	return sha256(bytes);
}

/** Writes the whole chain of a case anew, consistent in itself, as somebody with the database in hand could. */
export async function rewriteChain(
	desk: Pick<TestDesk, 'bench' | 'appId'>,
	reference: string,
	change: (event: Record<string, unknown>) => void,
): Promise<void> {
	const renamed = new Map<string, string>();
	for (const event of await listLedger(desk, reference)) {
		const follow = (changed: Record<string, unknown>) => {
			changed.parents = event.parents.map((parent) => renamed.get(parent) ?? parent).sort();
			change(changed);
		};
		renamed.set(event.hash, await rewriteEvent(desk, event, follow, true));
	}
}
