import type { DeclarationFacts } from './facts';
import { BLANK, renderStatements } from './statements';
import { nameProcess, RECORD_CATEGORIES } from '../../policy/entitlement';
import { CATEGORY_TITLES } from '../documents/header';
import { content, encodeText, field, heading, prose, quotation, quotedField, subheading } from '../text/layout';

/**
 * Drafts the declaration of a custodian or other qualified person about a production. It stands outside the packages,
 * because it cites their hashes. Facts are filled in; every judgement, the name and the signature are left to the person.
 *
 * @clause authentication-declaration
 * @law us-1746
 * @law fre-902-11
 * @law fre-902-12
 * @law fre-902-13
 * @law fre-902-14
 * @law us-3505
 * @returns a text file: UTF-8 with byte order mark and CRLF
 */
export function writeDeclaration(facts: DeclarationFacts): Uint8Array {
	return encodeText([
		...heading('DECLARATION - A DRAFT, NOT SIGNED'),
		...prose`This draft was written by software from the ledger of the case named below. It is no part of the signed packages, whose
			hashes it cites. A person who knows what it says reads it, fills in the blanks, marks the statements that they can make,
			strikes out the others, and signs it as the court wants it. Whether it is needed, and in which form, is for counsel to
			decide.`,
		...renderMatter(facts),
		...renderProduction(facts),
		...renderPackages(facts),
		...renderPerson(),
		...renderStatements(facts),
		...renderLimits(),
		...renderSignature(facts),
	]);
}

function renderMatter({ reference, organisation, serverUrl, agency, process, subject }: DeclarationFacts): string[] {
	return [
		...subheading('The matter'),
		...field('Organisation', organisation),
		...field('Server', serverUrl),
		...field('Case', reference),
		...field('Requested by', agency.name),
		...field('Their reference', agency.reference ?? '(none given)'),
		...field('Legal process', nameProcess(process.kind)),
		...field('Issued by', process.issuer),
		...field('Process number', process.number),
		...field('Process dated', process.issuedOn),
		...field('Account', `@${subject.username}`),
		...field('Account id', subject.userId),
		'',
	];
}

function renderProduction(facts: DeclarationFacts): string[] {
	const { production, produced, snapshot, software, packages } = facts;
	return [
		...subheading('The production'),
		...field('Production', production),
		...RECORD_CATEGORIES.flatMap((category) => [
			...field('Category', CATEGORY_TITLES[category]),
			...field('- produced', produced.includes(category) ? 'yes' : 'no'),
		]),
		...renderScope(facts),
		...field('Records', String(packages.reduce((sum, { records }) => sum + records, 0))),
		...field('Snapshot', snapshot.snapshotId),
		...field('Complete at', snapshot.capturedAt),
		...field('Asked for at', facts.requestedAt),
		...field('Approved at', facts.approvedAt),
		...field('Delivered at', facts.deliveredAt),
		...field('Software', `Legal Desk ${software.app}, Rocket.Chat ${software.server}`),
		...field('Ledger of the case', 'head (SHA-256) when this was drafted:'),
		...content(facts.ledgerHead),
		...field('Drafted at', facts.draftedAt),
		'',
		...prose`All times are UTC, by the clock of the server. What was requested, produced and withheld is in withheld.txt of the
			packages, and every step in custody.txt.`,
	];
}

function renderScope({ scope = {} }: DeclarationFacts): string[] {
	const { from, until, rooms = [], counterparts = [] } = scope;
	return [
		...(from === undefined ? [] : field('Messages from', from)),
		...(until === undefined ? [] : field('Messages before', until)),
		...rooms.flatMap(({ roomId, name }) => [...quotedField('Only the room', name), ...field('- room id', roomId)]),
		...counterparts.flatMap(({ userId, username }) => [
			...field('Only direct with', `@${username}`),
			...field('- user id', userId),
		]),
	];
}

function renderPackages({ packages, signerFingerprint }: DeclarationFacts): string[] {
	return [
		...subheading('The packages'),
		...packages.flatMap(({ fileName, sizeBytes, sha256, tagManifestSha256 }) => [
			...field('File', fileName),
			...field('- bytes', String(sizeBytes)),
			...field('- hash', 'SHA-256 of the ZIP file:'),
			...content(sha256),
			...field('- hash', 'SHA-256 of tagmanifest-sha256.txt in it:'),
			...content(tagManifestSha256),
			'',
		]),
		...field('Signed by the key', 'of the certificate with the SHA-256:'),
		...content(signerFingerprint),
		'',
	];
}

function renderPerson(): string[] {
	return [
		...subheading('The person who signs'),
		...['Name', 'Position', 'Employer'].flatMap((label) => field(label, BLANK)),
		...field('Basis of knowledge', BLANK),
		...field('- continued', BLANK),
		'',
	];
}

/** What the records cannot show, so that nobody swears to more. */
function renderLimits(): string[] {
	return [
		...subheading('What this declaration does not state'),
		...prose`It does not state who used an account, who wrote what the records hold, or that it is true. The records are of
			accounts, not of persons; an account may bear a name that is not its holder's. A certificate of a custodian does not
			authenticate messages as the words of a person: United States v. Browne, 834 F.3d 403 (3d Cir. 2016).`,
		...prose`It does not state that the records are all that ever existed. They are what the server held and showed when they were
			copied. Not shown are, among others, earlier wordings of edited messages, messages deleted before, messages of
			end-to-end-encrypted rooms, rooms left before, and IP addresses, of which no log is kept: see not-held.txt and
			exceptions.txt of the packages.`,
	];
}

/** 28 U.S.C. § 1746 gives the words: (1) outside of the United States, (2) within. */
function renderSignature({ place }: DeclarationFacts): string[] {
	const words =
		place === 'abroad'
			? 'I declare under penalty of perjury under the laws of the United States of America that the foregoing is true and correct.'
			: 'I declare under penalty of perjury that the foregoing is true and correct.';
	return [
		...subheading('Signature'),
		...quotation(words),
		...(place === 'abroad' ? field('Signed in', `(country) ${BLANK.slice(10)}`) : []),
		...field('Executed on', BLANK),
		...field('At', BLANK),
		'',
		...field('Signature', BLANK),
	];
}
