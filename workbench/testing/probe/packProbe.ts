import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { zipSync } from 'fflate';

import { makePng } from '../../seed/files';

export const probeAppId = '5d1c3f0a-7b1e-4c56-9a52-0c2f6b8f4e11';

/** Packs the probe app. @returns the zip's path in `folder`. */
export function packProbe(folder: string, version = '1.0.0'): string {
	const read = (name: string): string => readFileSync(path.join(__dirname, name), 'utf8');
	const manifest = { ...(JSON.parse(read('app.json')) as object), version };
	const parts: Record<string, string | Buffer> = {
		'app.json': JSON.stringify(manifest),
		'ClientProbeApp.js': read('ClientProbeApp.js'),
		'i18n/en.json': JSON.stringify({ button: 'Probe' }),
		'icon.png': makePng('icon'),
	};
	const bytes = Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, new Uint8Array(Buffer.from(content))]));
	const zip = path.join(folder, `probe-${version}.zip`);
	writeFileSync(zip, zipSync(bytes));
	return zip;
}
