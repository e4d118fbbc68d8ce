import type { CustodyLine } from './facts';
import type { Actor } from '../cases/events';
import type { HashedEvent } from '../cases/ledger';

/**
 * The chain of custody as the recipient reads it: what was done, by whom, when, and the hash of the ledger entry that says
 * so. It names no counts of records and nothing that the legal process may not reach.
 *
 * @param events a case's ledger, in ledger order
 */
export function writeCustody(events: readonly HashedEvent[]): CustodyLine[] {
	const lines = events.flatMap(({ hash, event }) => {
		const what = describeEvent(event);
		return what ? [{ at: event.at, who: describeActor(event.actor), what, hash }] : [];
	});
	// One line for all the steps of a capture: how many there were would tell how much was preserved.
	return lines.filter(({ what }, index) => what !== COPIED || lines[index + 1]?.what !== COPIED);
}

const COPIED = 'Records copied and sealed to the key of the legal team.';

function describeActor(actor: Actor): string {
	return actor.kind === 'person' ? `@${actor.username}` : `Legal Desk (${actor.part})`;
}

/** @returns undefined for what is no step in the custody of the records, such as a message in the legal channel */
function describeEvent(event: HashedEvent['event']): string | undefined {
	switch (event.type) {
		case 'case.opened':
			return 'Case opened on a preservation request.';
		case 'hold.placed':
			return 'Preservation hold placed; the taking of the snapshot began.';
		case 'snapshot.extended':
			return COPIED;
		case 'snapshot.failed':
			return 'A step of the snapshot did not succeed and was repeated.';
		case 'snapshot.completed':
			return 'Snapshot complete.';
		case 'production.requested':
			return `Production no. ${event.body.number} asked for under recorded legal process.`;
		case 'production.approved':
			return 'Production approved by a second person; the sealed records were opened for it.';
		case 'production.resumed':
			return 'A production that was cut off was continued under its approval; the sealed records were opened for it again.';
		case 'production.withdrawn':
			return 'A production was withdrawn.';
		case 'production.failed':
			return 'A production was not delivered.';
		case 'production.built':
			return 'Package of an earlier attempt or production closed.';
		case 'production.delivered':
			return 'An earlier production delivered to the legal team.';
		default:
			return undefined;
	}
}
