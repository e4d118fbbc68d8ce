import type { Say } from './texts';
import { sayRefusal } from './texts';
import { refuseSize } from '../platform/documents';
import { MAX_DOCUMENT_BYTES } from '../preservation/documents';

/** Why a served paper is not among a case's documents, and what to do. The ledger holds the code alone. */
export function sayMissed(say: Say, { fileName: file, code }: { fileName: string; code: string }): string {
	const refusal = code === 'file-too-large' ? refuseSize(MAX_DOCUMENT_BYTES) : { code };
	return say('document.missed', { file, why: sayRefusal(say, refusal) });
}
