import fc from 'fast-check';

import { createSigner, FACTS } from './sample';
import { unzipFiles } from './unzip';
import type { AccountRecord, ExceptionRecord, MembershipRecord } from '../../src/cases/records';
import { decideEntitlement, LEGAL_PROCESSES, RECORD_CATEGORIES, type RecordCategory } from '../../src/policy/entitlement';
import { buildPackage, type PackageSigner, type UnknownRecord } from '../../src/production';

/** A mark that says which category it takes to see it. */
const canary = (category: RecordCategory | 'never', n: number) => `CANARY-${category}-${n}-`;

function createRecords(n: number): UnknownRecord[] {
	const account: AccountRecord = {
		kind: 'account',
		capturedAt: '2026-02-03T10:15:00.000Z',
		id: FACTS.subject.userId,
		username: canary('account', n),
		name: canary('account', n),
		emails: [{ address: canary('account', n), verified: true }],
		type: canary('account', n),
		active: true,
		roles: [canary('account', n)],
		lastLoginAt: canary('account', n),
		language: canary('non-content', n),
		updatedAt: canary('non-content', n),
		customFields: { [canary('non-content', n)]: [canary('non-content', n)] },
		bio: canary('content', n),
		statusText: canary('content', n),
	};
	const membership: MembershipRecord = {
		kind: 'membership',
		capturedAt: '2026-02-03T10:15:00.000Z',
		roomId: canary('non-content', n),
		roomKind: 'private group',
		name: canary('non-content', n),
		displayName: canary('non-content', n),
		roles: [canary('non-content', n)],
		counterparts: [{ id: canary('non-content', n), username: canary('non-content', n), name: canary('non-content', n) }],
	};
	const exception = (what: string, where: string, mark: string): ExceptionRecord => ({
		...{ kind: 'exception', at: '2026-02-03T10:15:00.000Z', what, where, code: mark, why: mark },
	});
	const never = canary('never', n);
	return [
		{ ...account, services: { password: never }, emails: [...account.emails, { address: 'x', verified: true, token: never }] },
		{ ...membership, lastMessage: never, counterparts: [...(membership.counterparts ?? []), { id: 'x', phone: never }] },
		{ ...exception('account field', 'name', canary('account', n)), raw: never },
		exception('account field', 'bio', canary('content', n)),
		exception('account field', canary('content', n), canary('content', n)),
		exception('membership', canary('non-content', n), canary('non-content', n)),
		exception('room', canary('non-content', n), canary('non-content', n)),
		exception('message', canary('content', n), canary('content', n)),
		exception(canary('content', n), canary('content', n), canary('content', n)),
		{ kind: 'message', text: never },
		{ kind: 'file', name: never },
		{ kind: never, [never]: never },
		{ kind: '__proto__', text: never },
	].map((record) => ({ ...record }) as UnknownRecord);
}

/** The categories of all the marks that any file of a package holds, in its name or its bytes. */
function findCanaries(zip: Uint8Array): string[] {
	const everything = [...unzipFiles(zip)].map(([path, content]) => path + Buffer.from(content).toString('utf8')).join('\n');
	return [...new Set([...everything.matchAll(/CANARY-([a-z-]+)-\d-/g)].map(([, category]) => category ?? ''))];
}

describe('a package', () => {
	let signer: PackageSigner;
	beforeAll(async () => {
		signer = await createSigner();
	});

	test('holds no byte of a record outside the entitlement, under any process, whatever is requested or named', async () => {
		const categories = fc.uniqueArray(fc.constantFrom(...RECORD_CATEGORIES, 'everything'));
		const inputs = fc.record({
			process: fc.constantFrom(...LEGAL_PROCESSES, 'a friendly call'),
			requested: categories,
			named: categories,
			order: fc.shuffledSubarray(createRecords(1).concat(createRecords(2)), { minLength: 26 }),
		});
		let built = 0;
		await fc.assert(
			fc.asyncProperty(inputs, async ({ process, requested, named, order }) => {
				const facts = {
					...FACTS,
					process: { ...FACTS.process, kind: process },
					requestedCategories: requested,
					namedCategories: named,
				};
				const made = await buildPackage({ facts, records: order, signer });
				const { produced } = decideEntitlement(process, requested, named);
				built += made.ok ? 1 : 0;
				const shown = made.ok ? findCanaries(made.value.zip) : [made.code];
				expect(shown.filter((mark) => !produced.some((category) => category === mark))).toEqual(
					made.ok ? [] : ['nothing-entitled'],
				);
				// And the gate is not shut altogether: what is granted is there
				expect(shown.includes('account')).toBe(produced.includes('account'));
			}),
			{ numRuns: 50 },
		);
		expect(built).toBeGreaterThan(10);
	}, 60_000);

	test('is not made where the process reaches nothing that was requested', async () => {
		const facts = { ...FACTS, process: { ...FACTS.process, kind: 'subpoena' }, requestedCategories: ['content'] };
		expect(await buildPackage({ facts, records: createRecords(1), signer })).toMatchObject({
			ok: false,
			code: 'nothing-entitled',
		});
	});

	test('does not tell by a single byte how many rooms an account has that only a subpoena names', async () => {
		const facts = { ...FACTS, process: { ...FACTS.process, kind: 'subpoena' }, requestedCategories: ['account', 'non-content'] };
		const account = createRecords(1).filter(({ kind }) => kind === 'account');
		const [few, many] = await Promise.all(
			[account, createRecords(1)].map(async (records) => {
				const made = await buildPackage({ facts, records: records.filter(({ what }) => what !== 'account field'), signer });
				return made.ok ? made.value.tagManifestSha256 : made.code;
			}),
		);
		expect(few).toMatch(/^[0-9a-f]{64}$/);
		expect(many).toBe(few);
	});
});
