import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import path from 'node:path';

/** Where and on what a run was made. */
export interface Machine {
	date: string;
	machine: string;
	/** Processes that wanted to run, on average over the last 1, 5 and 15 minutes before the run. */
	load: string;
	versions: string;
	commit: string;
}

const ROOT = path.join(__dirname, '..');

export function describeMachine(): Machine {
	const readVersion = (name: string) =>
		(JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
	const [cpu] = cpus();
	return {
		date: new Date().toISOString().slice(0, 16).replace('T', ' '),
		machine: `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}`,
		load: loadavg()
			.map((value) => value.toFixed(1))
			.join(', '),
		versions: `Node ${process.versions.node}, Deno ${readVersion('deno')}, Apps-Engine ${readVersion('apps-engine-server')}`,
		commit: describeCommit(),
	};
}

/** Which sources were measured. A copy without history has no commit. */
function describeCommit(): string {
	const git = (...args: string[]) =>
		execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
	try {
		const changed = git('status', '--porcelain', '--', 'src', 'app.json', 'i18n');
		return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : ' with uncommitted changes'}`;
	} catch {
		return 'unknown';
	}
}
