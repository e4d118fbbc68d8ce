import { version } from '../../app.json';
import type { OpenCase } from '../cases/caseFile';
import { produce } from '../production/produce';
import { postProductionFailure } from './cards/announce';
import { handOver } from './cards/audience';
import { keepCard } from './cards/keepCard';
import type { OpenedKeys } from './openKeys';
import type { Session } from './session';

/** The platform does not tell an app which version of the server it runs on. */
const SERVER_VERSION = 'version not stated by the server';

/**
 * Builds and delivers an approved production after the approver's form was answered. The opened keys live only as long as
 * this takes. If the process dies meanwhile they are gone with it; the sweep finds the production standing still, says so
 * in the channel, and an approver approves again.
 */
export function produceInBackground(session: Session, approved: OpenCase, productionId: string, keys: OpenedKeys): void {
	const { desk, person } = session;
	const { config } = desk;
	if (!config) {
		return;
	}
	const deliver = (fileName: string, bytes: Uint8Array) => handOver(desk, approved.state, person, { fileName, bytes });
	produce(approved, productionId, { ...desk, config, keys, deliver, software: { app: version, server: SERVER_VERSION } })
		.then(async (finished) => {
			const production = finished.state.productions.find((known) => known.productionId === productionId);
			if (production?.status === 'failed') {
				await postProductionFailure(desk, finished.state, production, production.failure ?? 'unknown');
			}
			await keepCard(desk, finished);
		})
		// Whatever is not recorded here the sweep finds within minutes and tells.
		.catch(() => undefined);
}
