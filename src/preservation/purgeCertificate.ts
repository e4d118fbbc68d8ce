import type { HoldState } from '../cases/state';

/**
 * The text that states what was destroyed. It names the case and the snapshot, not the account: the ledger that it cites
 * names the account to those who may know.
 *
 * @param destroyedAt epoch ms at which reads came back empty
 * @param head the ledger's head that this certificate follows
 */
export function writePurgeCertificate(input: {
	reference: string;
	hold: HoldState;
	chunkIds: readonly string[];
	destroyedAt: number;
	head: string;
}): string {
	const { reference, hold, chunkIds, destroyedAt, head } = input;
	const known = new Map(hold.chunks.map((chunk) => [chunk.chunkId, chunk]));
	const lines = [
		'PURGE CERTIFICATE',
		'',
		`Case                ${reference}`,
		`Snapshot            ${hold.snapshotId}`,
		`Preserved           ${hold.capturedAt ?? 'never completed'}`,
		...(hold.release ? describeRelease(hold) : [`Expired             ${hold.expiresAt ?? 'not applicable'}`]),
		...(hold.extensions ?? []).map((extension) => `Extended            ${extension.at}, from ${extension.from}`),
		`Destroyed           ${new Date(destroyedAt).toISOString()}`,
		`Rule                ${hold.purge?.rule ?? ''}`,
		`Ledger head before  ${head}`,
		'',
		'The wrapped data keys of the snapshot were destroyed first, then each sealed chunk below. After that, reads of the',
		'keys and of every chunk came back empty. Copies that the operator of the server made of the database (backups) are',
		'outside the reach of this app; what they hold of the snapshot stays sealed to the key of the legal team.',
		'',
		`Sealed chunks destroyed: ${chunkIds.length}`,
		...chunkIds.map((chunkId) => {
			const chunk = known.get(chunkId);
			return chunk
				? `${chunk.sha256}  ${chunkId}  ${chunk.content}, ${chunk.records} record${chunk.records === 1 ? '' : 's'}`
				: `${'-'.repeat(64)}  ${chunkId}  begun by a step that was cut off, never part of the snapshot`;
		}),
		'',
	];
	return lines.join('\r\n');
}

/** Who released is in the ledger; the certificate, which may leave the desk, names nobody. */
function describeRelease({ release, expiresAt }: HoldState): string[] {
	return [`Released            ${release?.at ?? ''}`, `Would have expired  ${expiresAt ?? 'not applicable'}`];
}
