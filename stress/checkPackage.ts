import { unzipSync } from 'fflate';

import type { Archive, ArchivedEvent } from './archive';

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

/** In an emergency only what the approver named. */
function findReach(events: readonly ArchivedEvent[], kind: string): Reach | undefined {
	if (kind !== 'emergency') {
		return REACH[kind];
	}
	const decided = events.filter(({ type }) => type === 'emergency.decided').at(-1);
	const named = decided?.body.decision === 'disclose' ? (decided.body.categories as string[]) : [];
	// A transcript names the room and who wrote.
	return { contents: named.includes('content'), counterparts: named.includes('content') || named.includes('non-content') };
}

/** A package that was handed over holds nothing beyond its process, and two people stand behind it. */
export function checkPackage(archive: Archive, { ledger, body: { productionId } }: ArchivedEvent): string[] {
	const events = archive.ledgers.get(ledger) ?? [];
	const about = (...wanted: string[]) =>
		events.filter(({ type, body }) => wanted.includes(type) && body.productionId === productionId);
	// What was asked for last counts: a change voids the approval before it.
	const requested = about('production.requested', 'production.changed').at(-1);
	const approved = about('production.approved').at(-1);
	const kind = String(requested?.body.process.kind);
	const reach = findReach(events, kind);
	const packages = about('production.uploaded').map(({ body }) => archive.readUpload(String(body.uploadId)));
	if (!requested || !approved || !reach || packages.length === 0 || packages.includes(undefined)) {
		return [`a package of ${productionId} was delivered without its request, approval or file`];
	}
	const texts = packages.flatMap((bytes) => readPackage(bytes as Buffer));
	const has = (pattern: RegExp) => texts.some((text) => pattern.test(text));
	return [
		...(actorOf(requested) === actorOf(approved) ? [`one person alone produced ${productionId}`] : []),
		...(!reach.contents && has(/CANARY-|PUBLIC-/) ? [`a package under a ${kind} holds contents`] : []),
		...(!reach.counterparts && has(/noor\.haddad|allotment/) ? [`a package under a ${kind} holds rooms or counterparts`] : []),
	];
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
