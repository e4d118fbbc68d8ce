import { expectView, preserve, readView, startDesk, type TestDesk } from './support/desk';
import { canonical, encode, listLedger, rewriteChain, rewriteEvent, sha256, type EventInStore } from './support/ledger';

let desk: TestDesk;
let reference: string;

beforeAll(async () => {
	desk = await startDesk();
	reference = await preserve(desk.officer);
	await desk.bench.operator.settle();
}, 120_000);

afterAll(() => desk?.bench.stop());

const verify = async (heads = '') =>
	readView((await desk.counsel.type(`/legal-verify ${reference} ${heads}`, { room: 'legal' })).view);
const events = () => listLedger(desk, reference);

const rewrite = (event: EventInStore, change: (event: Record<string, unknown>) => void, rehash: boolean) =>
	rewriteEvent(desk, event, change, rehash);

const restore = (event: EventInStore) =>
	desk.bench.operator.tamper(event.recordId, { set: encode({ hash: event.hash, bytes: event.bytes }) });

/** The case as it was: also without what the desk has recorded since of what it found. */
async function restoreAll(all: readonly EventInStore[]): Promise<void> {
	for (const { hash, recordId } of await events()) {
		if (!all.some((event) => event.recordId === recordId || event.hash === hash)) {
			await desk.bench.operator.tamper(recordId, { remove: true });
		}
	}
	for (const event of all) {
		await restore(event);
	}
}

describe('a ledger that nobody touched', () => {
	it('is found whole, and the result is recorded', async () => {
		expect(await verify()).toContain('The ledger is whole');
		const types = (await events()).map(({ type }) => type);
		expect(types).toContain('verification.completed');
	});

	it('has every head that left it, also one that a person types from a paper, and says what only its authors can vouch for', async () => {
		const all = await events();
		const head = all.at(-1)?.hash ?? '';
		const found = await verify(head);
		expect(found).toContain(`The head that you gave is in the ledger`);
		expect(found).toContain(`a head which left the server vouches for: ${all.length}. Later ones: 0 (–)`);
		// What the verification itself wrote meanwhile has not left the server.
		const later = (await events()).length - all.length;
		expect(await verify(head)).toContain(`vouches for: ${all.length}. Later ones: ${later} (@legal.counsel: ${later})`);
		const before = await events();
		expect(await verify('0'.repeat(64))).toContain('NOT in the ledger');
		await restoreAll(before);
	});

	it('is verified against a head that is typed into the form', async () => {
		const head = (await events()).at(-1)?.hash ?? '';
		const { view } = await desk.counsel.type(`/legal-verify ${reference}`, { room: 'legal' });
		expect((await desk.counsel.submit(expectView(view), { head: 'not a head' })).errors?.head).toContain(
			'A head has 64 characters',
		);
		await desk.counsel.submit(expectView(view), { head });
		expect(desk.counsel.openViews.map((open) => readView(open)).join()).toContain('The head that you gave is in the ledger');
	});
});

describe('/legal-verify tells that a database administrator', () => {
	it.each<[what: string, sign: string, change: (all: EventInStore[]) => Promise<unknown>]>([
		[
			'changed an event',
			'A stored event was changed',
			async (all) => {
				await rewrite(
					all[1] as EventInStore,
					(event) => {
						event.at = '2026-01-01T00:00:00.000Z';
					},
					false,
				);
			},
		],
		[
			'changed an event and hashed it anew',
			'An event that this one follows is not in the ledger',
			async (all) => {
				await rewrite(
					all[1] as EventInStore,
					(event) => {
						event.at = '2026-01-01T00:00:00.000Z';
					},
					true,
				);
			},
		],
		[
			'put an event in, dated back',
			'put in later',
			async (all) => {
				const victim = all.at(-1) as EventInStore;
				const first = all[0] as EventInStore;
				const at = new Date(Date.parse(first.at) - 7_200_000).toISOString();
				const fake = { ...(JSON.parse(victim.bytes) as object), id: 'fake', at, height: 1, parents: [first.hash] };
				// A record of the app that no longer matters serves as the carrier of the new event.
				const bytes = canonical(fake);
				await desk.bench.operator.tamper(victim.recordId, { set: encode({ hash: sha256(bytes), bytes }) });
			},
		],
		[
			'moved an event',
			'does not stand where its place in the ledger says',
			async (all) => {
				await rewrite(
					all.at(-1) as EventInStore,
					(event) => {
						event.height = 1;
					},
					true,
				);
			},
		],
	])('%s', async (_what, sign, change) => {
		const all = await events();
		await change(all);
		const found = await verify();
		expect(found).toContain('THE LEDGER IS NOT WHAT ITS AUTHORS WROTE');
		expect(found).toContain(sign);
		await restoreAll(all);
		expect(await verify()).toContain('The ledger is whole');
	});

	it('rewrote the whole chain, by a head that had left', async () => {
		const all = await events();
		const left = all.at(-1)?.hash ?? '';
		await rewriteChain(desk, reference, (changed) => {
			if (changed.type === 'case.opened') {
				(changed.body as { agency: { officer: string } }).agency.officer = 'Det. Somebody Else';
			}
		});
		expect((await events()).map(({ bytes }) => bytes).join()).toContain('Det. Somebody Else');
		expect(await verify(left)).toContain('A head that left the server is not in the ledger');
		await restoreAll(all);
		expect(await verify(left)).toContain('The ledger is whole');
	});
});

describe('a damaged case', () => {
	it('is shown with what is wrong, and nothing is done in it until it is whole again', async () => {
		const all = await events();
		const victim = all[1] as EventInStore;
		await rewrite(
			victim,
			(event) => {
				event.at = '2026-01-01T00:00:00.000Z';
			},
			false,
		);
		const shown = await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' });
		expect(readView(shown.view)).toContain('A stored event was changed');
		const produced = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(produced.ephemerals.join()).toContain('does not verify');
		await verify();
		expect((await events()).length).toBe(all.length);
		await restore(victim);
		expect((await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' })).view).toBeDefined();
	});

	it('whose event was removed is told too', async () => {
		const removed = (await events()).find(({ type }) => type === 'hold.placed') as EventInStore;
		await desk.bench.operator.tamper(removed.recordId, { remove: true });
		expect(await verify()).toContain('it was removed, or changed and hashed anew');
	});
});

describe('two processes over one store', () => {
	it('write into one case at once, lose nothing, agree afterwards, and the ledger verifies', async () => {
		const joint = await preserve(desk.officer, 'joao.prado');
		await desk.bench.operator.settle();
		const other = await desk.bench.another();
		try {
			const [one, two] = [desk.officer, await other.as('legal.counsel')];
			const before = (await listLedger(desk, joint)).length;
			const write = async (person: typeof one) => {
				for (let round = 0; round < 6; round++) {
					const { view } = await person.type(`/legal-verify ${joint}`, { room: 'legal' });
					expect(readView(view)).toContain('The ledger is whole');
				}
			};
			await Promise.all([write(one), write(two)]);
			const all = await listLedger(desk, joint);
			const verifications = all.slice(before).filter(({ type }) => type.startsWith('verification.'));
			expect(verifications.filter(({ type }) => type === 'verification.started')).toHaveLength(12);
			expect(verifications.filter(({ type }) => type === 'verification.completed')).toHaveLength(12);
			const [seenByOne, seenByTwo] = [
				readView((await one.type(`/legal-verify ${joint}`, { room: 'legal' })).view),
				readView((await two.type(`/legal-verify ${joint}`, { room: 'legal' })).view),
			];
			expect(seenByOne).toContain('The ledger is whole');
			expect(seenByTwo).toContain('The ledger is whole');
			const head = (await listLedger(desk, joint)).at(-1)?.hash ?? '';
			for (const person of [one, two]) {
				const { view } = await person.type(`/legal-verify ${joint} ${head}`, { room: 'legal' });
				expect(readView(view)).toContain('The head that you gave is in the ledger');
			}
		} finally {
			await other.stop();
		}
	});
});
