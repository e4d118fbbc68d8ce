import { readFileSync } from 'node:fs';

import { gzipSync, strFromU8, unzipSync } from 'fflate';

import { readAppMemory } from '../desk/appMemory';
import { openHost, type BenchHost } from '../desk/openDesk';
import { compare, interleave, median } from '../measure';
import { makeRow, type Part, type Row } from '../report';

const BUNDLE_LIMIT_BYTES = 1024 * 1024;

/** Installs an app, looks at its process, and removes it. */
async function installOnce({ host }: BenchHost, zip: Buffer, memoryMb: number[]): Promise<number> {
	const startedAt = performance.now();
	const { id, enabled } = await host.installApp(zip);
	const tookMs = performance.now() - startedAt;
	if (!enabled) {
		throw new Error('an app was not enabled');
	}
	memoryMb.push(readAppMemory(id));
	await host.uninstallApp(id);
	return tookMs;
}

function sizeBundles(desk: Buffer, probe: Buffer): Row[] {
	const measure = (zip: Buffer) => {
		const files = unzipSync(new Uint8Array(zip));
		const { classFile } = JSON.parse(strFromU8(files['app.json'] ?? new Uint8Array())) as { classFile: string };
		const code = files[classFile] ?? new Uint8Array();
		return { zip: zip.length, code: code.length, gzip: gzipSync(code).length };
	};
	const [ours, floor] = [measure(desk), measure(probe)];
	const kb = (what: string, bytes: number, floorBytes: number, against: string): Row =>
		makeRow({ what, ours: bytes / 1000, floor: floorBytes / 1000, unit: 'kB', against });
	return [
		{ ...kb('class file, against the limit of 1 MiB', ours.code, BUNDLE_LIMIT_BYTES, 'limit that packaging enforces'), aim: 1 },
		kb('class file, compressed', ours.gzip, floor.gzip, 'probe app'),
		kb('zip', ours.zip, floor.zip, 'probe app'),
	];
}

export const startup: Part = {
	title: 'Start-up, size and memory at rest',
	async run({ zips, workDir, quick }) {
		const [desk, probe] = [readFileSync(zips.desk), readFileSync(zips.probe)];
		const bench = await openHost(workDir);
		const memory = { desk: [] as number[], probe: [] as number[] };
		const times = await interleave(quick ? 4 : 9, {
			desk: () => installOnce(bench, desk, memory.desk),
			probe: () => installOnce(bench, probe, memory.probe),
		});
		await bench.close();
		const against = 'empty app';
		return {
			rows: [
				makeRow({ what: 'install to ready', ...compare(times.desk, times.probe), cpuRatio: undefined, against }),
				makeRow({
					what: 'memory of the app’s process after start (RSS)',
					ours: median(memory.desk),
					floor: median(memory.probe),
					unit: 'MB',
					against,
				}),
				...sizeBundles(desk, probe),
			],
			curves: [],
			notes: [],
		};
	},
};
