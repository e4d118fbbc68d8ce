/** What an operator of the machine sees and does behind the app's back. */
import type { Context } from './context';
import type { EngineOperator } from './contract';
import { listJobs } from './scheduler/jobs';
import type { Denial } from './staging/instrument';
import { decode } from './store/documents';
import { listRecords, measureRecords, removeRecord, replaceData } from './store/persistence';

export function createOperator(context: Context, denials: Denial[]): EngineOperator {
	const { store, clock, faults } = context;
	return {
		persistence: (appId) => listRecords(store, appId),
		measurePersistence: (appId) => measureRecords(store, appId),
		tamper: (id, change) => (change.remove ? removeRecord(store, id) : replaceData(store, id, change.set, clock.date())),
		jobs: (appId) => listJobs(store).filter((job) => !appId || job.name.endsWith(`_${appId}`)),
		uploads: () => store.all('SELECT doc FROM uploads').map((row) => decode(row.doc)),
		mail: () => store.all('SELECT doc FROM outbox ORDER BY seq').map((row) => decode(row.doc)),
		inject: (method, plan) => faults.plan(method, plan),
		clearFaults: () => faults.clear(),
		takeStruckFaults: () => faults.takeStruck(),
		loseMail: (times) => faults.planMailLoss(times),
		denials: () => [...denials],
	};
}
