import { shrink } from '../../stress/shrink';
import { makeSteps, type Kind } from '../../stress/steps';
import { tellStep } from '../../stress/tell';
import { DEEDS, WORLD } from '../../stress/weights';

const numbers = Array.from({ length: 200 }, (_, at) => at);

describe('a schedule that fails', () => {
	it('is shortened to the steps without which it holds', async () => {
		const fails = async (steps: number[]) => [17, 18, 140].every((step) => steps.includes(step));
		expect(await shrink(numbers, fails, 1000)).toEqual([17, 18, 140]);
	});

	it('still fails after as many tries as were allowed', async () => {
		let tries = 0;
		const fails = async (steps: number[]) => {
			tries += 1;
			return steps.includes(17) && steps.includes(140);
		};
		const short = await shrink(numbers, fails, 5);
		expect(tries).toBe(5);
		expect(short).toEqual(expect.arrayContaining([17, 140]));
		expect(short.length).toBeLessThan(numbers.length);
	});

	it('stays whole when nothing can be left out', async () => {
		expect(await shrink([1, 2, 3], async (steps) => steps.length === 3, 100)).toEqual([1, 2, 3]);
	});
});

describe('the schedule of a seed', () => {
	it('is the same every time, and a longer one begins like a shorter one', () => {
		expect(makeSteps(7, 50)).toEqual(makeSteps(7, 200).slice(0, 50));
		expect(makeSteps(7, 50)).not.toEqual(makeSteps(8, 50));
	});

	it('comes to every deed within two hundred steps', () => {
		const kinds = new Set(makeSteps(7, 200).map((step) => step.do));
		expect([...Object.keys(DEEDS), ...Object.keys(WORLD)].filter((kind) => !kinds.has(kind as Kind))).toEqual([]);
	});

	it('survives being written down', () => {
		const steps = makeSteps(7, 500);
		expect(makeSteps(7, 500)).toEqual(steps);
		expect(JSON.parse(JSON.stringify(steps)).map(tellStep)).toEqual(steps.map(tellStep));
	});

	it('is told in words, without a name of the code', () => {
		for (const line of makeSteps(7, 500).map(tellStep)) {
			expect(line).toMatch(/^(server [12]|at the same moment): /);
			expect(line).not.toMatch(/undefined|\[object|NaN/);
		}
	});
});
