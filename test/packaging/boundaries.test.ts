import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { root } from './fixtureApp';

/** Imports that must not be, each with the rule that says so. All lie in one small project with the same folders as this one. */
const forbidden: [rule: string, from: string, to: string][] = [
	['an-answer-is-a-shape', 'src/result.ts', 'src/policy/target.ts'],
	['policy-stands-alone', 'src/policy/a.ts', 'src/cases/target.ts'],
	['evidence-stands-alone', 'src/evidence/a.ts', 'src/policy/target.ts'],
	['cases-know-the-law', 'src/cases/a.ts', 'src/platform/target.ts'],
	['preservation-knows-cases', 'src/preservation/a.ts', 'src/production/target.ts'],
	['production-knows-cases', 'src/production/a.ts', 'src/letters/target.ts'],
	['letters-know-cases', 'src/letters/a.ts', 'src/preservation/target.ts'],
	['engine-at-the-edge', 'src/cases/b.ts', '@rocket.chat/apps-engine/definition/users'],
	['surfaces-are-entered-by-the-app', 'src/platform/a.ts', 'src/surfaces/target.ts'],
	['jobs-are-entered-by-the-app', 'src/surfaces/a.ts', 'src/jobs/target.ts'],
	['app-is-the-root', 'src/jobs/a.ts', 'src/LegalDeskApp.ts'],
	['app-is-its-own', 'src/platform/b.ts', 'workbench/target.ts'],
	['workbench-knows-no-app', 'workbench/a.ts', 'src/policy/target.ts'],
	['few-libraries-in-the-app', 'src/platform/c.ts', 'esbuild'],
	['no-cycles', 'src/surfaces/one.ts', 'src/surfaces/two.ts'],
	['nothing-unresolved', 'src/platform/d.ts', 'src/platform/nowhere.ts'],
];

/** Imports that architecture allows, among the ones that come closest to a rule. */
const allowed: [from: string, to: string][] = [
	['src/production/x.ts', 'src/cases/target.ts'],
	['src/platform/x.ts', 'src/letters/target.ts'],
	['src/platform/y.ts', '@rocket.chat/apps-engine/definition/users'],
	['src/surfaces/x.ts', 'src/platform/target.ts'],
	['src/LegalDeskApp.ts', 'src/surfaces/target.ts'],
	['src/evidence/x.ts', 'pkijs'],
	['src/evidence/y.ts', 'src/result.ts'],
	['src/policy/y.ts', 'src/result.ts'],
	['test/x.ts', 'src/policy/target.ts'],
	['test/y.ts', 'workbench/target.ts'],
];

const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

function writeProject(): string {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'boundaries-'));
	symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
	for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) {
		cpSync(path.join(root, file), path.join(folder, file));
	}
	const write = (name: string, text: string) => {
		mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
		writeFileSync(path.join(folder, name), text);
	};
	for (const target of ['cases', 'policy', 'platform', 'production', 'letters', 'preservation', 'surfaces', 'jobs']) {
		write(`src/${target}/target.ts`, 'export type Target = string;\n');
	}
	write('workbench/target.ts', 'export type Target = string;\n');
	for (const [from, to] of [...forbidden.map(([, from, to]) => [from, to] as const), ...allowed]) {
		const specifier = /\.ts$/.test(to) ? relativeSpecifier(from, to) : to;
		write(from, `import type * as imported from '${specifier}';\n\nexport type Own = typeof imported;\n`);
	}
	write('src/surfaces/two.ts', "import type * as imported from './one';\n\nexport type Own = typeof imported;\n");
	return folder;
}

function relativeSpecifier(from: string, to: string): string {
	const relative = path.relative(path.dirname(from), to).replace(/\.ts$/, '');
	return relative.startsWith('.') ? relative : `./${relative}`;
}

describe('the boundary linter', () => {
	const { stdout, status } = spawnSync(
		process.execPath,
		[cruiser, '--config', '.dependency-cruiser.cjs', 'src', 'workbench', 'test'],
		{ cwd: writeProject(), encoding: 'utf8' },
	);
	const findings = stdout.split('\n').filter((line) => line.includes('error '));

	it('ends with an error code', () => {
		expect(status).not.toBe(0);
	});

	it.each(forbidden)('finds a breach of %s (%s → %s)', (rule, from) => {
		expect(findings).toContainEqual(expect.stringContaining(`error ${rule}: ${from} → `));
	});

	it.each(allowed)('lets %s import %s', (from) => {
		expect(findings.filter((line) => line.includes(`: ${from} → `))).toEqual([]);
	});

	it('has a test for every rule', () => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- dependency-cruiser's own format
		const { forbidden: rules } = require('../../.dependency-cruiser.cjs') as { forbidden: { name: string; comment: string }[] };
		expect(forbidden.map(([rule]) => rule).sort()).toEqual(rules.map(({ name }) => name).sort());
	});
});
