import type { CaseState, ExportState } from '../../cases/state';
import type { Desk } from '../../platform/desk';
import { handOver } from '../cards/audience';

/** Puts a file of an export where the case's files go, as a file of the person who asked for it: it outlives the app. */
export async function deliverExport(
	desk: Desk,
	state: CaseState,
	{ startedBy }: ExportState,
	fileName: string,
	bytes: Uint8Array,
): Promise<string> {
	const person = startedBy.kind === 'person' ? await desk.people.findById(startedBy.userId) : undefined;
	if (!person) {
		throw new Error('the person who asked for an export is gone');
	}
	const { uploadId } = await handOver(desk, state, person, { fileName, bytes });
	return uploadId;
}
