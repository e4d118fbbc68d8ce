import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { unzipSync } from 'fflate';

import type { MessageRecord } from '../../src/cases/records';
import { buildProduction, type ProductionFacts, type RecordSource, type UnknownRecord } from '../../src/production';
import { createPace } from '../../src/production/pace';
import { ACCOUNT, createSigner, FACTS, type PackageSigner } from '../../test/production/sample';
import { time } from '../measure';
import { makeRow, type Part } from '../report';

const BLOCKED_AT_MOST_MS = 200;
const MESSAGES_PER_ROOM = 500;
/** About what lies in one sealed piece. */
const MESSAGES_PER_PIECE = 3000;

const WARRANT: ProductionFacts = { ...FACTS, process: { ...FACTS.process, kind: 'search-warrant' } };

const makeMessage = (index: number): MessageRecord => ({
	kind: 'message',
	capturedAt: '2026-02-03T10:15:03.000Z',
	id: `message-${index}`,
	roomId: `room-${Math.floor(index / MESSAGES_PER_ROOM)}`,
	sender: index % 4 === 3 ? { id: 'neighbour', username: 'neighbour.1' } : { id: ACCOUNT.id, username: ACCOUNT.username },
	sentAt: new Date(Date.parse('2025-06-01T08:00:00.000Z') + index * 20_000).toISOString(),
	text: `Message ${index}: the beans are up, and somebody has borrowed the long hose again.`,
});

/** Made anew whenever it is read, as sealed pieces are opened anew; so what is in memory is what the production keeps. */
function createSource(messages: number): RecordSource {
	return {
		async *read(content) {
			if (content === 'account') {
				yield [ACCOUNT as unknown as UnknownRecord];
			}
			for (let from = 0; content === 'message' && from < messages; from += MESSAGES_PER_PIECE) {
				const count = Math.min(MESSAGES_PER_PIECE, messages - from);
				yield Array.from({ length: count }, (_, index) => makeMessage(from + index) as unknown as UnknownRecord);
			}
		},
	};
}

/** Produces, and hands each volume to `keep`. @returns the longest time for which nothing else had its turn, in ms */
async function produce(messages: number, signer: PackageSigner, keep: (zip: Uint8Array) => void) {
	const delays = monitorEventLoopDelay({ resolution: 1 });
	delays.enable();
	let mostMb = 0;
	const pace = createPace((ms) => new Promise((resolve) => setTimeout(resolve, ms)), Date.now);
	const { tookMs } = await time(async () => {
		const made = await buildProduction({
			facts: WARRANT,
			source: createSource(messages),
			certificatePem: signer.certificatePem,
			sign: (content) => signer.sign(content),
			emit: async ({ zip }) => {
				mostMb = Math.max(mostMb, process.memoryUsage().rss / 1e6);
				keep(zip);
			},
			pace,
		});
		if (!made.ok) {
			throw new Error(`no production: ${made.code}`);
		}
	});
	await new Promise((resolve) => setTimeout(resolve, 5));
	const blockedMs = delays.max / 1e6;
	delays.disable();
	return { tookMs, blockedMs, mostMb };
}

/** What a person needs with stock tools for the same files: `zip`, `openssl dgst` of each file, one `openssl` signature. */
function runStockTools(zips: Uint8Array[], folder: string): number {
	const names: string[] = [];
	for (const [number, zip] of zips.entries()) {
		for (const [name, bytes] of Object.entries(unzipSync(zip))) {
			const file = path.join(folder, String(number), name);
			mkdirSync(path.dirname(file), { recursive: true });
			writeFileSync(file, bytes);
			names.push(file);
		}
	}
	const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
	openssl('ecparam', '-genkey', '-name', 'prime256v1', '-out', 'key.pem');
	const startedAt = performance.now();
	for (const number of zips.keys()) {
		execFileSync('zip', ['-q', '-r', `${number}.zip`, String(number)], { cwd: folder });
	}
	for (let from = 0; from < names.length; from += 500) {
		openssl('dgst', '-sha256', '-out', 'digests', ...names.slice(from, from + 500));
	}
	openssl('dgst', '-sha256', '-sign', 'key.pem', '-out', 'signature', 'digests');
	return performance.now() - startedAt;
}

async function measure(messages: number, signer: PackageSigner, workDir: string) {
	const zips: Uint8Array[] = [];
	await produce(Math.min(messages, 2000), signer, () => undefined);
	const { tookMs, blockedMs, mostMb } = await produce(messages, signer, (zip) => zips.push(zip));
	const folder = path.join(workDir, String(messages));
	mkdirSync(folder, { recursive: true });
	const zipBytes = zips.reduce((sum, zip) => sum + zip.byteLength, 0);
	return { messages, tookMs, blockedMs, mostMb, volumes: zips.length, zipBytes, floorMs: runStockTools(zips, folder) };
}

export const contents: Part = {
	title: 'Production of messages, in Node without the engine',
	async run({ quick, workDir }) {
		const signer = await createSigner();
		const measured = [];
		for (const size of quick ? [1_000, 5_000] : [1_000, 10_000, 100_000]) {
			measured.push(await measure(size, signer, workDir));
		}
		return {
			rows: measured.flatMap(({ messages: size, tookMs, floorMs, blockedMs }) => [
				makeRow({
					what: 'production of so many messages',
					...{ size, ours: tookMs, floor: floorMs },
					against: '`zip` and `openssl` on the same files',
				}),
				makeRow({
					what: 'longest block of the event loop, producing so many messages',
					...{ size, ours: blockedMs, floor: BLOCKED_AT_MOST_MS, aim: 1 },
					against: 'the 200 ms that no command should wait',
				}),
			]),
			curves: [
				{
					title: 'Production of messages',
					xLabel: 'messages',
					yLabel: 'ms',
					series: [
						{ name: 'production', points: measured.map(({ messages, tookMs }) => [messages, tookMs]) },
						{ name: 'zip + openssl', points: measured.map(({ messages, floorMs }) => [messages, floorMs]) },
						{ name: 'longest block', points: measured.map(({ messages, blockedMs }) => [messages, blockedMs]) },
					],
				},
			],
			notes: measured.map(
				({ messages, volumes, zipBytes, mostMb }) =>
					`${messages.toLocaleString('en')} messages: ${volumes} volume${volumes > 1 ? 's' : ''}, ${(zipBytes / 1e6).toFixed(1)} MB in ZIPs; the bench's process held ${mostMb.toFixed(0)} MB at most when a volume was done, finished volumes included.`,
			),
		};
	},
};
