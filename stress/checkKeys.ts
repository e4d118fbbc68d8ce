import { textOf, type Archive } from './archive';

/**
 * Every data key of a snapshot that is still kept is wrapped to the sealing key that the desk has now: what is wrapped to one that
 * was replaced and forgotten nobody opens any more. Nothing is opened for this.
 */
export function checkWrappedKeys(archive: Archive): string[] {
	const { config } = archive.readKeys();
	if (!config || config.keyChange) {
		return [];
	}
	const { fingerprint } = config.sealing;
	const records = archive.listRecords();
	const listKeys = (snapshotId: string) =>
		records
			.filter(({ associations }) =>
				(associations as { id: string }[] | undefined)?.some(({ id }) => id === `snapshot:${snapshotId}:wrapped-keys`),
			)
			.map((record) => JSON.parse(textOf(record)) as { segmentId: string; wrapped: { recipient: string }[] });
	return archive.cases.flatMap(({ caseId, reference }) =>
		(archive.fold(caseId).state?.holds ?? [])
			.filter(({ status }) => status === 'active')
			.flatMap(({ snapshotId, chunks }) => {
				const keys = listKeys(snapshotId);
				const opens = (segmentId: string) =>
					keys.some((key) => key.segmentId === segmentId && key.wrapped.some(({ recipient }) => recipient === fingerprint));
				const segments = [...new Set(chunks.map(({ segmentId }) => segmentId))];
				return segments
					.filter((segmentId) => !opens(segmentId))
					.map(() => `${reference}: a data key of its snapshot is not wrapped to the desk’s key`);
			}),
	);
}
