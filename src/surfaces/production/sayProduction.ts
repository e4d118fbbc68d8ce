import { isResumable } from '../../cases/resuming';
import type { ProductionState, VolumeState } from '../../cases/state';
import type { Say, TextKey } from '../texts';

/** More are not listed in a line: the ledger names them all. */
const LISTED = 4;

/** What a person presses to act on a production that waits. */
export function nameReview(production: ProductionState): TextKey {
	return isResumable(production) ? 'button.continue-production' : 'button.review-production';
}

/** What the codes of a failed attempt mean to people. The code itself stands in brackets, for whoever reads the app's log. */
const FAULTS: Readonly<Record<string, TextKey>> = {
	'upload-failed': 'production.fault.upload',
	'interrupted': 'production.fault.stopped',
	'rebuilt-differs': 'production.fault.rebuilt',
	'ledger-moved': 'production.fault.rebuilt',
	'nothing-entitled': 'production.fault.nothing',
	'ledger-damaged': 'production.fault.sealed',
	'snapshot-changed': 'production.fault.sealed',
	'file-changed': 'production.fault.sealed',
	'other-account': 'production.fault.sealed',
	'unreadable-record': 'production.fault.sealed',
};

/** Why an attempt did not deliver, and what to do about it. */
export function sayFailure(say: Say, code: string): string {
	return say(FAULTS[code] ?? 'production.fault.other', { code });
}

/** Where a production stands, then its packages. Of one that was withdrawn that comes first, and what was posted is named as such. */
export function sayProduction(say: Say, production: ProductionState): string[] {
	const { number, status, withdrawal } = production;
	if (withdrawal) {
		const posted = [...(production.orphans ?? []), ...(production.volumes ?? [])];
		const key = status === 'delivered' ? 'production.withdrawn-delivered' : 'production.withdrawn';
		const files = sayVolumes(say, { volumes: posted.length > 0 ? posted : undefined, built: production.built });
		return [
			say(key, { number, at: withdrawal.at.slice(0, 10) }),
			...(files.length > 0 ? [say('production.withdrawn-files'), ...files] : []),
		];
	}
	const what = say(isResumable(production) ? 'production.cut-off' : `production.${status}`, { number });
	return status === 'delivered' ? [what, ...sayVolumes(say, production)] : [what];
}

/** The packages of a production, each with its SHA-256. */
function sayVolumes(say: Say, { volumes, built }: Pick<ProductionState, 'volumes' | 'built'>): string[] {
	// Productions of an older version have one package and no list.
	const all = volumes ?? (built ? [built] : []);
	const listed = all.slice(0, LISTED).map((volume) => sayVolume(say, volume));
	return all.length > LISTED ? [...listed, say('production.more-volumes', { count: all.length - LISTED })] : listed;
}

function sayVolume(say: Say, { fileName: file, sha256, timeStamp, alone }: VolumeState): string {
	const named = `${say('production.file', { file, sha256 })}${alone ? ` ${say('production.alone')}` : ''}`;
	if (!timeStamp) {
		return named;
	}
	return 'at' in timeStamp
		? `${named} ${say('production.time-stamp', timeStamp)}`
		: `${named} ${say('production.no-time-stamp', { code: timeStamp.failure })}`;
}
