import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { approve, findZip, readChannel, readView, type TestDesk } from './support/desk';
import { listLedger } from './support/ledger';
import { readLedger, makeEvent, findHeads } from '../../src/cases/ledger';
import { Store } from '../../workbench/engine/store/database';
import { insertRecord } from '../../workbench/engine/store/persistence';
import { startWorkbench } from '../../workbench/testing';

/**
 * What version 0.1.0 left in the database, record by record: the names of each and its JSON. Two people preserved, for one of
 * them a production was asked for and the case verified. Never to be made anew: it is what servers have.
 */
const RELEASED = JSON.parse(readFileSync(path.join(__dirname, 'fixtures/store-0.1.0.json'), 'utf8')) as [string[], string][];
const LEFT_AT = '2026-03-01T09:07:00.000Z';
const ASKED_FOR = 'LE-2026-0001';
const WRITTEN_IN = 'LE-2026-0002';

let desk: TestDesk;
let dataDir: string;

function insert(appId: string, records: [string[], string][]): void {
	const store = new Store(dataDir);
	for (const [names, json] of records) {
		const associations = names.map((id) => ({ model: 'misc', id }));
		insertRecord(store, appId, { json }, associations, new Date(LEFT_AT));
	}
	store.close();
}

/** Adds an event of a type that this version does not know, well chained, as a later version would. */
async function writeAsLaterVersion(reference: string): Promise<void> {
	const events = await listLedger(desk, reference);
	const { ledger } = JSON.parse(events[0]?.bytes ?? '') as { ledger: string };
	const read = readLedger(ledger, events);
	const { stored } = makeEvent({
		...{ ledger, heads: findHeads(read.events), id: 'later', at: LEFT_AT, actor: { kind: 'desk', part: 'sweep' } },
		draft: { type: 'hold.transferred', body: { to: 'another desk' } } as never,
	});
	insert(desk.appId, [[[`ledger:${ledger}:0`], JSON.stringify(stored)]]);
}

beforeAll(async () => {
	dataDir = mkdtempSync(path.join(tmpdir(), 'legal-desk-released-'));
	const options = { seed: 'small', startAt: LEFT_AT, zip: findZip(), dataDir } as const;
	const first = await startWorkbench(options);
	const [app] = await first.operator.apps();
	await first.stop();
	insert(app?.id ?? '', RELEASED);
	const bench = await startWorkbench(options);
	const [admin, officer, counsel] = [
		await bench.as('workspace.admin'),
		await bench.as('legal.officer'),
		await bench.as('legal.counsel'),
	];
	desk = { bench, appId: app?.id ?? '', admin, officer, counsel };
});
afterAll(async () => {
	await desk.bench.stop();
	rmSync(dataDir, { recursive: true, force: true });
});

const type = (line: string) => desk.officer.type(line, { room: 'legal' });

describe('what version 0.1.0 has stored', () => {
	it('opens, with everything that was recorded', async () => {
		const words = readView((await type(`/legal-case ${ASKED_FOR}`)).view);
		expect(words).toContain('@maria.silva');
		expect(words).toContain('Wilmington Police Department');
	});

	it.each([ASKED_FOR, WRITTEN_IN])('verifies: %s', async (reference) => {
		const words = readView((await type(`/legal-verify ${reference}`)).view);
		expect(words).toContain('The ledger is whole');
		expect(words).toMatch(/Sealed records checked against the ledger: [1-9]\d*\. Not as recorded: 0\./);
	});

	it('is produced from, with the passphrase of then', async () => {
		const { message } = await approve(desk.counsel, ASKED_FOR);
		expect(message.file.name).toBe(`${ASKED_FOR}-P1.zip`);
	});
});

describe('a case in which a later version has written', () => {
	const NEWER =
		'This case holds records of a newer version of Legal Desk. Nothing was done and nothing was written. Ask your administrator to update the app.';

	it.each(['legal-case', 'legal-produce', 'legal-verify'])(
		'is refused with a sentence by /%s, and nothing is written',
		async (command) => {
			if ((await listLedger(desk, WRITTEN_IN)).every(({ id }) => id !== 'later')) {
				await writeAsLaterVersion(WRITTEN_IN);
			}
			const before = await listLedger(desk, WRITTEN_IN);
			const { view, ephemerals } = await type(`/${command} ${WRITTEN_IN}`);
			expect(view).toBeUndefined();
			expect(ephemerals).toEqual([NEWER]);
			expect(await listLedger(desk, WRITTEN_IN)).toEqual(before);
		},
	);

	it('is left alone by the sweep, while a hold of 0.1.0 ends on its day and is purged', async () => {
		const before = await listLedger(desk, WRITTEN_IN);
		await desk.bench.operator.advance({ days: 91 }, { days: 7 });
		await desk.bench.operator.advance({ minutes: 30 }, { minutes: 6 });
		expect(await listLedger(desk, WRITTEN_IN)).toEqual(before);
		const channel = (await readChannel(desk.officer)).join('\n');
		expect(channel).toContain(`${ASKED_FOR}: the preservation of @m••• has expired`);
		expect(channel).not.toContain(`${WRITTEN_IN}: the preservation`);
		const sealed = (await desk.bench.operator.persistence()).filter((record) => JSON.stringify(record).includes('ciphertext'));
		expect(sealed.length).toBeGreaterThan(0);
		const held = await listLedger(desk, ASKED_FOR);
		expect(held.map(({ type: kind }) => kind)).toEqual(expect.arrayContaining(['purge.completed', 'purge.announced']));
	});
});
