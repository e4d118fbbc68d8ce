/**
 * Packages the app by the genuine `rc-apps package`. Its zip carries the time, so releases use `npm run package`.
 * usage: node scripts/package-rc-apps.mjs [--app FOLDER]
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { runRcApps, stageForRcApps } from './packaging/rc-apps.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({ options: { app: { type: 'string', default: root } } });

try {
	process.exitCode = await runRcApps(await stageForRcApps(path.resolve(options.app)), ['package']);
} catch (fault) {
	console.error(fault.message);
	process.exitCode = 1;
}
