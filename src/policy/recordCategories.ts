import type { RecordCategory } from './entitlement';

/**
 * Which category each kind of record in a snapshot belongs to. A kind that is not in the table has no category and is never produced.
 *
 * `message-metadata` is a message without what it says: sender, room, instants, counts.
 * File names are chosen by the sender and can say as much as the file: a file's entry is content.
 */
const RECORD_KINDS: ReadonlyMap<string, RecordCategory> = new Map([
	['account', 'account'],
	['membership', 'non-content'],
	['message-metadata', 'non-content'],
	['message', 'content'],
	['file', 'content'],
]);

/**
 * What an exception is about decides who may see it: a list of rooms that could not be read tells which rooms there are.
 * An exception about anything else counts as content, the strictest, so that it is still produced where everything is.
 */
const EXCEPTION_SUBJECTS: ReadonlyMap<string, RecordCategory> = new Map([
	['account', 'account'],
	['account field', 'account'],
	['membership', 'non-content'],
	['room', 'non-content'],
	['message-metadata', 'non-content'],
]);

/**
 * The category of one record of a snapshot, or undefined: not to be produced at all.
 *
 * @clause private-information-process
 * @clause contents-search-warrant
 * @param record only its `kind` is read, and for exceptions `what`
 * @example
 * findRecordCategory({ kind: 'membership' }) // 'non-content'
 */
export function findRecordCategory(record: { readonly kind: string; readonly what?: string }): RecordCategory | undefined {
	if (record.kind === 'exception') {
		return EXCEPTION_SUBJECTS.get(record.what ?? '') ?? 'content';
	}
	return RECORD_KINDS.get(record.kind);
}
