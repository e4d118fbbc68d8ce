import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { followGuide, readGuide } from './guide';
import { startWorkbench } from '../../workbench/testing';
import { findZip } from '../engine/support/desk';

test('the first case of the README, followed to the letter, ends with a package that verifies', async () => {
	execFileSync(process.execPath, [path.join(__dirname, '../../workbench/client/build.mjs')]);
	const deeds = readGuide(readFileSync(path.join(__dirname, '../../README.md'), 'utf8'));
	const folder = mkdtempSync(path.join(tmpdir(), 'guide-'));
	// As `npm start` starts it.
	const bench = await startWorkbench({ zip: findZip(), seed: 'community' });
	const complaints: string[] = [];
	try {
		const printed = await followGuide(deeds, {
			...{ folder, url: bench.url },
			onClient: (client) => client.page.on('pageerror', ({ message }) => complaints.push(message)),
		});
		expect(printed).toMatch(/data\/account\.txt: OK/);
		expect(printed).toMatch(/data\/transcripts\/\S+: OK/);
		expect(printed).not.toContain('FAILED');
		expect(printed).toContain('sha256 Fingerprint=');
	} finally {
		await bench.stop();
		rmSync(folder, { recursive: true, force: true });
	}
	expect(complaints).toEqual([]);
});
