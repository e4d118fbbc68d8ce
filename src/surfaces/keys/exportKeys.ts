import { appendToDesk } from '../../cases/caseFile';
import { nameKeyOf, type DeskConfig } from '../../cases/deskState';
import { DESK_LEDGER } from '../../cases/events';
import { formatFingerprint, sha256Hex, toUtf8 } from '../../evidence';
import { formatDay } from '../../policy/instants';
import { EVERYBODY, isForWholeChannel } from '../cards/audience';
import { listKeys } from '../openKeys';
import type { Session } from '../session';

/**
 * Posts the desk's certificates and its private keys, encrypted as they are stored, as one PEM file in the legal channel: a
 * file of the administrator, which outlives the app. With it and the passphrase a desk that was installed anew has its keys.
 */
export async function exportKeys(session: Session, config: DeskConfig): Promise<string> {
	const { desk, actor, person, say } = session;
	const blocks: string[] = [];
	for (const { purpose, certificate } of listKeys(config)) {
		const stored = await desk.keys.find(nameKeyOf(config, certificate));
		blocks.push(
			`${purpose} certificate, SHA-256 ${formatFingerprint(certificate.fingerprint)}`,
			certificate.pem,
			`${purpose} key, encrypted PKCS#8; check: openssl pkey -in FILE -noout -check`,
			stored?.encryptedPem ?? '',
		);
	}
	const day = formatDay(desk.clock());
	const bytes = toUtf8([`Keys of the Legal Desk of ${config.organisation}, ${day}`, '', ...blocks].join('\n'));
	const fingerprints = listKeys(config).map(({ certificate }) => certificate.fingerprint);
	const sha256 = sha256Hex(bytes);
	await appendToDesk(DESK_LEDGER, [{ type: 'keys.exported', body: { fingerprints, sha256 } }], actor, desk);
	const fileName = `legal-desk-keys-${day}.pem`;
	const isPrivate = await isForWholeChannel(desk, EVERYBODY);
	const roomId = isPrivate ? config.channelId : await desk.channel.openDirectRoom(person);
	await desk.channel.upload({ roomId, fileName, bytes, user: person });
	return say('keys.exported', { file: fileName, sha256 });
}
