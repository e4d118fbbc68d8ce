import type { OpenCase } from '../cases/caseFile';
import type { OutsideSigning } from '../production/attempt';
import type { KeyGrant } from '../production/keyGrant';
import { createPace } from '../production/pace';
import { produce } from '../production/produce';
import { SOFTWARE } from '../production/software';
import type { Stamp } from '../production/volume';
import { postHandedAlone, postProductionFailure } from './cards/announce';
import { handOver } from './cards/audience';
import { keepCard } from './cards/keepCard';
import type { Session } from './session';

/**
 * Builds and delivers an approved production after the approver's form was answered. The data keys live only as long as this
 * takes, in this process alone: a key that a later process could take up would have to lie in the database beside the sealed
 * records. If the process dies meanwhile they are gone with it; the sweep finds the production standing still and names the
 * volumes that had been posted, and an approver lets it go on with the passphrase.
 */
export function produceInBackground(
	session: Session,
	approved: OpenCase,
	productionId: string,
	grant: KeyGrant,
	outside?: OutsideSigning,
): void {
	const { desk, person } = session;
	const { config, clock, wait } = desk;
	if (!config) {
		return;
	}
	const deliver = (fileName: string, bytes: Uint8Array) => handOver(desk, approved.state, person, { fileName, bytes });
	const stamp = async (signature: Uint8Array): Promise<Stamp | undefined> => {
		const url = await desk.timeStamps.findAuthority();
		const given = url ? await desk.timeStamps.ask(url, signature) : undefined;
		return given?.ok === false ? { failure: given.code } : given?.value;
	};
	produce(approved, productionId, {
		...desk,
		config,
		grant,
		deliver,
		software: SOFTWARE,
		stamp,
		outside,
		pace: createPace(wait, clock),
	})
		.then(async (finished) => {
			const production = finished.state.productions.find((known) => known.productionId === productionId);
			if (production?.status === 'failed') {
				await postProductionFailure(desk, finished.state, production, production.failure ?? 'unknown');
			}
			if (production?.status === 'delivered' && production.volumes?.some(({ alone }) => alone)) {
				await postHandedAlone(desk, finished.state, production, person.username);
			}
			await keepCard(desk, finished);
		})
		// Whatever is not recorded here the sweep finds within minutes and tells.
		.catch(() => undefined);
}
