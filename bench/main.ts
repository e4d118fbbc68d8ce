/**
 * Measures the packaged app on the genuine engine, everything as a ratio to a floor of the same run.
 * usage: npm run bench [-- PART …] [--quick | --full] [--json] [--write] [--zip FILE]
 */
import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { describeMachine } from './machine';
import { renderTables } from './page/tables';
import { writePage } from './page/writePage';
import type { PartRequest } from './part';
import { PARTS } from './parts';
import type { PartReport, PartSetting } from './report';

const ROOT = path.join(__dirname, '..');

function packageZip(out: string, ...args: string[]): string {
	execFileSync(process.execPath, [path.join(ROOT, 'scripts/package.mjs'), ...args, '--out', out], { stdio: ['ignore', 2, 2] });
	return out;
}

/** Runs one request in a fresh process. */
async function runApart(request: PartRequest): Promise<PartReport | undefined> {
	const child = fork(path.join(__dirname, 'part.ts'), { execArgv: ['--import', 'tsx'], stdio: ['ignore', 2, 2, 'ipc'] });
	child.send(request);
	return new Promise((resolve, reject) => {
		child.once('message', (answer: { report?: PartReport; failure?: string }) =>
			answer.failure === undefined ? resolve(answer.report) : reject(new Error(answer.failure)),
		);
		child.once('exit', (code, signal) => reject(new Error(`a part ended without a report (${signal ?? code})`)));
	});
}

function readArguments() {
	const flag = { type: 'boolean', default: false } as const;
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { quick: flag, full: flag, json: flag, write: flag, zip: { type: 'string' } },
	});
	const unknown = positionals.filter((name) => !(name in PARTS));
	if (unknown.length > 0) {
		throw new Error(`There is no part ${unknown.join(', ')}. The parts are: ${Object.keys(PARTS).join(', ')}.`);
	}
	if (values.write && (positionals.length > 0 || values.quick || values.zip)) {
		throw new Error('The page is written from a whole run of the app as it is: --write goes with no part, --quick or --zip.');
	}
	return { ...values, parts: positionals.length > 0 ? positionals : listUsualParts() };
}

function listUsualParts(): string[] {
	return Object.entries(PARTS).flatMap(([name, { isOnRequest }]) => (isOnRequest ? [] : [name]));
}

function makeSetting(work: string, { quick, full }: Pick<PartSetting, 'quick' | 'full'>, zip: string | undefined): PartSetting {
	return {
		quick,
		full,
		zips: {
			desk: zip ?? packageZip(path.join(work, 'desk.zip')),
			probe: packageZip(path.join(work, 'probe.zip'), '--app', path.join(__dirname, 'probe')),
		},
		prepared: path.join(work, 'prepared'),
		workDir: '',
		subjects: quick
			? { memberships: [10, 50, 250], messages: [100, 500, 2000], plain: 30 }
			: { memberships: [10, 100, 1000], messages: [100, 1000, 5000], plain: 30 },
	};
}

async function runParts(names: string[], setting: PartSetting, work: string): Promise<PartReport[]> {
	await runApart({ prepare: setting });
	const reports: PartReport[] = [];
	for (const name of names) {
		const workDir = path.join(work, name);
		// One part that fails, e.g. because a busy machine did not answer in time, does not take the others' figures with it.
		const report = await runApart({ part: name, setting: { ...setting, workDir } }).catch((error: unknown) => {
			process.stderr.write(`${name} failed: ${(error as Error).message}\n`);
			process.exitCode = 1;
			return undefined;
		});
		rmSync(workDir, { recursive: true, force: true });
		if (report) {
			reports.push(report);
			process.stderr.write(`${name}: ${(report.tookMs / 1000).toFixed(1)} s\n`);
		}
	}
	return reports;
}

async function main(): Promise<void> {
	const { parts, quick, full, json, write, zip } = readArguments();
	const work = mkdtempSync(path.join(tmpdir(), 'legal-desk-bench-'));
	try {
		const startedAt = Date.now();
		const machine = describeMachine();
		const reports = await runParts(parts, makeSetting(work, { quick, full }, zip), work);
		const run = { ...machine, quick, tookSeconds: Math.round((Date.now() - startedAt) / 1000), reports };
		process.stdout.write(json ? `${JSON.stringify(run, null, '\t')}\n` : `${renderTables(reports)}\n`);
		if (write && reports.length === parts.length) {
			writePage(path.join(ROOT, 'docs'), run);
		}
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${(error as Error).message}\n`);
	process.exitCode = 1;
});
