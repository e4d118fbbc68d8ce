import { isWhole, loadCase, appendToDesk } from '../../cases/caseFile';
import { listRecipients, nameKeyOf, type DeskConfig } from '../../cases/deskState';
import { DESK_LEDGER, type EventBodies } from '../../cases/events';
import { formatFingerprint, reencryptPrivateKey } from '../../evidence';
import type { Desk } from '../../platform/desk';
import { describeRecipients, listKeyOwners, rewrapDataKeys, type Recipients, type RewrapReport } from '../../preservation/rewrap';
import { listKeys, type OpenedKeys } from '../openKeys';
import type { Session } from '../session';
import { speak } from '../texts';

/** Writing a data key takes another process no longer than this after it has read whom to wrap it to. */
const SETTLE_MS = 3_000;

/**
 * Replaces the desk's keys or recipients: from the event on new data keys are wrapped to the new ones, then the older ones
 * are wrapped anew. The private keys are only in this process's memory; when it dies, an administrator gives the passphrase
 * again, and what was done stays done.
 *
 * @returns what to tell the administrator
 */
export async function changeKeys(
	session: Session,
	change: Omit<EventBodies['keys.changing'], 'changeId'>,
	openKeysNow: (config: DeskConfig) => Promise<OpenedKeys>,
): Promise<string> {
	const { desk, actor, say } = session;
	const before = await desk.readConfig();
	if (!before || before.keyChange) {
		return say('refusal.keys-changing');
	}
	const changeId = desk.makeId();
	await appendToDesk(DESK_LEDGER, [{ type: 'keys.changing', body: { changeId, ...change } }], actor, desk);
	await announceKeys(desk);
	const config = await desk.readConfig();
	return config?.keyChange?.changeId === changeId ? finishChange(session, config, await openKeysNow(config)) : say('keys.failed');
}

/** Goes on with a change of keys from wherever it stands. @returns what to tell the administrator */
export async function finishChange({ desk, actor, say }: Session, config: DeskConfig, keys: OpenedKeys): Promise<string> {
	const { keyChange, replaced } = config;
	if (!keyChange) {
		return say('keys.nothing-to-finish');
	}
	const recipients = await describeRecipients(listRecipients(config));
	const total = { rewrapped: 0, unopened: 0 };
	for (;;) {
		const passedAt = desk.clock();
		const { rewrapped, unopened } = await rewrapEveryCase(desk, recipients, keys);
		total.rewrapped += rewrapped;
		total.unopened = unopened;
		// A process that read the old recipients just before the change may have written one more data key.
		if (rewrapped === 0 && passedAt - Date.parse(keyChange.startedAt) >= SETTLE_MS) {
			break;
		}
		await desk.wait(SETTLE_MS);
	}
	if ((await desk.readConfig())?.keyChange?.changeId !== keyChange.changeId) {
		return say('keys.nothing-to-finish');
	}
	const body = { changeId: keyChange.changeId, ...total };
	await appendToDesk(DESK_LEDGER, [{ type: 'keys.changed', body }], actor, desk);
	for (const certificate of [...replaced.sealing, ...replaced.signing]) {
		await desk.keys.forget(nameKeyOf(config, certificate));
	}
	return total.unopened > 0
		? say('keys.changed-but', { count: total.rewrapped, unopened: total.unopened })
		: say('keys.changed', { count: total.rewrapped, fingerprint: formatFingerprint(config.sealing.fingerprint) });
}

async function rewrapEveryCase(desk: Desk, recipients: Recipients, { sealing }: OpenedKeys): Promise<RewrapReport> {
	const report: RewrapReport = { rewrapped: 0, unopened: 0 };
	const cases = [...(await desk.everyCase.list('open')), ...(await desk.everyCase.list('closed'))];
	for (const { caseId } of cases) {
		const loaded = await loadCase(caseId, desk);
		for (const ownerId of isWhole(loaded) ? listKeyOwners(loaded.state) : []) {
			const { rewrapped, unopened } = await rewrapDataKeys(ownerId, recipients, sealing, desk.snapshots);
			report.rewrapped += rewrapped;
			report.unopened += unopened;
			if (rewrapped > 0) {
				await forgetPurged(desk, caseId, ownerId);
			}
		}
	}
	return report;
}

/** A snapshot may have been purged while its keys were being wrapped anew: then none of them must be left. */
async function forgetPurged(desk: Desk, caseId: string, ownerId: string): Promise<void> {
	const loaded = await loadCase(caseId, desk);
	if (isWhole(loaded) && !listKeyOwners(loaded.state).includes(ownerId)) {
		await desk.snapshots.destroyWrappedKeys(ownerId);
	}
}

/** Encrypts the desk's private keys under another passphrase. @returns what to tell the administrator */
export async function changePassphrase(
	{ desk, actor, say }: Session,
	config: DeskConfig,
	{ passphrase, newPassphrase }: { passphrase: string; newPassphrase: string },
): Promise<string> {
	const keyIds: Record<string, string> = {};
	for (const { purpose, certificate } of listKeys(config)) {
		const stored = await desk.keys.find(nameKeyOf(config, certificate));
		const pem = stored?.encryptedPem ?? '';
		const encrypted = await reencryptPrivateKey({ pem, passphrase, newPassphrase, purpose });
		if (!encrypted.ok) {
			throw new Error(`a private key does not open: ${encrypted.code}`);
		}
		const { fingerprint } = certificate;
		keyIds[fingerprint] = desk.makeId();
		await desk.keys.put(keyIds[fingerprint] ?? '', { fingerprint, encryptedPem: encrypted.value });
	}
	const now = await desk.readConfig();
	const isAsBefore =
		now && listKeys(now).every(({ certificate }) => nameKeyOf(now, certificate) === nameKeyOf(config, certificate));
	if (!isAsBefore || now.keyChange) {
		await Promise.all(Object.values(keyIds).map((keyId) => desk.keys.forget(keyId)));
		return say('refusal.keys-changing');
	}
	await appendToDesk(DESK_LEDGER, [{ type: 'keys.passphrase-changed', body: { keyIds } }], actor, desk);
	for (const { certificate } of listKeys(config)) {
		await desk.keys.forget(nameKeyOf(config, certificate));
	}
	return say('keys.passphrase-changed');
}

/** Says in the legal channel which keys the desk has now. A channel that takes no message stops nothing. */
export async function announceKeys(desk: Desk): Promise<void> {
	const config = await desk.readConfig();
	if (config) {
		const text = speak('en')('keys.announced', sayFingerprints(config));
		await desk.channel.post(config.channelId, { text }).catch(() => undefined);
	}
}

export function sayFingerprints({ sealing, signing, recovery, keysSince }: DeskConfig) {
	const print = ({ fingerprint }: { fingerprint: string }) => formatFingerprint(fingerprint);
	return {
		...{ sealing: print(sealing), signing: print(signing), recovery: recovery ? print(recovery) : '–' },
		since: keysSince.slice(0, 16),
	};
}
