import { isForWholeChannel } from './cards/audience';
import { hasText, speak, type TextKey, type TextParams } from './texts';
import { isWhole, loadWholeCase, type OpenCase } from '../cases/caseFile';
import { EVENTS_PER_RUN } from '../cases/checkpoint';
import type { HashedEvent } from '../cases/ledger';
import type { Desk } from '../platform/desk';
import type { TimelineMark } from '../platform/timeline';

/** The channel's language, as for the card. */
const say = speak('en');

/** A thread that is far behind catches up over several sweeps. */
const LINES_AT_ONCE = 40;

/** The only facts of an event that a line may name: numbers, kinds and codes, never a person, an address or a file's name. */
const TOLD_FACTS = [
	'number',
	'kind',
	'outcome',
	'daysBefore',
	'code',
	'eventCount',
	'head',
	'faultCount',
	'chunksChecked',
	'sha256',
];

/**
 * Puts a line into the thread of the case card for each event that has none yet. Written after the event was recorded and
 * never part of the action: what fails or is cut off here the sweep finds again, because what is still to be said follows
 * from the ledger. A line can come twice after a crash; none is lost.
 */
export function keepTimeline(desk: Desk, caseFile: OpenCase): Promise<void> {
	const { timelines } = desk.memory;
	const before = timelines.get(caseFile.caseId) ?? Promise.resolve();
	// One after the other within a process, so that two actions do not both say the same line.
	const now = before.catch(() => undefined).then(() => postLines(desk, caseFile));
	timelines.set(caseFile.caseId, now);
	return now.finally(() => {
		if (timelines.get(caseFile.caseId) === now) {
			timelines.delete(caseFile.caseId);
		}
	});
}

async function postLines(desk: Desk, caseFile: OpenCase): Promise<void> {
	const { card } = caseFile.state;
	if (!card || !(await isForWholeChannel(desk, caseFile.state))) {
		return;
	}
	const { caseId } = caseFile;
	const marks = await desk.timeline.list(caseId);
	const told = new Set(marks.flatMap(({ hashes }) => hashes));
	const events = await listUntold(desk, caseFile, marks);
	const untold = events.filter(({ hash, event }) => !told.has(hash) && hasText(`timeline.${event.type}`));
	for (const { hash, event } of untold.slice(0, LINES_AT_ONCE)) {
		await desk.channel.post(card.roomId, { text: sayLine(event), threadId: card.messageId });
		await desk.timeline.add(caseId, { hashes: [hash], throughHeight: -1 });
	}
	if (untold.length > 0 && untold.length <= LINES_AT_ONCE) {
		const throughHeight = events.reduce((highest, { event }) => Math.max(highest, event.height), 0);
		await desk.timeline.add(caseId, { hashes: [], throughHeight });
	}
}

/** The events after the checkpoint are enough when everything before it was told. Void events happened and had no effect: no line. */
async function listUntold(desk: Desk, caseFile: OpenCase, marks: readonly TimelineMark[]): Promise<HashedEvent[]> {
	const toldThrough = marks.reduce((highest, mark) => Math.max(highest, mark.throughHeight), -1);
	const { checkpoint } = caseFile;
	const isBehind = checkpoint !== undefined && toldThrough < checkpoint.runs * EVENTS_PER_RUN - 1;
	const loaded = isBehind ? await loadWholeCase(caseFile.caseId, desk) : caseFile;
	const voided = new Set(loaded.void.map(({ hash }) => hash));
	return isWhole(loaded) ? loaded.recent.filter(({ hash }) => !voided.has(hash)) : [];
}

function sayLine({ type, at, body }: HashedEvent['event']): string {
	const facts = Object.entries(body).filter(
		([name, value]) => TOLD_FACTS.includes(name) && (typeof value === 'string' || typeof value === 'number'),
	);
	const params = Object.fromEntries(facts) as TextParams;
	return `${at.slice(0, 16).replace('T', ' ')} UTC  ${say(`timeline.${type}` as TextKey, params)}`;
}
