import { rmSync } from 'node:fs';

import { runSteps } from '../../stress/run';
import { makeSteps, type Step } from '../../stress/steps';
import { prepareFolder } from '../../stress/world';
import { findZip } from '../engine/support/desk';

/** What the short schedule meets whatever the machine is at; longer ones name themselves what they have not met. */
const PUT_TO_THE_TEST = [
	'packages from which contents were kept back',
	'packages with the account alone',
	'restricted cases',
	'orders recorded',
	'notices held back by an order',
	'snapshots completed',
	'snapshots with exceptions',
	'holds extended',
	'verifications completed',
	'kinds of deeds that were refused',
	'ways tried by people who have no business here',
	'deeds by two people at the same moment',
];

const zip = findZip();
let prepared: string;

beforeAll(async () => {
	prepared = await prepareFolder(zip);
});
afterAll(() => rmSync(prepared, { recursive: true, force: true }));

describe('people, faults and time on two servers', () => {
	it('lose nothing, disclose nothing and leave no refusal unexplained', async () => {
		const { wrong, answers, faultsStruck, cases, exercised } = await runSteps(makeSteps(20_260, 110), { prepared, zip });
		expect(wrong).toEqual([]);
		// A schedule in which little happened would show little.
		expect(cases).toBeGreaterThan(5);
		expect(answers.done).toBeGreaterThan(15);
		expect(answers.refused).toBeGreaterThan(5);
		expect(faultsStruck).toBeGreaterThan(2);
		expect(PUT_TO_THE_TEST.filter((promise) => !exercised[promise])).toEqual([]);
	}, 180_000);

	// Failed once at step 155 of seed 77, and was shortened to this: the card of the third case warned the channel of the second.
	it('name no restricted case in another one', async () => {
		const steps: Step[] = [
			{ do: 'preserve', on: 1, who: 'officer', with: 'joao.prado' },
			{ do: 'restrict', on: 1, who: 'officer2', with: 'joao.prado' },
			{ do: 'emergency', on: 1, who: 'officer2', with: 'joao.prado' },
		];
		const { wrong, cases } = await runSteps(steps, { prepared, zip });
		expect(wrong).toEqual([]);
		expect(cases).toBe(3);
	}, 60_000);

	it('are watched: a lost event is found', async () => {
		const place: Step[] = [{ do: 'preserve', on: 0, who: 'officer', with: 'maria.silva' }];
		const { wrong } = await runSteps(place, {
			...{ prepared, zip },
			beforeEnd: async (world) => {
				const event = [...world.archive.ledgers.values()].flat().find(({ type }) => type === 'hold.placed');
				await world.server().operator.tamper(event?.recordId ?? '', { remove: true });
			},
		});
		expect(wrong.join('\n')).toContain('an event hold.placed of');
	}, 60_000);
});
