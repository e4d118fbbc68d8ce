import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { addHours } from 'date-fns';

import { appendToDesk, loadEvents } from '../cases/caseFile';
import type { DeskConfig } from '../cases/deskState';
import { makeDigest, type Digest } from '../cases/digest';
import type { Actor, EventDraft } from '../cases/events';
import { nameDigestLedger } from '../cases/events/digest';
import type { HashedEvent } from '../cases/ledger';
import type { Desk } from '../platform/desk';
import { DAY_MS, formatDay, MINUTE_MS } from '../policy/instants';

const SWEEP: Actor = { kind: 'desk', part: 'sweep' };

/** A digest that was begun and not posted for this long was cut off. */
const STALLED_MS = 10 * MINUTE_MS;

export interface DigestAnnouncer {
	/** @returns the message id */
	postDigest(desk: Desk, day: string, digest: Digest): Promise<string>;
}

/**
 * Posts the digest of the day once the hour has come; later on that day if nothing ran then. A day on which nothing ran at
 * all has none, and nor has one on which nothing is due, no key has changed and nobody has made the channel public.
 */
export async function keepDigest(desk: Desk, announcer: DigestAnnouncer): Promise<void> {
	const now = desk.clock();
	if (!desk.config) {
		return;
	}
	const day = formatDay(now);
	const { rules } = await desk.readRules();
	if (now < addHours(day, rules.digestHour).getTime()) {
		return;
	}
	const ledger = nameDigestLedger(day);
	if (!isOpen(await loadEvents(ledger, desk), day, now)) {
		return;
	}
	const append = (draft: EventDraft) => appendToDesk(ledger, [draft], SWEEP, desk);
	const rooms = desk.accessors.read.getRoomReader();
	const [members, channel] = await Promise.all([
		rooms.getMembers(desk.config.channelId) as Promise<(IUser | null)[] | null>,
		rooms.getById(desk.config.channelId),
	]);
	const readerIds = (members ?? []).flatMap((member) => (member ? [member.id] : []));
	const isPublic = channel?.type === RoomType.CHANNEL;
	const digest = makeDigest(await desk.everyCase.list('open'), readerIds, now, isPublic || hasNewKeys(desk.config, now));
	if (!digest) {
		await append({ type: 'digest.skipped', body: { day } });
		return;
	}
	await append({ type: 'digest.started', body: { day } });
	const messageId = await announcer.postDigest(desk, day, digest);
	await append({ type: 'digest.posted', body: { day, messageId } });
}

/** Whether the desk's keys have changed since about the last digest, or are being changed. */
function hasNewKeys({ keysSince, since, keyChange }: DeskConfig, now: number): boolean {
	return keyChange !== undefined || (keysSince !== since && now - Date.parse(keysSince) < DAY_MS);
}

/** Whether the day's digest is still to be posted, and nobody is just posting it. */
function isOpen(events: readonly HashedEvent[], day: string, now: number): boolean {
	return !events.some(({ event }) => {
		switch (event.type) {
			case 'digest.posted':
			case 'digest.skipped':
				return event.body.day === day;
			case 'digest.started':
				return event.body.day === day && now - Date.parse(event.at) < STALLED_MS;
			default:
				return false;
		}
	});
}
