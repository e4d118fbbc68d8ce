import { createHash } from 'node:crypto';
import type { Person } from '../../../workbench/testing';
import type { TestDesk } from './desk';

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
	const opened = events.find(({ type, body }) => type === 'case.opened' && body['reference'] === reference);
	return events.filter(({ ledger }) => ledger === opened?.ledger).sort((a, b) => a.height - b.height);
}

/** What is stored for an event, to be written back after a change. */
export const encode = (value: unknown) => ({ json: JSON.stringify(value) });

/** Waits until a file of this name stands in the legal channel, and gives its bytes. */
export async function waitForFile(person: Person, name: string): Promise<Buffer> {
	const find = async () => (await person.messages('legal')).findLast(({ file }) => file?.name === name);
	const message =
		(await find()) ?? (await person.next('message', (event) => JSON.stringify(event).includes(name), 20_000)).message;
	return person.download(message.attachments[0].title_link as string);
}
