import { FACTS, RECORDS } from './sample';
import { CONVERSATION } from './sampleMessages';
import type { MessageRecord } from '../../src/cases/records';
import { sha256Hex, toUtf8 } from '../../src/evidence';
import { buildProduction, readFrom, type UnknownRecord } from '../../src/production';

/** Turns the direction of what follows. */
const HIDDEN = String.fromCodePoint(0x202e);

/** Rooms full of messages in several scripts, so that there are several volumes and many squeezed bytes. */
const MORE: MessageRecord[] = Array.from({ length: 2500 }, (_, index) => ({
	kind: 'message',
	capturedAt: '2026-02-03T10:15:03.000Z',
	id: `more-${index}`,
	roomId: `room-${Math.floor(index / 900)}`,
	sender: { id: 'u-other', username: 'other' },
	sentAt: new Date(Date.parse('2026-01-11T08:00:00.000Z') + index * 1000).toISOString(),
	text: `${index} ${sha256Hex(String(index))} żółć 日本 ${HIDDEN}${'ab'.repeat(index % 90)}`,
}));

/**
 * A production with contents under the sample's warrant.
 *
 * @returns of each volume its name, the digest of what is to be signed, and of all of its squeezed bytes, as JSON
 */
export async function hashProduction(certificatePem: string): Promise<string> {
	const hashes: [string, string, string][] = [];
	const made = await buildProduction({
		facts: { ...FACTS, process: { ...FACTS.process, kind: 'search-warrant' } },
		source: readFrom([...RECORDS, ...CONVERSATION, ...MORE] as unknown as UnknownRecord[]),
		certificatePem,
		sign: async () => undefined,
		emit: async () => undefined,
		setAside: async ({ name, tagManifest, pieces }) => {
			const squeezed = pieces.map(({ local }) => sha256Hex(local)).join('');
			hashes.push([name, sha256Hex(tagManifest), sha256Hex(toUtf8(squeezed))]);
		},
		pace: async () => undefined,
		volumeBytes: 300_000,
	});
	return JSON.stringify(made.ok ? hashes : made);
}
