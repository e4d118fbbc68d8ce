import { changeKeys, changePassphrase, finishChange } from './changeKeys';
import { exportKeys } from './exportKeys';
import { adoptKeys, readRecoveryCertificate, readSuppliedKeys } from './suppliedKeys';
import type { DeskConfig } from '../../cases/deskState';
import type { Certificate } from '../../cases/events';
import { establishKey } from '../establishKeys';
import { openKeys, type OpenedKeys } from '../openKeys';
import type { Session } from '../session';
import type { FormHandler, Submitted, Values } from '../surface';
import { sayRefusal } from '../texts';

export const PASSPHRASE_MIN = 16;
const SECRETS = ['passphrase', 'newPassphrase', 'newPassphraseAgain', 'suppliedPassphrase', 'suppliedPem'];

interface Asked {
	session: Session;
	config: DeskConfig;
	keys: OpenedKeys;
	/** The desk's passphrase, which opened the keys. */
	passphrase: string;
	values: Values;
}

/** What is still to be done when the form has been answered; gives what to tell the administrator. */
type Work = () => Promise<string>;

type Prepared = { errors: Record<string, string> } | Work;

/**
 * A form about the desk's keys: fields are checked, the passphrase must open the keys, and the rest goes on behind the
 * answer, because it takes longer than a client waits. A passphrase and a supplied key are never kept as a draft.
 */
function createKeyForm(kind: string, prepare: (asked: Asked) => Promise<Prepared>): FormHandler {
	return {
		kind,
		capability: 'set-up',
		secrets: SECRETS,
		async submit(session, _form, values): Promise<Submitted> {
			const { desk, say, person } = session;
			const { config } = desk;
			const passphrase = readText(values, 'passphrase');
			const refused = (refusal: { code: string }) => ({ errors: { passphrase: sayRefusal(say, refusal) } });
			if (!config) {
				return refused({ code: 'not-set-up' });
			}
			if ((config.keyChange !== undefined) !== (kind === 'keys-continue')) {
				return refused({ code: config.keyChange ? 'keys-changing' : 'nothing-to-finish' });
			}
			if (!passphrase) {
				return { errors: { passphrase: say('error.passphrase-needed') } };
			}
			const keys = await openKeys(desk, config, { userId: person.id, entry: `form:${kind}` }, passphrase);
			if (!keys.ok) {
				return refused(keys);
			}
			const work = await prepare({ session, config, keys: keys.value, passphrase, values });
			if ('errors' in work) {
				return work;
			}
			goOnInBackground(session, work);
			return { line: say('keys.working') };
		},
	};
}

function goOnInBackground({ desk, person, say, roomId }: Session, work: Work): void {
	work()
		.catch(() => say('keys.failed'))
		.then((line) => desk.channel.whisper(person, roomId, line))
		// The line is lost with the person's connection; /legal-setup shows how the keys stand.
		.catch(() => undefined);
}

const submitPassphrase = createKeyForm('keys-passphrase', async ({ session, config, passphrase, values }): Promise<Prepared> => {
	const { say } = session;
	const newPassphrase = readText(values, 'newPassphrase');
	if (newPassphrase.length < PASSPHRASE_MIN || newPassphrase.length > 200) {
		return { errors: { newPassphrase: say('error.passphrase') } };
	}
	if (newPassphrase === passphrase) {
		return { errors: { newPassphrase: say('error.passphrase-same') } };
	}
	if (readText(values, 'newPassphraseAgain') !== newPassphrase) {
		return { errors: { newPassphraseAgain: say('error.passphrase-differs') } };
	}
	return () => changePassphrase(session, config, { passphrase, newPassphrase });
});

/** The keys that the old ones do not open: the new sealing key, once it is the desk's. */
const openAgain = (session: Session, passphrase: string) => async (config: DeskConfig) => {
	const who = { userId: session.person.id, entry: 'form:keys' };
	const keys = await openKeys(session.desk, config, who, passphrase);
	if (!keys.ok) {
		throw new Error(`the new keys do not open: ${keys.code}`);
	}
	return keys.value;
};

const submitRotation = createKeyForm('keys-rotate', async ({ session, config, passphrase }) => async () => {
	const sealing = await establishKey(session.desk, 'sealing', config.organisation, passphrase);
	const { signing, recovery } = config;
	return changeKeys(session, { cause: 'rotation', sealing, signing, recovery }, openAgain(session, passphrase));
});

const submitRecovery = createKeyForm('keys-recovery', async ({ session, config, keys, values }) => {
	const { say, desk } = session;
	const { sealing, signing } = config;
	const pem = readText(values, 'recoveryPem').trim();
	const read = pem ? await readRecoveryCertificate(pem, desk.clock()) : undefined;
	if (read?.ok === false) {
		return { errors: { recoveryPem: sayRefusal(say, read) } };
	}
	const recovery = read?.value;
	if (recovery?.fingerprint === config.recovery?.fingerprint || recovery?.fingerprint === sealing.fingerprint) {
		return { errors: { recoveryPem: say('error.recovery-same') } };
	}
	const cause = recovery ? 'recovery-set' : 'recovery-removed';
	return () => changeKeys(session, { cause, sealing, signing, ...(recovery ? { recovery } : {}) }, async () => keys);
});

const submitSupplied = createKeyForm('keys-supply', async ({ session, config, passphrase, values }) => {
	const { say, desk } = session;
	const suppliedPassphrase = readText(values, 'suppliedPassphrase');
	const read = await readSuppliedKeys(readText(values, 'suppliedPem'), suppliedPassphrase, desk.clock());
	if (!read.ok) {
		return { errors: { [fieldOf(read.code)]: sayRefusal(say, read) } };
	}
	const known = [config.sealing, config.signing].map(({ fingerprint }) => fingerprint);
	if (read.value.every(({ certificate }) => known.includes(certificate.fingerprint))) {
		return { errors: { suppliedPem: say('error.keys-same') } };
	}
	const fresh = read.value.filter(({ certificate }) => !known.includes(certificate.fingerprint));
	const find = (purpose: string) => fresh.find((key) => key.purpose === purpose)?.certificate;
	const certificates = { sealing: find('sealing') ?? config.sealing, signing: find('signing') ?? config.signing };
	return async () => {
		for (const { certificate, encryptedPem } of await adoptKeys(fresh, suppliedPassphrase, passphrase)) {
			await putAnew(session, certificate, encryptedPem);
		}
		const { recovery } = config;
		return changeKeys(session, { cause: 'supplied', ...certificates, recovery }, openAgain(session, passphrase));
	};
});

/** Stores a key that no configuration refers to yet; an earlier attempt may have left one under another passphrase. */
export async function putAnew({ desk }: Session, { fingerprint }: Certificate, encryptedPem: string): Promise<void> {
	await desk.keys.forget(fingerprint);
	await desk.keys.put(fingerprint, { fingerprint, encryptedPem });
}

/** At which field a refusal of supplied keys is shown. */
export function fieldOf(code: string): 'suppliedPassphrase' | 'suppliedPem' {
	return code === 'wrong-supplied-passphrase' ? 'suppliedPassphrase' : 'suppliedPem';
}

const submitExport = createKeyForm(
	'keys-export',
	async ({ session, config }) =>
		() =>
			exportKeys(session, config),
);

const submitContinue = createKeyForm(
	'keys-continue',
	async ({ session, config, keys }) =>
		() =>
			finishChange(session, config, keys),
);

export function readText(values: Values, name: string): string {
	const value = values[name];
	return typeof value === 'string' ? value : '';
}

export const KEY_FORMS: readonly FormHandler[] = [
	submitPassphrase,
	submitRotation,
	submitRecovery,
	submitSupplied,
	submitExport,
	submitContinue,
];
