import type { SourceContent } from './source';
import type { ProductionScope } from '../cases/events';
import type { RecordCategory } from '../policy/entitlement';

/**
 * Which sealed pieces a production opens; all others stay sealed. Exceptions of every kind lie in pieces of their own, and
 * are sifted one by one. Where contents are produced, the messages themselves show who, where and when, so that their
 * metadata are not opened beside them. The counts by room stay sealed always: they count whole rooms, also what a period, other
 * rooms or the scope of the snapshot leaves out, and are there for the desk to see that nothing was lost. To find the direct rooms of named people it takes the list of rooms.
 */
export function listContents(produced: readonly RecordCategory[], scope: ProductionScope | undefined): SourceContent[] {
	const hasContent = produced.includes('content');
	const hasOther = produced.includes('non-content');
	return [
		...(produced.includes('account') ? (['account'] as const) : []),
		...(hasOther || scope?.counterparts ? (['membership'] as const) : []),
		'exception',
		...(hasOther && !hasContent ? (['message-metadata'] as const) : []),
		...(hasContent ? (['message', 'file'] as const) : []),
	];
}

/** What messages are shown as: whole, by their metadata, or not at all. */
export function findMessageKind(produced: readonly RecordCategory[]): 'message' | 'message-metadata' | undefined {
	if (produced.includes('content')) {
		return 'message';
	}
	return produced.includes('non-content') ? 'message-metadata' : undefined;
}
