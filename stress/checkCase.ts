import type { Archive, ArchivedEvent } from './archive';
import { isKept } from './kept';

/** The events of a case up to one of them, which is not among them. */
function eventsBefore(archive: Archive, { ledger, hash }: ArchivedEvent): ArchivedEvent[] {
	const events = archive.ledgers.get(ledger) ?? [];
	return events.slice(
		0,
		events.findIndex((event) => event.hash === hash),
	);
}

/** No case is closed while it keeps records, whatever becomes of them later. */
export function checkClosed(archive: Archive, closed: ArchivedEvent): string[] {
	const events = eventsBefore(archive, closed);
	const purged = events.filter(({ type }) => type === 'purge.completed').map(({ body }) => body.holdId as string);
	const kept = events.filter(({ type, body }) => type === 'hold.placed' && !purged.includes(body.holdId as string));
	return kept.map(({ ledger }) => `case ${ledger} was closed while it keeps records`);
}

/** No snapshot is destroyed before the end that its hold had then, nor while a block or served process keeps it. */
export function checkPurge(archive: Archive, started: ArchivedEvent): string[] {
	const events = eventsBefore(archive, started).filter(({ body }) => body.holdId === started.body.holdId);
	const last = (...types: string[]) => events.filter(({ type }) => types.includes(type)).at(-1);
	if (last('hold.blocked', 'hold.unblocked')?.type === 'hold.blocked') {
		return [`case ${started.ledger}: a blocked hold was purged`];
	}
	if (last('hold.released')) {
		return [];
	}
	const end = String(last('snapshot.completed', 'hold.extended')?.body.expiresAt);
	const { state } = archive.fold(started.ledger);
	const hold = state?.holds.find(({ holdId }) => holdId === started.body.holdId);
	return [
		...(Date.parse(end) <= Date.parse(started.at) ? [] : [`case ${started.ledger}: purged at ${started.at}, before ${end}`]),
		...(state && hold && isKept(state, hold, Date.parse(started.at))
			? [`case ${started.ledger}: purged at ${started.at}, before served process was answered`]
			: []),
	];
}

const DAY_MS = 86_400_000;

/** 18 U.S.C. § 2703(f): ninety days more, on a request of its own, once; what goes beyond has a reason of its own. */
export function checkExtension(archive: Archive, extended: ArchivedEvent): string[] {
	const { holdId, requestId, expiresAt, beyondRegime } = extended.body;
	const events = eventsBefore(archive, extended);
	const before = events.filter(({ type, body }) => type === 'hold.extended' && body.holdId === holdId);
	const request = events.find(({ type, body }) => type === 'request.recorded' && body.requestId === requestId);
	const ended = events.filter(({ type, body }) => /^(snapshot.completed|hold.extended)$/.test(type) && body.holdId === holdId);
	const end = Date.parse(String(ended.at(-1)?.body.expiresAt));
	return [
		...(request?.body.kind === 'extension' ? [] : ['a hold was extended without a request to extend it']),
		...(before.some(({ body }) => body.requestId === requestId) ? ['one request extended a hold twice'] : []),
		...(before.length > 0 && !beyondRegime ? ['a hold was extended a second time without a reason'] : []),
		...(before.length === 0 && Date.parse(expiresAt) - end !== 90 * DAY_MS
			? [`an extension ends on ${expiresAt}, and the hold would have on ${new Date(end).toISOString()}`]
			: []),
	];
}

/** What was withdrawn nobody can approve, continue or sign any more. */
export function checkWithdrawn(archive: Archive, { type, body, ...event }: ArchivedEvent): string[] {
	const isWithdrawn = eventsBefore(archive, { type, body, ...event }).some(
		(before) => before.type === 'production.withdrawn' && before.body.productionId === body.productionId,
	);
	return isWithdrawn ? [`${type} of a production that was withdrawn`] : [];
}
