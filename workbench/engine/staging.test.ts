import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { RemoteHost, smallWorkspace } from './probe/start';

jest.setTimeout(120_000);

it.each(['engine-', 'an engine of its own '])(
	'the engine is staged once by two servers that start at once, in place of an older one, in a folder like "%s…"',
	async (prefix) => {
		const wanted = mkdtempSync(path.join(tmpdir(), prefix));
		// The runtime cannot live under a path with blanks, so it is put elsewhere then.
		const elsewhere = path.join(tmpdir(), `workbench-engine-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
		const root = prefix.includes(' ') ? elsewhere : wanted;
		const old = path.join(root, '1.0.0-old');
		mkdirSync(path.join(old, 'run', 'hosts'), { recursive: true });
		utimesSync(old, 0, 0);
		const env = { WORKBENCH_ENGINE_DIR: wanted };
		const hosts = await Promise.all([RemoteHost.start({ env }), RemoteHost.start({ env })]);
		for (const host of hosts) {
			await host.api.loadWorkspace(smallWorkspace());
			expect(await host.installProbe()).toMatchObject({ enabled: true });
			expect(await host.inApp(() => 'runs')).toBe('runs');
		}
		await Promise.all(hosts.map((host) => host.dispose()));
		const staged = readdirSync(root).filter((name) => name !== 'node_modules');
		expect(staged).toEqual([expect.stringMatching(/^1\.62\.0-deno2\.7\.7-/)]);
		expect(readdirSync(path.join(root, staged[0]!, 'run', 'hosts'))).toEqual([]);
		[wanted, elsewhere].forEach((folder) => rmSync(folder, { recursive: true, force: true }));
	},
);
