/**
 * Checks a produced package, more strictly than sha256sum and openssl do: it also finds files that were added. Given the
 * volumes of a production, it also says whether they are all of it and belong together.
 * usage: npm run offline -- verify PACKAGE.zip … [--fingerprint SHA256]
 * Exit code 0: intact, and signed by the certificate with this fingerprint if one was given. 1: not. 2: it cannot be read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { unzipSync } from 'fflate';

import { formatFingerprint } from '../src/evidence';
import { verifyPackage, verifyVolumes, type PackageReport, type VolumesReport } from '../src/production';

const USAGE = 'usage: npm run offline -- verify PACKAGE.zip … [--fingerprint SHA256]';

void main().then((code) => {
	process.exitCode = code;
});

async function main(): Promise<number> {
	try {
		const { values, positionals } = parseArgs({ allowPositionals: true, options: { fingerprint: { type: 'string' } } });
		const [file] = positionals;
		if (!file) {
			throw new Error(USAGE);
		}
		if (positionals.length > 1) {
			return tellAll(await verifyVolumes(positionals.map(readBag), values.fingerprint), positionals);
		}
		return tell(await verifyPackage(readBag(file), values.fingerprint));
	} catch (fault) {
		console.error((fault as Error).message);
		return 2;
	}
}

/** The files of the one folder that a package holds, by their paths below it. */
function readBag(file: string): Map<string, Uint8Array> {
	const entries = Object.entries(unzipSync(readFileSync(file))).filter(([name]) => !name.endsWith('/'));
	const folders = new Set(entries.map(([name]) => name.split('/')[0]));
	const [folder] = folders;
	if (
		folders.size !== 1 ||
		folder === undefined ||
		entries.some(([name]) => !name.includes('/') || name.split('/').includes('..'))
	) {
		throw new Error(`${file} is not a package: a package is a ZIP file that holds one folder.`);
	}
	return new Map(entries.map(([name, bytes]) => [name.slice(folder.length + 1), bytes]));
}

function tellAll({ packages, complete, missing, belongTogether }: VolumesReport, files: readonly string[]): number {
	packages.forEach((report, index) => {
		console.log(files[index]);
		tell(report);
	});
	missing.forEach((number) => console.log(`missing    ${number === undefined ? 'the last volume' : `volume ${number}`}`));
	const together = belongTogether ? 'are of one production, by one signer' : 'DO NOT BELONG TOGETHER';
	console.log(`volumes    ${packages.length}, ${together}${missing.length === 0 ? ', and are all of it' : ''}`);
	return complete ? 0 : 1;
}

function tell({ intact, bag, signature, timeStamp, certificate, signedInForce, signer }: PackageReport): number {
	for (const [what, paths] of Object.entries({
		missing: bag.missing,
		changed: bag.changed,
		added: bag.extra,
		malformed: bag.malformed,
	})) {
		paths.forEach((path) => console.log(`${what.padEnd(10)} ${path}`));
	}
	console.log(`files      ${bag.valid ? 'complete and unchanged, none added' : 'NOT as they were signed'}`);
	console.log(
		`signature  ${signature.ok ? `holds, made ${signature.value.signedAt} by its own statement` : `DOES NOT HOLD (${signature.code})`}`,
	);
	if (timeStamp) {
		console.log(
			`time stamp ${timeStamp.ok ? `stated ${timeStamp.value.at}: check whose it is with openssl ts` : `IS NOT of this signature (${timeStamp.code})`}`,
		);
	}
	if (certificate) {
		console.log(`signer     ${certificate.subject}${signedInForce ? '' : ' (certificate not in force at that time)'}`);
		console.log(`           SHA-256 ${formatFingerprint(certificate.fingerprint)}`);
	}
	console.log(
		{
			'expected': '           This is the expected certificate.',
			'other': '           THIS IS NOT the certificate with the fingerprint that you gave.',
			'not-compared': '           Compare this fingerprint with one received by another way than the package.',
		}[signer],
	);
	return intact && signer !== 'other' ? 0 : 1;
}
