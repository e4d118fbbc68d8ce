import { execFile } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { promisify } from 'util';

import { expectValue } from './desk';
import { bundlePipeline } from './sandbox/bundle';
import { INSTANT, makeBag, PASSPHRASE, PLACE, RECORDS, type PipelineOutcome } from './sandbox/pipeline';
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

const RUNNER = join(__dirname, 'sandbox', 'run.mjs');

interface Run<Outcome = PipelineOutcome> {
	required: string[];
	outcome: Outcome;
}

let folder: string;
let bundle: string;
const runs = new Map<string, Run>();

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'legal-desk-sandbox-'));
	bundle = join(folder, 'bundle.js');
	await bundlePipeline(bundle);
	const reads = `--allow-read=${bundle},${RUNNER}`;
	const [node, deno] = await Promise.all([
		runBundle<PipelineOutcome>(process.execPath, [RUNNER, bundle]),
		runBundle<PipelineOutcome>(findDeno(), ['run', '--no-config', '--no-remote', '--no-prompt', reads, RUNNER, bundle]),
	]);
	runs.set('Node', node).set('Deno', deno);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function runBundle<Outcome>(command: string, args: string[], env: Record<string, string> = {}): Promise<Run<Outcome>> {
	const { stdout } = await promisify(execFile)(command, args, {
		env: { PATH: process.env.PATH ?? '', DENO_DIR: join(folder, 'deno'), ...env },
		maxBuffer: 64 * 1024 * 1024,
	});
	return JSON.parse(stdout) as Run<Outcome>;
}

/** The native binary that the engine tests use: npm installs it for the platform at hand. */
function findDeno(): string {
	const packages = resolve(__dirname, '../../node_modules/@deno');
	const names = existsSync(packages) ? readdirSync(packages) : [];
	const binary = names.flatMap((name) => [join(packages, name, 'deno'), join(packages, name, 'deno.exe')]).find(existsSync);
	if (!binary) throw new Error('No Deno binary under node_modules/@deno: run npm ci');
	return binary;
}

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
	const run = (): Run => runs.get(runtime)!;

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
		const { outcome } = await runBundle<string>(process.execPath, [RUNNER, bundle, 'hashZip'], { TZ: timeZone });
		expect(outcome).toBe(runs.get('Node')!.outcome.zipSha256);
	},
	60_000,
);
