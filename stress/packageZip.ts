import { execFileSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');

/** Packages the app, or a copy of it that lies elsewhere. @returns the file */
export function packageZip(folder: string, app = ROOT): string {
	const zip = path.join(folder, 'app.zip');
	execFileSync(process.execPath, [path.join(ROOT, 'scripts/package.mjs'), '--app', app, '--out', zip], {
		stdio: ['ignore', 2, 2],
	});
	return zip;
}
