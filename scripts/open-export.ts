/**
 * Opens an exported case on this machine, without Rocket.Chat: every record as NDJSON, every file, each held to the digest
 * that the ledger or the snapshot states.
 * usage: npm run offline -- open EXPORT-1.zip … [EXPORT-manifest.json] --key SEALING.key --out FOLDER
 * The key is the desk's sealing key or the recovery key, PKCS#8 in PEM, encrypted; its passphrase is asked for, or taken
 * from LEGAL_DESK_PASSPHRASE. Exit code 0: everything opened and is as it was sealed. 1: not. 2: it cannot be read.
 */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { readKey } from './open-export/readKey';
import { findExportFiles, openVolumes, saySignature } from './open-export/volumes';
import { writeRecords } from './open-export/write';
import { unwrapDataKeys } from '../src/preservation/openExport';

const USAGE = 'usage: npm run offline -- open EXPORT-1.zip … [EXPORT-manifest.json] --key SEALING.key --out FOLDER';

void main().then((code) => {
	process.exitCode = code;
});

async function main(): Promise<number> {
	try {
		const options = { key: { type: 'string' }, out: { type: 'string' } } as const;
		const { values, positionals } = parseArgs({ allowPositionals: true, options });
		if (!values.key || !values.out || positionals.length === 0) {
			throw new Error(USAGE);
		}
		const exported = await openVolumes(findExportFiles(positionals));
		const keys = await unwrapDataKeys(exported.front.wrappedKeys, await readKey(values.key, 'sealing'));
		if (!keys.ok) {
			throw new Error('This key opens none of the data keys: they are wrapped to other certificates.');
		}
		if (existsSync(values.out)) {
			throw new Error(`${values.out} exists already: what is unsealed goes into a new folder.`);
		}
		mkdirSync(values.out, { recursive: true, mode: 0o700 });
		const { written, faults } = await writeRecords(exported, keys.value, path.resolve(values.out));
		const { reference } = exported.front.header;
		console.log(`${reference}  ledger of ${exported.front.events.length} events, whole, head ${exported.front.header.head}`);
		console.log(`           ${saySignature(exported.front)}`);
		written.forEach((line) => console.log(`           ${line}`));
		faults.forEach((line) => console.log(`FAULT      ${line}`));
		console.log(faults.length === 0 ? 'everything is as it was sealed' : `${faults.length} faults`);
		return faults.length === 0 ? 0 : 1;
	} catch (fault) {
		console.error((fault as Error).message);
		return 2;
	}
}
