import { unzipSync } from 'fflate';

import type { Archive, ArchivedEvent } from './archive';
import { PEOPLE } from './steps';
import type { World } from './world';

interface Reach {
	contents: boolean;
	counterparts: boolean;
}

/** What may be in a package under each process, read from the guidelines and not from the desk's own table. */
const REACH: Record<string, Reach> = {
	'subpoena': { contents: false, counterparts: false },
	'court-order': { contents: false, counterparts: true },
	'search-warrant': { contents: true, counterparts: true },
	'national-security-letter': { contents: false, counterparts: false },
};

const actorOf = ({ bytes }: ArchivedEvent): string => (JSON.parse(bytes) as { actor: { userId: string } }).actor.userId;

/** A transcript names the room and who wrote. */
const reachOf = (named: readonly string[]): Reach => ({
	contents: named.includes('content'),
	counterparts: named.includes('content') || named.includes('non-content'),
});

/** In an emergency only what its approver named; under consent, a certificate or a foreign request what this approver named. */
function findReach(events: readonly ArchivedEvent[], kind: string, approved: ArchivedEvent | undefined): Reach | undefined {
	if (kind === 'emergency') {
		const decided = events.filter(({ type }) => type === 'emergency.decided').at(-1);
		return reachOf(decided?.body.decision === 'disclose' ? (decided.body.categories as string[]) : []);
	}
	return (
		REACH[kind] ?? (kind === 'epoc-pr' || !approved ? undefined : reachOf((approved.body.namedCategories ?? []) as string[]))
	);
}

/** A package that was handed over holds nothing beyond its process, and two people stand behind what it was asked for. */
export function checkPackage(world: World, { ledger, hash, body: { productionId } }: ArchivedEvent): string[] {
	const all = world.archive.ledgers.get(ledger) ?? [];
	const events = all.slice(
		0,
		all.findIndex((event) => event.hash === hash),
	);
	const about = (...wanted: string[]) =>
		events.filter(({ type, body }) => wanted.includes(type) && body.productionId === productionId);
	// What was asked for last counts, and only what was approved after it: a change voids the approval before it.
	const requested = about('production.requested', 'production.changed').at(-1);
	const approved = about('production.requested', 'production.changed', 'production.approved').at(-1);
	const kind = String(requested?.body.process.kind);
	const reach = findReach(events, kind, approved);
	const packages = about('production.uploaded').map(({ body }) => world.archive.readUpload(String(body.uploadId)));
	if (!requested || !approved || !reach || packages.length === 0 || packages.includes(undefined)) {
		return [`a package of ${productionId} under a ${kind} was delivered without its request, approval or file`];
	}
	const texts = packages.flatMap((bytes) => readPackage(bytes as Buffer));
	const has = (pattern: RegExp) => texts.some((text) => pattern.test(text));
	const held = { contents: has(/CANARY-|PUBLIC-/), counterparts: has(/noor\.haddad|allotment/) };
	notePackage(world, { ledger, requested, held, reach });
	return [
		...(approved.type === 'production.approved' ? [] : [`what ${productionId} was changed to left without an approval`]),
		...(actorOf(requested) === actorOf(approved) ? [`one person alone produced ${productionId}`] : []),
		...(about('production.withdrawn').length > 0 ? [`${productionId} was handed over after it was withdrawn`] : []),
		...(!reach.contents && held.contents ? [`a package under a ${kind} holds contents`] : []),
		...(!reach.counterparts && held.counterparts ? [`a package under a ${kind} holds rooms or counterparts`] : []),
	];
}

function notePackage(
	world: World,
	{ ledger, requested, held, reach }: { ledger: string; requested: ArchivedEvent; held: Reach; reach: Reach },
): void {
	const { productionId } = requested.body;
	const { state } = world.archive.fold(ledger);
	const holdId = state?.productions.find((known) => known.productionId === productionId)?.holdId;
	const hold = state?.holds.find((known) => known.holdId === holdId);
	const depth = held.counterparts ? 'packages with rooms and counterparts, without contents' : 'packages with the account alone';
	world.note(held.contents ? 'packages with contents' : depth);
	// Of an account that wrote nothing there is nothing to keep back.
	if (!reach.contents && hold?.subject.username === PEOPLE.subject && (hold.counts?.messages ?? 0) > 0) {
		world.note('packages from which contents were kept back');
	}
}

export function readPackage(bytes: Buffer): string[] {
	return Object.values(unzipSync(bytes)).map((content) => Buffer.from(content).toString('latin1'));
}

/** A disclosure in an emergency follows a call back to a number that is not from the request, and another person's word. */
export function checkDecision(archive: Archive, decided: ArchivedEvent): string[] {
	const { requestId, decision } = decided.body;
	if (decision !== 'disclose') {
		return [];
	}
	const about = (type: string) =>
		(archive.ledgers.get(decided.ledger) ?? []).filter((event) => event.type === type && event.body.requestId === requestId);
	const isCalled = about('emergency.called-back').some(
		({ body }) => body.isConfirmed === true && body.numberFrom !== 'from-the-request',
	);
	const isSeconded = about('emergency.recommended').some((event) => actorOf(event) !== actorOf(decided));
	return [
		...(isCalled ? [] : ['an emergency was decided without a call back']),
		...(isSeconded ? [] : ['one person alone decided on an emergency']),
	];
}
