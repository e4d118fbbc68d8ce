import type { ProductionState, VolumeState } from '../../cases/state';
import type { Say } from '../texts';

/** More are not listed in a line: the ledger names them all. */
const LISTED = 4;

/** The packages of a production, each with its SHA-256. */
export function sayVolumes(say: Say, { volumes, built }: ProductionState): string[] {
	// Productions of an older version have one package and no list.
	const all = volumes ?? (built ? [built] : []);
	const listed = all.slice(0, LISTED).map((volume) => sayVolume(say, volume));
	return all.length > LISTED ? [...listed, say('production.more-volumes', { count: all.length - LISTED })] : listed;
}

function sayVolume(say: Say, { fileName: file, sha256, timeStamp }: VolumeState): string {
	const named = say('production.file', { file, sha256 });
	if (!timeStamp) {
		return named;
	}
	return 'at' in timeStamp
		? `${named} ${say('production.time-stamp', timeStamp)}`
		: `${named} ${say('production.no-time-stamp', { code: timeStamp.failure })}`;
}
