import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

import { createSigner } from './sample';
import { hashProduction } from './sandbox';
import { bundlePipeline } from '../evidence/sandbox/bundle';
import { runBundle } from '../evidence/sandbox/runBundle';

jest.setTimeout(120_000);

describe('a production with contents, in several volumes', () => {
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'legal-desk-production-'));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('comes out the same at each run, on both runtimes of the engine, and where the clock is another', async () => {
		const bundle = join(folder, 'bundle.js');
		await bundlePipeline(bundle, join(__dirname, 'sandbox.ts'));
		const { certificatePem } = await createSigner();
		const call = ['hashProduction', certificatePem];
		const made = [
			await hashProduction(certificatePem),
			await hashProduction(certificatePem),
			(await runBundle<string>('Node', bundle, call)).outcome,
			(await runBundle<string>('Deno', bundle, call)).outcome,
			(await runBundle<string>('Deno', bundle, call, { TZ: 'Pacific/Apia' })).outcome,
		].map((outcome) => JSON.parse(outcome) as string[][]);
		expect(made[0]?.length).toBeGreaterThan(2);
		made.forEach((volumes) => expect(volumes).toEqual(made[0]));
	});
});
