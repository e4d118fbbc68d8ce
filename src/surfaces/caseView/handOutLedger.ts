import { appendEvents, isWhole, type LoadedCase } from '../../cases/caseFile';
import { exportLedger } from '../../cases/export';
import { sha256Hex } from '../../evidence';
import { handToPerson } from '../cards/audience';
import { keepCard } from '../cards/keepCard';
import type { Session } from '../session';

/**
 * Exports a case's ledger as text and NDJSON, to the person who asked for it alone. The export is recorded before the files are posted, because the head is on its
 * way out from then on. A damaged ledger is exported too, as it is, and nothing is recorded in it.
 */
export async function handOutLedger(session: Session, loaded: LoadedCase): Promise<string> {
	const { desk, say, actor, person } = session;
	const reference = loaded.state?.reference ?? loaded.caseId;
	const written = exportLedger({
		caseId: loaded.caseId,
		reference,
		organisation: desk.config?.organisation ?? '',
		stored: await desk.ledgers.read(loaded.caseId),
		exportedAt: desk.clock(),
	});
	const { text, ndjson, head, eventCount } = written;
	if (isWhole(loaded)) {
		const body = { head, eventCount, textSha256: sha256Hex(text), ndjsonSha256: sha256Hex(ndjson) };
		await keepCard(desk, await appendEvents(loaded, [{ type: 'ledger.exported', body }], actor, desk));
	}
	await handToPerson(desk, person, { fileName: `${reference}-ledger.txt`, bytes: text });
	await handToPerson(desk, person, { fileName: `${reference}-ledger.ndjson`, bytes: ndjson });
	return say('ledger.exported', { reference, count: eventCount, head });
}
