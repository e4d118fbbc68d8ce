import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import * as z from 'zod/v4';

import { appendToDesk, loadEvents } from '../../cases/caseFile';
import { foldDesk } from '../../cases/deskState';
import { DESK_LEDGER, type Certificate, type EventBodies } from '../../cases/events';
import { formatFingerprint, type KeyPurpose } from '../../evidence';
import { findDeployment } from '../../policy/deployment';
import { refuse } from '../../policy/refusal';
import { establishKeys } from '../establishKeys';
import { parseFields, requiredLine } from '../fields';
import { PASSPHRASE_MIN, putAnew, readText } from '../keys/submits';
import { adoptKeys, readRecoveryCertificate, readSuppliedKeys, type SuppliedKey } from '../keys/suppliedKeys';
import { roleExists } from '../lookUpRoles';
import type { Session } from '../session';
import type { FormHandler, Submitted, Values } from '../surface';
import { sayRefusal } from '../texts';

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
	secrets: ['passphrase', 'passphraseAgain', 'suppliedPem'],
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
		const own = keys?.ok ? await readOwnKeys(session, values, keys.value.passphrase) : undefined;
		if (own && 'errors' in own) {
			return { errors: { ...errors, ...own.errors } };
		}
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
			finishInBackground(session, body, keys.value.passphrase, own ?? {});
		}
		return { line: say('setup.keys-being-made') };
	},
};

type Settings = Omit<EventBodies['desk.configured'], 'sealing' | 'signing'>;

/** What an administrator brings along: keys of their own, or of a desk that was here before, and a recovery certificate. */
interface OwnKeys {
	supplied?: SuppliedKey[];
	recovery?: Certificate;
}

async function readOwnKeys(
	{ desk, say }: Session,
	values: Values,
	passphrase: string,
): Promise<OwnKeys | { errors: Record<string, string> }> {
	const recoveryPem = readText(values, 'recoveryPem').trim();
	const suppliedPem = readText(values, 'suppliedPem').trim();
	const recovery = recoveryPem ? await readRecoveryCertificate(recoveryPem, desk.clock()) : undefined;
	const supplied = suppliedPem ? await readSuppliedKeys(suppliedPem, passphrase, desk.clock()) : undefined;
	const both = supplied?.ok && supplied.value.length < 2 ? refuse('both-keys-needed') : supplied;
	if (recovery?.ok === false || both?.ok === false) {
		return {
			errors: {
				...(recovery?.ok === false ? { recoveryPem: sayRefusal(say, recovery) } : {}),
				...(both?.ok === false
					? { [both.code === 'wrong-supplied-passphrase' ? 'passphrase' : 'suppliedPem']: sayRefusal(say, both) }
					: {}),
			},
		};
	}
	return { supplied: both?.value, recovery: recovery?.value };
}

/** Making keys takes longer than a client waits for an answer. A crash in between leaves the desk not set up, which it says. */
function finishInBackground(session: Session, settings: Settings, passphrase: string, own: OwnKeys): void {
	const { desk, person, say, roomId } = session;
	finishSetup(session, settings, passphrase, own)
		.catch(() => say('setup.failed'))
		.then((line) => desk.channel.whisper(person, roomId, line))
		// The line is lost with the person's connection; the legal channel shows whether the desk is set up.
		.catch(() => undefined);
}

/** @returns what to tell the administrator */
async function finishSetup(session: Session, settings: Settings, passphrase: string, own: OwnKeys): Promise<string> {
	const { desk, say } = session;
	const { sealing, signing } = own.supplied
		? await keepSupplied(session, own.supplied, passphrase)
		: await establishKeys(desk, settings.organisation, passphrase);
	// Another administrator may have been quicker: what is sealed to their keys must stay readable.
	if (foldDesk(await loadEvents(DESK_LEDGER, desk))) {
		return say('setup.already-done');
	}
	await recordSetup(session, { ...settings, sealing, signing, ...(own.recovery ? { recovery: own.recovery } : {}) });
	return say('setup.done', { fingerprint: formatFingerprint(signing.fingerprint) });
}

async function keepSupplied(session: Session, supplied: readonly SuppliedKey[], passphrase: string) {
	const adopted = await adoptKeys(supplied, passphrase, passphrase);
	for (const { certificate, encryptedPem } of adopted) {
		await putAnew(session, certificate, encryptedPem);
	}
	const find = (wanted: KeyPurpose) => supplied.find(({ purpose }) => purpose === wanted)?.certificate;
	const [sealing, signing] = [find('sealing'), find('signing')];
	if (!sealing || !signing) {
		throw new Error('a supplied key is missing');
	}
	return { sealing, signing };
}

/**
 * Records how the desk is set up and says so in its channel, and in the one that it had: those who worked there learn who
 * has moved it, or given the work to other roles. A channel that takes no message stops nothing.
 */
async function recordSetup({ desk, actor, person, say }: Session, body: EventBodies['desk.configured']): Promise<void> {
	await appendToDesk(DESK_LEDGER, [{ type: 'desk.configured', body }], actor, desk);
	const { channelId, officerRole, approverRole, signing, sealing } = body;
	const facts = {
		...{ officerRole, approverRole, admin: person.username },
		signing: formatFingerprint(signing.fingerprint),
		sealing: formatFingerprint(sealing.fingerprint),
	};
	for (const roomId of new Set([desk.config?.channelId ?? channelId, channelId])) {
		const text = say(roomId === channelId ? 'setup.announced' : 'setup.moved', facts);
		await desk.channel.post(roomId, { text }).catch(() => undefined);
	}
}

/** @param typed a room id from the list, or a name where there was no list */
async function findPrivateChannel({ desk, person }: Session, typed: string): Promise<string | undefined> {
	const rooms = desk.accessors.read.getRoomReader();
	const room = (await rooms.getById(typed)) ?? (await rooms.getByName(typed.replace(/^#/, '')));
	return room?.type === RoomType.PRIVATE_GROUP && (await desk.people.isMember(room.id, person.id)) ? room.id : undefined;
}
