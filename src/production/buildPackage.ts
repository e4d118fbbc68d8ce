import {
	BAG_FILE,
	buildBag,
	isInForce,
	readCertificate,
	sha256Hex,
	verifySignature,
	zipFiles,
	type BagRefusal,
	type CertificateFacts,
	type CertificateRefusal,
	type SignatureRefusal,
} from '../evidence';
import { composePayload } from './composePayload';
import { productionReference, type ProductionFacts } from './facts';
import { selectRecords, type Selection, type UnknownRecord, type WithheldRecords } from './selectRecords';
import { decideEntitlement, type Entitlement } from '../policy/entitlement';
import { accept, refuse, type Result } from '../policy/refusal';
import { escapeText } from './text/escape';

export interface PackageInput {
	facts: ProductionFacts;
	/** Everything that was read from the snapshot; what the legal process does not reach is dropped here. */
	records: Iterable<UnknownRecord>;
	signer: PackageSigner;
}

/** The key stays with the caller: in the app under a passphrase, or outside on a smart card. */
export interface PackageSigner {
	certificatePem: string;
	/** Signs the bytes detached, as CAdES-BES: `signDetached` of `evidence`. @returns DER, the content of a `.p7s` file */
	sign(content: Uint8Array): Promise<Uint8Array>;
}

export interface PackageFile {
	/** As in the bag, without the folder that the ZIP puts around it. */
	path: string;
	sha256: string;
	sizeBytes: number;
}

export interface ProductionPackage {
	/** `LE-2026-0001-P1.zip` */
	fileName: string;
	zip: Uint8Array;
	/** Of the ZIP. Another at each signing, since ECDSA signatures are randomised. */
	zipSha256: string;
	/** Stands for all that is signed; equal input gives an equal one. For letters, declarations and the ledger. */
	tagManifestSha256: string;
	/** Of the signer's certificate: to be told to the recipient by another way than the package. */
	signerFingerprint: string;
	files: PackageFile[];
	counts: { accounts: number; memberships: number; exceptions: number };
	entitlement: Entitlement;
	/** For the desk alone: these counts stand nowhere in the package. */
	withheld: WithheldRecords[];
}

export type PackageRefusal =
	| 'nothing-entitled'
	| 'other-account'
	| 'unreadable-record'
	| 'unsafe-reference'
	| 'certificate-not-in-force'
	| 'signature-does-not-hold'
	| 'too-many-files'
	| 'too-large'
	| BagRefusal
	| CertificateRefusal;

/**
 * Makes the package that leaves: selects what the legal process reaches, writes the files, puts them into a BagIt bag,
 * has its tag manifest signed, checks the signature and closes the ZIP. Equal input gives equal bytes in every file but
 * the signature. Blocks the event loop only for the writing of the ZIP.
 *
 * Refusals: `nothing-entitled` (no category is both requested and reached by the process), those of `selectRecords`,
 * `readCertificate`, `buildBag` and `zipFiles`, `unsafe-reference` (the case reference cannot name files),
 * `certificate-not-in-force` (params: notBefore, notAfter; openssl would refuse the package), `signature-does-not-hold`
 * (params.code: why).
 *
 * @clause production-text-files
 * @clause authentication-signed
 * @throws whatever `signer.sign` throws; RangeError if `producedAt` is no instant
 */
export async function buildPackage(input: PackageInput): Promise<Result<ProductionPackage, PackageRefusal>> {
	const { facts, records, signer } = input;
	const name = productionReference(facts);
	if (!/^[A-Z0-9]+(-[A-Z0-9]+)+$/.test(name)) {
		return refuse('unsafe-reference');
	}
	const entitlement = decideEntitlement(facts.process.kind, facts.requestedCategories, facts.namedCategories);
	if (entitlement.produced.length === 0) {
		return refuse('nothing-entitled');
	}
	const selection = selectRecords(records, { produced: entitlement.produced, userId: facts.subject.userId });
	if (!selection.ok) {
		return selection;
	}
	const certificate = await readCertificate(signer.certificatePem, 'signing');
	if (!certificate.ok) {
		return certificate;
	}
	if (!isInForce(certificate.value, facts.producedAt)) {
		return refuse('certificate-not-in-force', { notBefore: certificate.value.notBefore, notAfter: certificate.value.notAfter });
	}
	const bag = buildBag({
		...composePayload(facts, entitlement, selection.value, certificate.value),
		info: describeBag(facts, name),
	});
	if (!bag.ok) {
		return bag;
	}
	const signed = await signBag(bag.value, signer, certificate.value);
	if (!signed.ok) {
		return refuse('signature-does-not-hold', { code: signed.code });
	}
	const zip = zipFiles(putIntoFolder(bag.value, name), new Date(facts.producedAt));
	return zip.ok
		? accept(
				describePackage({
					name,
					zip: zip.value,
					bag: bag.value,
					signer: certificate.value,
					entitlement,
					selection: selection.value,
				}),
			)
		: zip;
}

/** Adds the signature to the bag, once it is seen to hold: a smart card or a mistaken key must not make a package that fails in court. */
async function signBag(
	bag: Map<string, Uint8Array>,
	signer: PackageSigner,
	certificate: CertificateFacts,
): Promise<Result<void, SignatureRefusal>> {
	const content = bag.get(BAG_FILE.tagManifest) ?? new Uint8Array();
	const signature = await signer.sign(content);
	const verified = await verifySignature({ content, signature, certificatePem: certificate.pem });
	if (!verified.ok) {
		return verified;
	}
	bag.set(BAG_FILE.signature, signature);
	return accept(undefined);
}

/** bag-info.txt. Later volumes of one production share the group and count on. */
function describeBag(facts: ProductionFacts, name: string): Record<string, string> {
	const info = {
		'Source-Organization': facts.organisation,
		'External-Identifier': name,
		'External-Description': 'Records of one account, produced under legal process; see README.txt',
		'Bagging-Date': new Date(facts.producedAt).toISOString().slice(0, 10),
		'Bag-Group-Identifier': name,
		'Bag-Count': '1 of 1',
		'Bag-Software-Agent': `Legal Desk ${facts.software.app}, Rocket.Chat ${facts.software.server}`,
		'Snapshot-Complete-At': facts.snapshot.capturedAt,
		'Produced-At': facts.producedAt,
		'Ledger-Head-SHA256': facts.ledger.headHash,
	};
	return Object.fromEntries(Object.entries(info).map(([label, value]) => [label, escapeText(value).trim() || '(not stated)']));
}

/** RFC 8493, 4: the archive of a bag holds one folder, the bag's. */
function putIntoFolder(bag: ReadonlyMap<string, Uint8Array>, folder: string): Map<string, Uint8Array> {
	return new Map([...bag].map(([path, bytes]) => [`${folder}/${path}`, bytes]));
}

function describePackage(made: {
	name: string;
	zip: Uint8Array;
	bag: ReadonlyMap<string, Uint8Array>;
	signer: CertificateFacts;
	entitlement: Entitlement;
	selection: Selection;
}): ProductionPackage {
	const { name, zip, bag, signer, entitlement, selection } = made;
	const files = [...bag].map(([path, bytes]) => ({ path, sha256: sha256Hex(bytes), sizeBytes: bytes.byteLength }));
	return {
		fileName: `${name}.zip`,
		zip,
		zipSha256: sha256Hex(zip),
		tagManifestSha256: sha256Hex(bag.get(BAG_FILE.tagManifest) ?? new Uint8Array()),
		signerFingerprint: signer.fingerprint,
		files,
		counts: {
			accounts: selection.accounts.length,
			memberships: selection.memberships.length,
			exceptions: selection.exceptions.length,
		},
		entitlement,
		withheld: selection.withheld,
	};
}
