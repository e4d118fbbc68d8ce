import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

import { expectValue } from './desk';
import { bundlePipeline } from './sandbox/bundle';
import { INSTANT, makeBag, PASSPHRASE, PLACE, RECORDS, type PipelineOutcome } from './sandbox/pipeline';
import { runBundle, type Run } from './sandbox/runBundle';
import {
	fromBase64,
	openChunk,
	openPrivateKey,
	sha256Hex,
	unwrapSegmentKey,
	verifySignature,
	zipFiles,
} from '../../src/evidence';

// Key generation and 600,000 rounds of PBKDF2 take their time on a busy machine.
jest.setTimeout(120_000);

let folder: string;
let bundle: string;
const runs = new Map<string, Run<PipelineOutcome>>();

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'legal-desk-sandbox-'));
	bundle = join(folder, 'bundle.js');
	await bundlePipeline(bundle);
	const [node, deno] = await Promise.all([
		runBundle<PipelineOutcome>('Node', bundle),
		runBundle<PipelineOutcome>('Deno', bundle),
	]);
	runs.set('Node', node).set('Deno', deno);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the bundle', () => {
	it('is well below the size that the whole app may have', () => {
		expect(readFileSync(bundle).length).toBeLessThan(600_000);
	});

	it.each(['.usernames', '.isOnline(', '.createToken('])(
		'does not hold %s, which makes the engine rewrite the whole app',
		(text) => {
			expect(readFileSync(bundle, 'utf8')).not.toContain(text);
		},
	);
});

describe.each(['Node', 'Deno'])('inside the app sandbox on %s', (runtime) => {
	const run = (): Run<PipelineOutcome> => runs.get(runtime)!;

	it('needs three built-in modules and nothing else', () => {
		expect(run().required).toEqual(['buffer', 'crypto', 'zlib']);
	});

	it('runs from keys to package', () => {
		const { outcome } = run();
		expect(outcome).toMatchObject({
			openedSha256: sha256Hex(RECORDS),
			changedChunk: 'not-unsealed',
			changedContent: 'changed-content',
			signedAt: INSTANT.toISOString(),
			bagValid: true,
		});
		for (const purpose of ['sealing', 'signing'] as const) {
			expect(outcome.keys[purpose]).toMatchObject({ fits: true, wrongPassphrase: 'wrong-passphrase' });
		}
	});

	it('makes what plain Node opens and verifies', async () => {
		const { keys, wrapped, chunk, tagManifest, signature } = run().outcome;
		const input = { pem: keys.sealing.encryptedKeyPem, passphrase: PASSPHRASE, purpose: 'sealing' as const };
		const segmentKey = expectValue(await unwrapSegmentKey(wrapped[0]!, expectValue(await openPrivateKey(input))));
		expect(expectValue(await openChunk({ chunk, place: PLACE, segmentKey })).bytes).toEqual(RECORDS);
		const signed = { content: fromBase64(tagManifest)!, signature: fromBase64(signature)! };
		expect((await verifySignature({ ...signed, certificatePem: keys.signing.certificatePem })).ok).toBe(true);
	});

	it('makes the same ZIP, byte for byte, as plain Node', () => {
		expect(run().outcome.zipSha256).toBe(sha256Hex(expectValue(zipFiles(expectValue(makeBag()), INSTANT))));
	});
});

it.each(['America/New_York', 'Asia/Kolkata', 'Pacific/Apia'])(
	'makes the same ZIP where the clock is that of %s',
	async (timeZone) => {
		const { outcome } = await runBundle<string>('Node', bundle, ['hashZip'], { TZ: timeZone });
		expect(outcome).toBe(runs.get('Node')!.outcome.zipSha256);
	},
	60_000,
);
