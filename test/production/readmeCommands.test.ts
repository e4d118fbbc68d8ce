import { spawnSync } from 'child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

import { buildPackage } from './build';
import { createSigner, FACTS, RECORDS } from './sample';
import { unzipFiles } from './unzip';
import { formatFingerprint } from '../../src/evidence';
import type { UnknownRecord } from '../../src/production';

/** The commands under a heading of the README, as somebody copies them from Word. */
function readCommands(readme: string, heading: string): string[] {
	const section = readme.slice(readme.indexOf(heading)).split('\r\n');
	const first = section.findIndex((line) => line.startsWith('    '));
	return section
		.slice(first, section.indexOf('', first))
		.map((line) => line.trim())
		.filter(Boolean);
}

describe.each(['How to check on Linux', 'How to check on macOS, in Terminal'])(
	'the commands of the README under "%s"',
	(heading) => {
		let folder: string;
		let commands: string[];
		let fingerprint: string;

		beforeAll(async () => {
			const made = await buildPackage({
				facts: FACTS,
				records: RECORDS as unknown as UnknownRecord[],
				signer: await createSigner(),
			});
			if (!made.ok) {
				throw new Error(made.code);
			}
			folder = mkdtempSync(join(tmpdir(), 'production-'));
			writeFileSync(join(folder, made.value.fileName), made.value.zip);
			commands = readCommands(Buffer.from(unzipFiles(made.value.zip).get('README.txt')!).toString('utf8'), heading);
			fingerprint = formatFingerprint(made.value.signerFingerprint);
		});

		afterAll(() => rmSync(folder, { recursive: true, force: true }));

		const run = (script: string) => spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });

		test('verify the package with stock tools alone', () => {
			expect(commands).toHaveLength(6);
			const { status, stdout, stderr } = run(['set -e', ...commands].join('\n'));
			expect([status, stderr.trim()]).toEqual([0, expect.stringMatching(/^(CAdES|CMS) Verification successful$/)]);
			expect(stdout).toContain(`=${fingerprint}`);
			expect(stdout.match(/: OK$/gm)).toHaveLength(15);
			expect(readFileSync(join(folder, 'LE-2026-0001-P1', 'README.txt'), 'utf8')).toContain(fingerprint.slice(0, 47));
		});

		test('catch a changed record, and a list that was changed to match it', () => {
			const [unzip, cd, checkFiles, checkLists, , checkSignature] = commands;
			run(`rm -rf LE-2026-0001-P1 && ${unzip}`);
			appendFileSync(join(folder, 'LE-2026-0001-P1', 'data', 'account.txt'), 'x');
			expect(run(`${cd} && ${checkFiles}`).status).not.toBe(0);
			run(`${cd} && sha256sum data/*.txt data/records/* > manifest-sha256.txt`);
			expect(run(`${cd} && ${checkFiles}`).status).toBe(0);
			expect(run(`${cd} && ${checkLists}`).status).not.toBe(0);
			run(
				`${cd} && sha256sum README.txt bag-info.txt bagit.txt index.html manifest-sha256.txt signer.pem > tagmanifest-sha256.txt`,
			);
			expect(run(`${cd} && ${checkLists}`).status).toBe(0);
			expect(run(`${cd} && ${checkSignature}`).status).not.toBe(0);
		});
	},
);
