import type { ProductionState } from '../../cases/state';
import type { Say } from '../texts';

/** More are not listed in a line: the ledger names them all. */
const LISTED = 4;

/** The packages of a production, each with its SHA-256. */
export function sayVolumes(say: Say, { volumes, built }: ProductionState): string[] {
	// Productions of an older version have one package and no list.
	const all = volumes ?? (built ? [built] : []);
	const listed = all.slice(0, LISTED).map(({ fileName: file, sha256 }) => say('production.file', { file, sha256 }));
	return all.length > LISTED ? [...listed, say('production.more-volumes', { count: all.length - LISTED })] : listed;
}
