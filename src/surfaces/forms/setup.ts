import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import * as z from 'zod/v4';

import { appendToDesk, loadEvents } from '../../cases/caseFile';
import { foldDesk } from '../../cases/deskState';
import { DESK_LEDGER, type EventBodies } from '../../cases/events';
import { findDeployment } from '../../policy/deployment';
import { establishKeys } from '../establishKeys';
import { parseFields, requiredLine } from '../fields';
import { roleExists } from '../lookUpRoles';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';

const PASSPHRASE_MIN = 16;

const SETUP = z.object({
	organisation: requiredLine('error.organisation', 64),
	serverUrl: requiredLine('error.server-url'),
	channel: requiredLine('error.channel'),
	officerRole: requiredLine('error.role'),
	approverRole: requiredLine('error.role'),
});

const KEYS = z
	.object({
		passphrase: z
			.string({ error: 'error.passphrase' })
			.min(PASSPHRASE_MIN, { error: 'error.passphrase' })
			.max(200, { error: 'error.too-long' }),
		passphraseAgain: z.string({ error: 'error.passphrase-differs' }),
	})
	.refine(({ passphrase, passphraseAgain }) => passphrase === passphraseAgain, {
		error: 'error.passphrase-differs',
		path: ['passphraseAgain'],
	});

export const submitSetup: FormHandler = {
	kind: 'setup',
	capability: 'set-up',
	secrets: ['passphrase', 'passphraseAgain'],
	async submit(session, _form, values): Promise<Submitted> {
		const { desk, say } = session;
		const settings = parseFields(SETUP, values, say);
		const keys = desk.config ? undefined : parseFields(KEYS, values, say);
		if (!settings.ok || keys?.ok === false) {
			return { errors: { ...(settings.ok ? {} : settings.errors), ...(keys?.ok === false ? keys.errors : {}) } };
		}
		const { organisation, serverUrl, channel, officerRole, approverRole } = settings.value;
		const channelId = await findPrivateChannel(session, channel);
		const errors = {
			...(channelId ? {} : { channel: say('error.channel-not-private') }),
			...(['missing', 'unreadable'].includes(findDeployment(serverUrl).kind) ? { serverUrl: say('error.server-url') } : {}),
			...((await roleExists(desk, officerRole)) ? {} : { officerRole: say('error.role-unknown') }),
			...((await roleExists(desk, approverRole)) ? {} : { approverRole: say('error.role-unknown') }),
		};
		if (!channelId || Object.keys(errors).length > 0) {
			return { errors };
		}
		const body = { organisation, serverUrl, channelId, officerRole, approverRole };
		if (desk.config) {
			const { sealing, signing } = desk.config;
			await recordSetup(session, { ...body, sealing, signing });
			return { line: say('setup.saved') };
		}
		if (keys?.ok) {
			finishInBackground(session, body, keys.value.passphrase);
		}
		return { line: say('setup.keys-being-made') };
	},
};

type Settings = Omit<EventBodies['desk.configured'], 'sealing' | 'signing'>;

/** Making keys takes longer than a client waits for an answer. A crash in between leaves the desk not set up, which it says. */
function finishInBackground(session: Session, settings: Settings, passphrase: string): void {
	const { desk, person, say, roomId } = session;
	finishSetup(session, settings, passphrase)
		.catch(() => say('setup.failed'))
		.then((line) => desk.channel.whisper(person, roomId, line))
		// The line is lost with the person's connection; the legal channel shows whether the desk is set up.
		.catch(() => undefined);
}

/** @returns what to tell the administrator */
async function finishSetup(session: Session, settings: Settings, passphrase: string): Promise<string> {
	const { desk, say } = session;
	const { sealing, signing } = await establishKeys(desk, settings.organisation, passphrase);
	// Another administrator may have been quicker: what is sealed to their keys must stay readable.
	if (foldDesk(await loadEvents(DESK_LEDGER, desk))) {
		return say('setup.already-done');
	}
	await recordSetup(session, { ...settings, sealing, signing });
	return say('setup.done', { fingerprint: signing.fingerprint });
}

/** Records how the desk is set up and says so in its channel. A channel that takes no message stops nothing. */
async function recordSetup({ desk, actor, say }: Session, body: EventBodies['desk.configured']): Promise<void> {
	await appendToDesk(DESK_LEDGER, [{ type: 'desk.configured', body }], actor, desk);
	const text = say('setup.announced', { signing: body.signing.fingerprint, sealing: body.sealing.fingerprint });
	await desk.channel.post(body.channelId, { text }).catch(() => undefined);
}

/** @param typed a room id from the list, or a name where there was no list */
async function findPrivateChannel({ desk, person }: Session, typed: string): Promise<string | undefined> {
	const rooms = desk.accessors.read.getRoomReader();
	const room = (await rooms.getById(typed)) ?? (await rooms.getByName(typed.replace(/^#/, '')));
	return room?.type === RoomType.PRIVATE_GROUP && (await desk.people.isMember(room.id, person.id)) ? room.id : undefined;
}
