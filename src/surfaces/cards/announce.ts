import { listRooms, tell } from './audience';
import type { CaseState, HoldState, ProductionState } from '../../cases/state';
import { toUtf8 } from '../../evidence';
import type { Desk } from '../../platform/desk';
import { formatInstant } from '../../policy/instants';
import { listChanges } from '../../preservation/watch';
import { sayRemaining, speak } from '../texts';
import { maskUsername } from '../ui';

const say = speak('en');

/** Lines that the desk posts into the legal channel by itself. Subjects are masked. */
export async function postReminder(desk: Desk, state: CaseState, hold: HoldState): Promise<string> {
	const expiresAt = Date.parse(hold.expiresAt ?? '');
	return tell(desk, state, {
		text: say('reminder.expiry', {
			reference: state.reference,
			subject: maskUsername(hold.subject.username),
			remaining: sayRemaining(say, expiresAt, desk.clock()),
			expiresAt: formatInstant(expiresAt),
		}),
	});
}

/** Posts that a hold was purged, with its certificate as a file. */
export async function postPurge(desk: Desk, state: CaseState, hold: HoldState): Promise<string> {
	const { reference } = state;
	const { purge, release } = hold;
	await tell(desk, state, {
		text: say(release ? 'purge.announced-early' : 'purge.announced', {
			reference,
			subject: maskUsername(hold.subject.username),
			at: purge?.completedAt,
			sha256: purge?.certificateSha256,
		}),
	});
	const bytes = toUtf8(purge?.certificate ?? '');
	const uploadIds: string[] = [];
	for (const roomId of await listRooms(desk, state)) {
		uploadIds.push(await desk.channel.upload({ roomId, fileName: `${reference}-purge-certificate.txt`, bytes }));
	}
	return uploadIds.join(',');
}

/** Posts what has become of a held account. */
export async function postAccountChange(desk: Desk, state: CaseState, hold: HoldState, changeId: string): Promise<string> {
	const change = hold.changes?.find((known) => known.changeId === changeId);
	const changes = change ? listChanges(change.before, change.now) : [];
	return tell(desk, state, {
		text: say('hold.account-changed', {
			reference: state.reference,
			subject: maskUsername(hold.subject.username),
			changes: changes.map((what) => say(`hold.change.${what}`)),
		}),
	});
}

export async function postCaptureTrouble(desk: Desk, state: CaseState): Promise<void> {
	await tell(desk, state, { text: say('capture.trouble', { reference: state.reference }) });
}

export async function postProductionFailure(
	desk: Desk,
	state: CaseState,
	production: ProductionState,
	code: string,
): Promise<void> {
	const posted = [...(production.orphans ?? []), ...(production.volumes ?? [])];
	const text = say('production.failed-post', { reference: state.reference, number: production.number, code });
	const orphans = posted.map(({ fileName: file, sha256 }) => say('production.maybe-posted', { file, sha256 }));
	await tell(desk, state, { text: [text, ...orphans].join(' ') });
}
