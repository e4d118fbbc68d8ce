/**
 * Makes the packages of an approved production from an exported case, on this machine, with the very modules of the app.
 * usage: npm run offline -- build EXPORT-1.zip … [EXPORT-manifest.json] --key SEALING.key --production 1 --out FOLDER
 *          --signing-key SIGNING.key     the desk's signing key, exported with its certificate; signs here
 *          --signature LIST.p7s          or: signatures that were made outside, for a production that waits for them
 *        With neither, only what is to be signed is written: NAME-tagmanifest-sha256.txt.
 * Keys are PKCS#8 in PEM, encrypted: the file with all keys that the desk exports, or one; the passphrase is asked for, or taken from LEGAL_DESK_PASSPHRASE. A production that
 * waits for signatures made outside comes out byte for byte as the app has posted its list.
 * Exit code 0: made. 1: refused, with the reason. 2: it cannot be read.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { readKey, readKeys } from './open-export/readKey';
import { findExportFiles, openVolumes, saySignature, type ExportOnDisk } from './open-export/volumes';
import { namePseudonymKey } from '../src/cases/state';
import { formatFingerprint, readCertificate, sha256Hex, type CryptoKey } from '../src/evidence';
import { decideEntitlement } from '../src/policy/entitlement';
import { createExportedSnapshots } from '../src/preservation/openExport';
import { makePackages, type OutsideSigning } from '../src/production/attempt';
import { listContents } from '../src/production/contents';
import { openGrant } from '../src/production/keyGrant';
import { checkSignatures } from '../src/production/outside';
import { openPseudonymKey } from '../src/production/pseudonyms';
import { SOFTWARE } from '../src/production/software';

const USAGE =
	'usage: npm run offline -- build EXPORT-1.zip … --key SEALING.key --production NUMBER --out FOLDER [--signing-key KEY | --signature FILE.p7s …]';

void main().then((code) => {
	process.exitCode = code;
});

async function main(): Promise<number> {
	try {
		return await build(process.argv.slice(2));
	} catch (fault) {
		console.error((fault as Error).message);
		return 2;
	}
}

async function build(args: string[]): Promise<number> {
	const text = { type: 'string' } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { 'key': text, 'production': text, 'out': text, 'signing-key': text, 'signature': { ...text, multiple: true } },
	});
	const { key, production: number, out } = values;
	if (!key || !number || !out || positionals.length === 0) {
		throw new Error(USAGE);
	}
	if (existsSync(out)) {
		throw new Error(`${out} exists already: packages go into a new folder.`);
	}
	const exported = await openVolumes(findExportFiles(positionals));
	console.log(`export  ${saySignature(exported.front)}`);
	const sealing = await readKeys(key, 'sealing');
	const signingFile = values['signing-key'];
	const signing = signingFile ? await readKey(signingFile, 'signing') : undefined;
	const attempt = await describeAttempt(exported, Number(number), signing, values.signature ?? []);
	const { production, hold, certificate, outside } = attempt;
	const { produced } = decideEntitlement(production.process.kind, production.categories, production.namedCategories);
	const grant = await openGrant({
		hold,
		contents: listContents(produced, production.scope),
		snapshots: createExportedSnapshots(exported.front, exported.findChunk),
		// Without a signing key nothing is signed here, and what stands in its place is never used.
		keys: { sealing, signing: signing ?? (sealing[0] as CryptoKey) },
		clock: Date.now,
		pseudonymKey: production.pseudonymise ? await findPseudonymKey(exported, sealing) : undefined,
	});
	if (!grant.ok) {
		throw new Error(`The sealed records cannot be opened: ${grant.code}`);
	}
	mkdirSync(out, { recursive: true, mode: 0o700 });
	const write = (name: string, bytes: Uint8Array | string) => {
		writeFileSync(path.join(out, name), bytes);
		console.log(`${sha256Hex(readFileSync(path.join(out, name)))}  ${name}`);
	};
	const { header, events, state } = exported.front;
	const { organisation, serverUrl } = header.desk;
	const made = await makePackages(
		{ state, recent: events, head: header.head },
		production,
		hold,
		{
			config: { organisation, serverUrl, signing: certificate },
			...{ grant: grant.value, software: SOFTWARE, clock: Date.now, outside },
			pace: async () => undefined,
		},
		{
			emit: async ({ fileName, zip }) => write(fileName, zip),
			setAside: async ({ name, tagManifest }) => write(`${name}-tagmanifest-sha256.txt`, tagManifest),
		},
	);
	grant.value.destroy();
	if (!made.ok) {
		console.error(`Not made: ${made.code}`);
		return 1;
	}
	console.log(`signer  ${formatFingerprint(certificate.fingerprint)}`);
	return 0;
}

/** The case's key, as it was when the desk produced; none is made here, which would give everybody another name. */
async function findPseudonymKey({ front }: ExportOnDisk, sealingKeys: readonly CryptoKey[]): Promise<Uint8Array> {
	const { caseId } = front.header;
	const keys = front.wrappedKeys.filter(({ ownerId }) => ownerId === namePseudonymKey(caseId));
	const refuse = () => {
		throw new Error('The export has no key of pseudonyms. Export the case again, with the app that this tool belongs to.');
	};
	const source = { listWrappedKeys: async () => (keys.length > 0 ? keys : refuse()), putWrappedKey: async () => refuse() };
	return openPseudonymKey(caseId, source, { certificatePem: '', sealingKeys, makeId: refuse });
}

/** Which production, by whose signature. */
async function describeAttempt(
	{ front: { state, header } }: ExportOnDisk,
	number: number,
	signing: CryptoKey | undefined,
	signatureFiles: readonly string[],
) {
	const production = state.productions.find((known) => known.number === number);
	const hold = state.holds.find(({ holdId }) => holdId === production?.holdId);
	if (!production?.approvedAt || !hold) {
		throw new Error(`${header.reference} has no approved production no. ${number}: the offline tool approves nothing.`);
	}
	const { prepared } = production;
	const pem = signing ? header.desk.signingCertificate : (prepared?.[0]?.certificate.pem ?? header.desk.signingCertificate);
	const read = await readCertificate(pem, 'verifying');
	if (!read.ok) {
		throw new Error(`The certificate of the signer cannot be read: ${read.code}`);
	}
	const certificate = { pem: read.value.pem, fingerprint: read.value.fingerprint };
	if (signing) {
		return { production, hold, certificate, outside: undefined };
	}
	const outside: OutsideSigning = { certificate };
	if (!prepared) {
		return { production, hold, certificate, outside };
	}
	const files = signatureFiles.map((file) => ({ name: path.basename(file), bytes: Uint8Array.from(readFileSync(file)) }));
	const checked = files.length > 0 ? await checkSignatures(prepared, files) : undefined;
	if (checked?.ok === false) {
		throw new Error(`The signatures are refused: ${checked.code} ${JSON.stringify(checked.params ?? {})}`);
	}
	const signatures = checked && new Map(checked.value.map(({ tagManifestSha256, bytes }) => [tagManifestSha256, bytes]));
	return { production, hold, certificate, outside: { certificate, made: { prepared, signatures } } };
}
