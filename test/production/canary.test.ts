import fc from 'fast-check';

import { buildPackage, buildVolumes } from './build';
import { createCanaries, findCanaries, mayShow, SCOPES, type Canary } from './canaries';
import { createSigner, FACTS, type PackageSigner } from './sample';
import { decideEntitlement, LEGAL_PROCESSES, RECORD_CATEGORIES } from '../../src/policy/entitlement';

describe('a package', () => {
	let signer: PackageSigner;
	beforeAll(async () => {
		signer = await createSigner();
	}, 60_000);

	test('holds no byte outside entitlement and narrowing, under any process, whatever is requested or named', async () => {
		const categories = fc.uniqueArray(fc.constantFrom(...RECORD_CATEGORIES, 'everything'));
		const canaries = createCanaries();
		const inputs = fc.record({
			process: fc.constantFrom(...LEGAL_PROCESSES, 'a friendly call'),
			requested: categories,
			named: categories,
			scope: fc.constantFrom(...SCOPES),
			order: fc.shuffledSubarray(canaries, { minLength: canaries.length }),
			volumeBytes: fc.constantFrom(1, 100_000, undefined),
		});
		let built = 0;
		const shownAtAll = new Set<string>();
		await fc.assert(
			fc.asyncProperty(inputs, async ({ process, requested, named, scope, order, volumeBytes }) => {
				const facts = {
					...FACTS,
					process: { ...FACTS.process, kind: process },
					requestedCategories: requested,
					namedCategories: named,
					...(scope ? { scope } : {}),
				};
				// The parts of a file come before its record, as a capture seals them; all else in any order.
				const records = [
					...order.filter(({ kind }) => kind === 'file-part'),
					...order.filter(({ kind }) => kind !== 'file-part'),
				];
				const made = await buildVolumes({ facts, records, signer, volumeBytes });
				const { produced } = decideEntitlement(process, requested, named);
				const volumes = made.ok ? made.value.volumes : [];
				expect(made.ok ? 'made' : made.code).toBe(produced.length > 0 ? 'made' : 'nothing-entitled');
				built += made.ok ? 1 : 0;
				const shown = findCanaries(volumes.map(({ zip }) => zip));
				expect(shown.filter((canary) => !mayShow(canary, produced, scope))).toEqual([]);
				// And the gate is not shut altogether: what is granted is there.
				for (const category of produced) {
					const canary: Canary = { category, room: true, instant: true };
					const isThere = shown.some((known) => JSON.stringify(known) === JSON.stringify(canary));
					expect([category, isThere]).toEqual([category, true]);
				}
				shown.forEach((canary) => shownAtAll.add(JSON.stringify(canary)));
			}),
			{ numRuns: 60 },
		);
		expect(built).toBeGreaterThan(10);
		expect(shownAtAll.size).toBeGreaterThanOrEqual(8);
	}, 120_000);

	test('is not made where the process reaches nothing that was requested', async () => {
		const facts = { ...FACTS, process: { ...FACTS.process, kind: 'subpoena' }, requestedCategories: ['content'] };
		expect(await buildPackage({ facts, records: createCanaries(), signer })).toMatchObject({
			ok: false,
			code: 'nothing-entitled',
		});
	});

	test('does not tell by a single byte how many rooms and messages an account has that only a subpoena names', async () => {
		const facts = { ...FACTS, process: { ...FACTS.process, kind: 'subpoena' }, requestedCategories: ['account', 'non-content'] };
		const account = createCanaries().filter(({ kind }) => kind === 'account');
		const [few, many] = await Promise.all(
			[account, createCanaries()].map(async (records) => {
				const made = await buildPackage({ facts, records: records.filter(({ what }) => what !== 'account field'), signer });
				return made.ok ? made.value.tagManifestSha256 : made.code;
			}),
		);
		expect(few).toMatch(/^[0-9a-f]{64}$/);
		expect(many).toBe(few);
	});
});
