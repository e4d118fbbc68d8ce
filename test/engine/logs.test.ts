import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { expectView, findZip, preserve, startDesk, SUBJECT, type TestDesk } from './support/desk';
import { beginRequest, expectNext, SENDER } from './support/intake';

interface Entry {
	severity: string;
	args: unknown[];
}

let desk: TestDesk;
beforeAll(async () => {
	desk = await startDesk();
});
afterAll(() => desk.bench.stop());

/** What the administrator reads in the app's log, but for what the engine itself puts there. */
const readLog = async (): Promise<string[]> =>
	((await desk.bench.operator.logs(desk.appId)) as { entries: Entry[] }[])
		.flatMap(({ entries }) => entries)
		.filter(({ severity }) => severity === 'error' || severity === 'warning')
		.map(({ args }) => args.join(' '));

const POSITIONS = '[A-Z][A-Za-z]* at (\\d+:\\d+ ?)+, logged at \\d+:\\d+$';

describe('trouble that a person is given a code for', () => {
	it('stands in the app’s log under that code after a command, with the place in the code and nobody’s name', async () => {
		await desk.bench.operator.fail('persistence.create', 1, `the record of @${SUBJECT} is away`);
		const { ephemerals } = await desk.officer.type(`/legal-locate @${SUBJECT}`, { room: 'legal' });
		const [, code = 'none'] = /code ([0-9a-f]{8})/.exec(ephemerals.join()) ?? [];
		const log = await readLog();
		expect(log).toContainEqual(expect.stringMatching(new RegExp(`^command:legal-locate ${code}: ${POSITIONS}`)));
		expect(log.join()).not.toContain(SUBJECT);
		const [line = ''] = log;
		const where = spawnSync(process.execPath, ['scripts/where.mjs', line, '--map', findZip().replace(/zip$/, 'js.map')], {
			cwd: join(__dirname, '../..'),
			encoding: 'utf8',
		});
		expect([where.stderr, where.stdout]).toEqual(['', expect.stringMatching(/^\d+:\d+ {2}src\/platform\/records\.ts:\d+:\d+$/m)]);
		expect(where.stdout).toMatch(/ src\/cases\/caseFile\.ts:/);
	});

	it('stands there after a button and after a form', async () => {
		const { view } = await desk.officer.type(`/legal-locate @${SUBJECT}`, { room: 'legal' });
		await desk.bench.operator.fail('persistence.create', 1);
		const pressed = await desk.officer.press({ view: expectView(view) }, 'preserve');
		const [, ofButton = 'none'] = /code ([0-9a-f]{8})/.exec(pressed.ephemerals.join()) ?? [];
		const page = expectNext(await desk.officer.submit(await beginRequest(desk.officer, 'contents'), SENDER));
		await desk.bench.operator.fail('persistence.create', 1);
		const { errors } = await desk.officer.submit(page, { informationRequested: 'Messages of January' });
		const [, ofForm = 'none'] = /code ([0-9a-f]{8})/.exec(Object.values(errors ?? {}).join()) ?? [];
		const log = await readLog();
		expect(log).toContainEqual(expect.stringMatching(new RegExp(`^button:preserve ${ofButton}: ${POSITIONS}`)));
		expect(log).toContainEqual(expect.stringMatching(new RegExp(`^form ${ofForm}: ${POSITIONS}`)));
	});
});

it('a job tells in the log how much of its work failed', async () => {
	await preserve(desk.officer);
	await desk.bench.operator.fail('messages.create', 3, 'the room is away');
	await desk.bench.operator.advance({ days: 61 }, { days: 60.5 });
	expect(await readLog()).toContainEqual(expect.stringMatching(/^sweep: \d+ done, [1-9]\d* failed, 0 left for the next$/));
});
