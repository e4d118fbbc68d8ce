import { listOwed } from '../../cases/decisions/notice';
import { orderEnd } from '../../cases/decisions/orders';
import { writeHeads, type Digest } from '../../cases/digest';
import type { DueItem } from '../../cases/dueItem';
import type { DueLine } from '../../cases/dueLines';
import type { NoticeState, OrderState } from '../../cases/noticeState';
import type { CaseState } from '../../cases/state';
import { toUtf8 } from '../../evidence';
import type { Desk } from '../../platform/desk';
import { formatInstant } from '../../policy/instants';
import { EVERYBODY, isForWholeChannel, listRooms, tell } from '../cards/audience';
import { sayFingerprints } from '../keys/changeKeys';
import { sayUnreadableRules } from '../sayRules';
import { sayRemaining, speak } from '../texts';
import { maskUsername } from '../ui';

const say = speak('en');

/** More lines than these do not fit into one message. */
const MOST_LINES = 20;

/**
 * Reminds of an order that ends, that has ended, or that has no end. Like everything here it goes to the legal team: nothing
 * in this file ever writes to an account holder.
 */
export async function postOrderReminder(desk: Desk, state: CaseState, order: OrderState): Promise<string> {
	const { reference } = state;
	const now = desk.clock();
	const end = orderEnd(order);
	const facts = { reference, number: order.number, court: order.court };
	if (end === undefined) {
		return tell(desk, state, { text: say('order.review', { ...facts, since: order.startsOn }) });
	}
	if (end > now) {
		const text = say('order.ends', { ...facts, remaining: sayRemaining(say, end, now), end: formatInstant(end) });
		return tell(desk, state, { text });
	}
	const owed = listOwed(state, now).map(({ username }) => maskUsername(username));
	const next = owed.length > 0 ? say('order.over-owed', { reference, subjects: owed }) : say('order.over-nobody');
	return tell(desk, state, { text: `${say('order.over', { ...facts, end: formatInstant(end) })} ${next}` });
}

export async function postNoticeTrouble(desk: Desk, state: CaseState, { number }: NoticeState): Promise<void> {
	await tell(desk, state, { text: say('notice.interrupted-post', { reference: state.reference, number }) });
}

/** Calls on the approvers by name: the platform notifies no role. */
export async function postEscalation(desk: Desk, state: CaseState, { kind, at }: DueItem): Promise<string> {
	const facts = { reference: state.reference, what: say(`due.${kind}`), since: sayRemaining(say, at, desk.clock()) };
	return tell(desk, state, { text: `${await callApprovers(desk)}${say('due.escalation', facts)}` });
}

/** The digest, with the ledger heads of open cases: in the message while they are few, else as a file. */
export async function postDigest(desk: Desk, day: string, digest: Digest): Promise<string> {
	const now = desk.clock();
	const { openCases, overdue, soon, counts, heads, headsSha256 } = digest;
	const describe = ({ item, summary }: DueLine) =>
		`• ${summary.reference}: ${say(`due.${item.kind}`)}, ${sayRemaining(say, item.at, now)}`;
	const kinds = Object.entries(counts).map(([kind, count]) => `${say(`due.${kind as DueItem['kind']}`)}: ${count}`);
	const isShort = heads.length <= MOST_LINES;
	const text = [
		say('digest.title', { day, open: openCases, overdue: overdue.length, soon: soon.length }),
		kinds.join(' · '),
		...overdue.slice(0, MOST_LINES).map(describe),
		...(overdue.length > MOST_LINES ? [say('digest.more', { count: overdue.length - MOST_LINES })] : []),
		...(overdue.length > 0 ? [`${await callApprovers(desk)}${say('digest.overdue')}`] : []),
		...sayUnreadableRules(say, await desk.readRules()),
		...((await isForWholeChannel(desk, EVERYBODY)) ? [] : [say('digest.channel-public')]),
		...sayKeys(desk),
		say('digest.heads', { count: heads.length, sha256: headsSha256 }),
		...(isShort ? [writeHeads(heads).trim()] : []),
	].join('\n');
	const messageId = await tell(desk, EVERYBODY, { text });
	if (!isShort) {
		const bytes = toUtf8(writeHeads(heads));
		for (const roomId of await listRooms(desk, EVERYBODY)) {
			await desk.channel.upload({ roomId, fileName: `ledger-heads-${day}.txt`, bytes });
		}
	}
	return messageId;
}

/** @returns mentions of the people with the approver's role in the legal channel, and a space; or nothing */
async function callApprovers(desk: Desk): Promise<string> {
	const { config } = desk;
	const members = config ? await desk.accessors.read.getRoomReader().getMembers(config.channelId) : [];
	// A member whose account was deleted is a gap in the list.
	const approvers = members.filter((member) => member?.isEnabled && config && member.roles?.includes(config.approverRole));
	return approvers
		.map(({ username }) => `@${username} `)
		.sort()
		.join('');
}

/** The fingerprints of the desk's keys: whoever keeps the digests sees when they changed. */
function sayKeys({ config }: Desk): string[] {
	return config
		? [say('digest.keys', sayFingerprints(config)), ...(config.keyChange ? [say('digest.keys-unfinished')] : [])]
		: [];
}
