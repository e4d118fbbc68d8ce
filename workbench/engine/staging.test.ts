import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RemoteHost, smallWorkspace } from './probe/start';

jest.setTimeout(120_000);

it('the engine is staged once by two servers that start at once, anywhere on the disk, and is reused', async () => {
	const root = mkdtempSync(path.join(tmpdir(), 'engine of its own '));
	const env = { WORKBENCH_ENGINE_DIR: root };
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
	rmSync(root, { recursive: true, force: true });
});
