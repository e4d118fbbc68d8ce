import type { HoldState } from '../../cases/holdState';
import { findKeeper, purgeDueAt } from '../../cases/keeping';
import type { CaseState } from '../../cases/state';
import { formatInstant } from '../../policy/instants';
import type { Say, TextKey } from '../texts';
import { maskUsername } from '../ui';

/** How a hold stands, in a few words: what keeps it, or why it ended. */
export function sayHoldStatus(say: Say, { status, release, block, extensions = [] }: HoldState): string {
	if (release) {
		return say(status === 'purged' ? 'hold.released' : 'hold.releasing');
	}
	if (status === 'active' && block) {
		return say('hold.blocked');
	}
	return status === 'active' && extensions.length > 0
		? say('hold.extended', { number: extensions.length })
		: say(`hold.${status}`);
}

/** How much a snapshot holds. */
export function sayCounts(say: Say, counts: NonNullable<HoldState['counts']>): string {
	const { memberships, exceptions, messages, files = 0 } = counts;
	const kept = say('card.kept', { memberships, exceptions });
	return messages === undefined ? kept : `${kept} ${say('capture.kept-messages', { messages, files })}`;
}

/** How far a capture is. */
export function sayProgress(say: Say, { roomsDone, roomsTotal, progress }: HoldState): string {
	const counts = { done: roomsDone, total: roomsTotal ?? '?', messages: progress?.tally.captured ?? 0 };
	return progress?.phase === 'messages' ? say('capture.messages', counts) : say('card.capturing', counts);
}

/** More holds than this do not go on a card: the case's view has all of them. */
const MOST_ON_CARD = 5;

/** What the case card says of the holds of a case: each that keeps records, or the last that did. Subjects are masked. */
export function describeHolds(say: Say, state: CaseState): [string, string][] {
	const { holds } = state;
	const living = holds.filter(({ status }) => status !== 'purged');
	const told = living.length > 0 ? living : holds.slice(-1);
	const rows = told.slice(0, MOST_ON_CARD).flatMap((hold) => describeOne(say, state, hold));
	const more = told.length - MOST_ON_CARD;
	return more > 0 ? [...rows, [say('card.hold'), say('card.more-holds', { count: more })]] : rows;
}

function describeOne(say: Say, state: CaseState, hold: HoldState): [string, string][] {
	const { status, release, block, expiresAt, subject } = hold;
	const endsByItself = status === 'active' && !release && !block && expiresAt !== undefined;
	const name = (what: TextKey) => (state.holds.length > 1 ? `${say(what)} (${maskUsername(subject.username)})` : say(what));
	const rows: [string, string][] = [[name('card.hold'), describeHold(say, hold)]];
	return endsByItself ? [...rows, [name('card.expires'), sayEnd(say, state, hold)]] : rows;
}

function describeHold(say: Say, hold: HoldState): string {
	const { status, release, counts, trouble } = hold;
	if (status === 'capturing' && !release) {
		return trouble ? `${sayProgress(say, hold)} ${say('card.trouble')}` : sayProgress(say, hold);
	}
	const standing = sayHoldStatus(say, hold);
	return status === 'active' && !release && counts ? `${standing}. ${sayCounts(say, counts)}` : standing;
}

/**
 * When a hold's snapshot goes, or at what end served process keeps it. With its day in words, not the time left: a card is
 * edited when something happens, and would go on saying “in 90 days”.
 */
function sayEnd(say: Say, state: CaseState, hold: HoldState): string {
	const at = purgeDueAt(state, hold) ?? Date.parse(hold.expiresAt ?? '');
	const end = `${formatInstant(at)} (${new Date(at).toUTCString().slice(0, 16)})`;
	return findKeeper(state, hold) ? `${end}, ${say('hold.kept')}` : end;
}
