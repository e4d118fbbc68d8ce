import { composeLetter, listItems, quote, type Letter, type LetterFacts } from './letter';
import { onOneLine } from './mailText';
import type { ProductionState, VolumeState } from '../cases/state';
import { decideEntitlement, nameProcess } from '../policy/entitlement';

/** A letter's facts, and the production that it goes with. */
export interface ProductionLetterFacts extends LetterFacts {
	production: ProductionState;
}

/**
 * Goes with a package: what it answers, and the hashes by which the recipient knows that it is the one that was made. The
 * mailer takes no attachments, so the package reaches the agency by another way, and its hashes by this one.
 *
 * @clause production-text-files
 * @clause authentication-signed
 * @clause authentication-declaration
 */
export function writeProductionLetter(facts: ProductionLetterFacts): Letter {
	const { production } = facts;
	const { process, categories, namedCategories, pseudonymise } = production;
	const volumes = listVolumes(production);
	const { withheld } = decideEntitlement(process.kind, categories, namedCategories);
	const served = [nameProcess(process.kind), process.issuer, process.number, `dated ${process.issuedOn}`];
	return composeLetter(facts, `production no. ${production.number}`, [
		`This letter goes with our production no. ${production.number}. It answers: ${served.map((part) => onOneLine(part)).join(', ')}.`,
		sayVolumes(volumes),
		`${sayOne(volumes.length)} signed with the certificate whose SHA-256 fingerprint is ${listSigners(volumes)}. Compare it with the one that we publish. README.txt in the package says how to check it with common tools.`,
		withheld.length > 0
			? `What was asked for and is not produced:\n${listItems(withheld.map(({ sentence }) => sentence))}`
			: undefined,
		pseudonymise ? 'Third parties bear pseudonyms in it, the same one throughout.' : undefined,
		quote('production-text-files', 'authentication-signed', 'authentication-declaration'),
	]);
}

/** What an older version made is the last package that was built, and the only one. */
function listVolumes({ volumes, built }: ProductionState): VolumeState[] {
	return volumes ?? (built ? [built] : []);
}

/** A letter has room for so many; of more the last is named, which names the others by their hashes. */
const MOST_VOLUMES = 20;

function sayVolumes(volumes: readonly VolumeState[]): string {
	const count = volumes.length;
	const named = listItems(volumes.slice(count > MOST_VOLUMES ? -1 : 0).map(describeVolume));
	if (count === 1) {
		return `The production is one file, which you receive apart from this letter:\n${named}`;
	}
	const all = `The production is ${count} files, which you receive apart from this letter`;
	return count > MOST_VOLUMES ? `${all}. The last of them names the others by their hashes:\n${named}` : `${all}:\n${named}`;
}

function describeVolume({ fileName, sha256, sizeBytes }: VolumeState): string {
	return `${fileName}, ${sizeBytes} bytes, SHA-256 ${sha256}`;
}

function listSigners(volumes: readonly VolumeState[]): string {
	const signers = [...new Set(volumes.flatMap(({ signer }) => signer ?? []))];
	return signers.length > 0 ? signers.join(', ') : 'in signer.pem';
}

function sayOne(count: number): string {
	return count === 1 ? 'It is' : 'Each is';
}
