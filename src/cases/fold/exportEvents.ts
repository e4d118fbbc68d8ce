import type { ExportEvents } from '../events/export';
import type { CaseState, ExportState } from '../state';
import { changeItem, type Appliers } from './appliers';

export const applyExportEvents: Appliers<keyof ExportEvents> = {
	'export.started'(state, { body, at, actor }) {
		const { exports = [] } = state;
		if (exports.some(({ exportId }) => exportId === body.exportId)) {
			return 'already-started';
		}
		return { ...state, exports: [...exports, { ...body, startedAt: at, startedBy: actor, volumes: [] }] };
	},
	'export.signed': (state, { body: { exportId, ...signed } }) =>
		changeExport(state, exportId, (running) =>
			running.volumes.length === 0 && !running.signed ? { ...running, signed } : 'volume-already-posted',
		),
	'export.volume-posted': (state, { body: { exportId, ...volume } }) =>
		changeExport(state, exportId, (running) =>
			volume.number === running.volumes.length + 1
				? { ...running, volumes: [...running.volumes, volume] }
				: 'volume-already-posted',
		),
	'export.completed': (state, { body: { exportId }, at }) =>
		changeExport(state, exportId, (running) => ({ ...running, completedAt: at })),
	'export.failed': (state, { body: { exportId, code } }) =>
		changeExport(state, exportId, (running) => ({ ...running, failure: code })),
	'case.imported': (state) => state,
};

function changeExport(
	state: CaseState,
	exportId: string,
	change: (running: ExportState) => ExportState | string,
): CaseState | string {
	const exports = changeItem(state.exports ?? [], 'exportId', exportId, (found) =>
		found.completedAt === undefined && found.failure === undefined ? change(found) : 'export-has-ended',
	);
	return typeof exports === 'string' ? exports : { ...state, exports };
}
