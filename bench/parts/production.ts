import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { deflateRawSync } from 'node:zlib';

import { unzipSync } from 'fflate';

import type { SnapshotRecord } from '../../src/cases/records';
import type { ProductionVolume } from '../../src/production';
import { buildPackage } from '../../test/production/build';
import { ACCOUNT, createSigner, FACTS, type PackageSigner } from '../../test/production/sample';
import { compare, interleave, median } from '../measure';
import { makeRow, type Part } from '../report';

const BLOCKED_AT_MOST_MS = 200;

const makeMemberships = (count: number): SnapshotRecord[] =>
	Array.from({ length: count }, (_, index) => ({
		kind: 'membership',
		capturedAt: '2026-02-03T10:15:01.000Z',
		roomId: createHash('sha256').update(String(index)).digest('base64url').slice(0, 17),
		roomKind: index % 2 ? 'public channel' : 'private group',
		name: `room-${index}`,
		displayName: `Room ${index} of the allotments`,
		createdAt: '2019-01-01T00:00:00.000Z',
		roles: index % 10 ? [] : ['owner'],
		messageCount: index * 7,
		encrypted: false,
	}));

async function build(records: SnapshotRecord[], signer: PackageSigner): Promise<ProductionVolume> {
	const built = await buildPackage({ facts: FACTS, records: records as never, signer });
	if (!built.ok) {
		throw new Error(`no package: ${built.code}`);
	}
	return built.value;
}

/** What stock tools need for the same bytes: a digest and a deflated copy of each file, and one signature. */
function zipHashAndSign(files: Uint8Array[], key: ReturnType<typeof generateKeyPairSync>['privateKey']): void {
	for (const bytes of files) {
		createHash('sha256').update(bytes).digest('hex');
		deflateRawSync(bytes, { level: 6 });
	}
	sign('sha256', Buffer.from('manifest'), key);
}

async function measure(size: number, rounds: number, signer: PackageSigner) {
	const records = [ACCOUNT, ...makeMemberships(size)];
	const { zip } = await build(records, signer);
	const files = Object.values(unzipSync(zip));
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const blocked: number[] = [];
	const times = await interleave(rounds, {
		ours: async () => {
			const delays = monitorEventLoopDelay({ resolution: 1 });
			delays.enable();
			const startedAt = performance.now();
			await build(records, signer);
			const tookMs = performance.now() - startedAt;
			// What blocks at the very end is seen by the next turn of the loop.
			await new Promise((resolve) => setTimeout(resolve, 2));
			blocked.push(delays.max / 1e6);
			delays.disable();
			return tookMs;
		},
		floor: async () => zipHashAndSign(files, privateKey),
	});
	const bytes = files.reduce((sum, file) => sum + file.byteLength, 0);
	return { size, ...compare(times.ours, times.floor), blocked: median(blocked), bytes, zipBytes: zip.byteLength };
}

export const production: Part = {
	title: 'Production: building a package, in Node without the engine',
	async run({ quick }) {
		const signer = await createSigner();
		const measured = [];
		for (const size of quick ? [1, 100, 1000] : [1, 100, 1000, 10_000]) {
			measured.push(await measure(size, size > 1000 ? 2 : 7, signer));
		}
		const most = measured.at(-1);
		return {
			rows: [
				...measured.map(({ size, ours, floor, ratio, cpuRatio }) =>
					makeRow({
						what: 'package of so many memberships',
						...{ size, ours, floor, ratio, cpuRatio },
						against: 'deflate, SHA-256 and ECDSA of the same bytes',
					}),
				),
				...measured.map(({ size, blocked }) =>
					makeRow({
						what: 'longest block of the event loop',
						size,
						ours: blocked,
						floor: BLOCKED_AT_MOST_MS,
						against: 'the 200 ms that no command should wait',
						aim: 1,
					}),
				),
			],
			curves: [
				{
					title: 'Production of a package',
					xLabel: 'memberships',
					yLabel: 'ms',
					series: [
						{ name: 'package', points: measured.map(({ size, ours }) => [size, ours]) },
						{ name: 'deflate + SHA-256 + sign', points: measured.map(({ size, floor }) => [size, floor]) },
						{ name: 'longest block', points: measured.map(({ size, blocked }) => [size, blocked]) },
					],
				},
			],
			notes: most
				? [`The largest package holds ${(most.bytes / 1e6).toFixed(1)} MB in a ZIP of ${(most.zipBytes / 1e6).toFixed(2)} MB.`]
				: [],
		};
	},
};
