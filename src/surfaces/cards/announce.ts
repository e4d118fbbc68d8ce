import { listRooms, tell } from './audience';
import { isResumable, listPosted } from '../../cases/resuming';
import type { CaseState, HoldState, ProductionState } from '../../cases/state';
import { toUtf8 } from '../../evidence';
import type { Desk } from '../../platform/desk';
import { formatInstant } from '../../policy/instants';
import { listChanges } from '../../preservation/watch';
import { sayFailure } from '../production/sayProduction';
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
	const { number, requestedBy, volumes = [], orphans = [] } = production;
	const goesOn = isResumable({ ...production, status: 'failed', failure: code });
	const kept = goesOn ? listPosted(production) : [];
	const stray = [...orphans, ...volumes].filter((volume) => !kept.includes(volume));
	const asked = requestedBy.kind === 'person' ? `@${requestedBy.username}` : '';
	// File names stand as code: clients take a word that ends in .zip for the address of a web site, and make a link of it.
	const lines = [
		say(goesOn ? 'production.cut-off-post' : 'production.failed-post', {
			reference: state.reference,
			number,
			why: sayFailure(say, code),
			asked,
		}),
		...kept.map(({ fileName: file, sha256 }) => say('production.stays-posted', { file, sha256 })),
		...stray.map(({ fileName: file, sha256 }) => say('production.maybe-posted', { file, sha256 })),
	];
	await tell(desk, state, { text: lines.join(' ') });
}

/** Says who has a package that does not stand in the channel. */
export async function postHandedAlone(
	desk: Desk,
	{ reference, ...audience }: CaseState,
	{ number }: ProductionState,
	username: string,
): Promise<void> {
	await tell(desk, audience, { text: say('production.handed-alone', { reference, number, person: `@${username}` }) });
}
