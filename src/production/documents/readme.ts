import { ONE_PERSON } from './custody';
import { renderHeader } from './header';
import { renderChecks } from './readmeChecks';
import type { CertificateFacts } from '../../evidence';
import { formatFingerprint } from '../../evidence';
import { CLAUSES } from '../../policy/clauses';
import { nameVolume, type ProductionFacts, type VolumePlace } from '../facts';
import { content, field, prose, quotation, subheading } from '../text/layout';

/** A file of the package, as the README lists it. */
export interface ListedFile {
	path: string;
	/** Text files have one. */
	documentId?: string;
	holds: string;
}

/**
 * README.txt: what this is, what it does not say, what each file is, how to check it, and what the check rests on.
 *
 * @clause production-text-files
 * @clause authentication-signed
 */
export function renderReadme(input: {
	documentId: string;
	facts: ProductionFacts;
	files: readonly ListedFile[];
	place: VolumePlace;
	/** Of this volume. */
	records: number;
	signer: CertificateFacts;
}): string[] {
	const { documentId, facts, files, place, records, signer } = input;
	return [
		...renderHeader('PRODUCTION OF RECORDS', documentId, facts),
		...subheading('What this is'),
		...prose`Records of one account, produced in answer to the legal process named above. Number of records in this package, exceptions included: ${records}. They were
			copied from the server at the times that they bear, kept sealed, and selected by the legal process: withheld.txt says
			what was requested, what was produced and what was not, and why. exceptions.txt says what could not be copied,
			not-held.txt what is not held at all.`,
		...(facts.decision.byOnePerson ? field('Note', ONE_PERSON).concat('') : []),
		...renderPlace(place),
		...subheading('What the signature says, and what it does not'),
		...prose`The package is electronically signed, to show its integrity since the time of production: the files that its lists
			name are as they were when they were signed, by the key of the certificate below. The signature says nothing of who
			wrote what the records hold, or whether that is true. Records are of accounts; who used an account is not known here.
			The records are what the server held when they were copied, not necessarily what it held before. All times are by the
			clock of the server; the time of signing is the signer's own statement.`,
		...prose`The package holds no declaration or certification by a person. The Guidelines for Law Enforcement state:`,
		...quotation(CLAUSES['authentication-declaration']),
		...subheading('Files'),
		...files.flatMap((file) => [
			...field('File', file.path),
			...(file.documentId === undefined ? [] : field('- document', file.documentId)),
			...field('- holds', file.holds),
		]),
		'',
		...prose`The .txt files open in Word, TextEdit and any other word processor. The .ndjson files hold the same records exactly, one
			in each line, as JSON in UTF-8; where a text file and its exact data seem to differ, the exact data are right.`,
		...subheading('The signer'),
		...field('Certificate of', signer.subject),
		...field('Issued by', signer.issuer),
		...field('Valid from', signer.notBefore),
		...field('Valid until', signer.notAfter),
		...field('Fingerprint', 'SHA-256 of signer.pem:'),
		...splitFingerprint(signer.fingerprint).flatMap(content),
		'',
		...prose`This is where the trust comes from. Whoever could replace the whole package could replace this certificate and this text
			as well. Compare the fingerprint with one that you have from the producing organisation by another way, such as its
			letter, its declaration, its web site or a telephone call to a number that you know. If they differ, do not rely on this
			package.`,
		...renderChecks(nameVolume(facts, place)),
	];
}

/** Which of several volumes this is. The last one names those before it, so that none can be missing unseen. */
function renderPlace({ number, isLast, earlier }: VolumePlace): string[] {
	if (number === 1 && isLast) {
		return prose`The production is this one package.`;
	}
	return [
		...subheading('Volumes'),
		...field('This volume', String(number)),
		...field('Is the last one', isLast ? 'yes' : 'no: further volumes belong to this production'),
		'',
		...prose`The production is too large for one package. Each volume is a package of its own, signed and checked by itself. Account,
			rooms, exceptions and the texts that explain the production are in volume 1. Each volume names those before it by the
			SHA-256 of their file tagmanifest-sha256.txt; the last volume says that it is the last. With it and all that it names
			the production is complete.`,
		...earlier.flatMap(({ name, tagManifestSha256 }) => [
			...field('Earlier volume', name),
			...field('Tag manifest', 'SHA-256:'),
			...content(tagManifestSha256),
		]),
		...(earlier.length > 0 ? [''] : []),
	];
}

/** As openssl prints it, in two lines. */
function splitFingerprint(sha256: string): string[] {
	const pairs = formatFingerprint(sha256);
	return [pairs.slice(0, 48), pairs.slice(48)];
}
