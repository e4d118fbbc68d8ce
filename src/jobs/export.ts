import { version } from '../../app.json';
import { appendEvents, isWhole, loadWholeCase, type OpenCase } from '../cases/caseFile';
import type { ExportState } from '../cases/state';
import type { Desk } from '../platform/desk';
import { exportStep, findOpenExport } from '../preservation/exportCase';
import { describeExportingDesk } from '../preservation/exportFormat';

const JOB_MS = 12_000;

export interface ExportAnnouncer {
	/** Puts a file of an export where the case's files go, as the person who asked for it. @returns the upload id */
	deliverExport(desk: Desk, state: OpenCase['state'], running: ExportState, fileName: string, bytes: Uint8Array): Promise<string>;
}

/**
 * Posts the next volumes of a case's export. When the job is lost the sweep schedules it anew; what was posted is recorded.
 *
 * @returns true when there is more to do
 */
export async function continueExport(desk: Desk, caseId: string, announcer: ExportAnnouncer): Promise<boolean> {
	const startedAt = desk.clock();
	const { config } = desk;
	for (;;) {
		const loaded = await loadWholeCase(caseId, desk);
		const running = isWhole(loaded) ? findOpenExport(loaded.state) : undefined;
		if (!config || !isWhole(loaded) || !running) {
			return false;
		}
		if (desk.clock() - startedAt > JOB_MS) {
			return true;
		}
		const { startedBy, exportId } = running;
		if (startedBy.kind !== 'person' || !(await desk.people.findById(startedBy.userId))) {
			const failed = { type: 'export.failed' as const, body: { exportId, code: 'person-gone' } };
			await appendEvents(loaded, [failed], { kind: 'desk', part: 'export' }, desk);
			return false;
		}
		await exportStep(caseId, {
			...desk,
			desk: describeExportingDesk(config),
			software: version,
			deliver: (fileName, bytes) => announcer.deliverExport(desk, loaded.state, running, fileName, bytes),
		});
	}
}
