import { expectView, setUp, SUBJECT, submitPreservation } from '../../test/engine/support/desk';
import { startWorkbench, type Person, type Workbench } from '../../workbench/testing';
import { median, time } from '../measure';
import { makeRow, type Part } from '../report';

/** Rocket.Chat's web client waits so long for the answer to a form. */
const CLIENT_PATIENCE_MS = 5000;

interface Measured {
	instances: number;
	/** Of each form, in ms. */
	submitsMs: number[];
}

/** On every instance somebody opens a case at the same moment. */
async function openTogether(benches: readonly Workbench[]): Promise<Measured> {
	const people = await Promise.all(benches.map((bench) => bench.as('legal.officer')));
	const forms = await Promise.all(people.map((person) => person.type(`/legal-hold @${SUBJECT}`, { room: 'legal' })));
	const submitsMs = await Promise.all(people.map((person, index) => submitOne(person, forms[index])));
	await benches[0]?.operator.settle();
	return { instances: benches.length, submitsMs };
}

/** As the cases' ledgers have them. What is whispered to a person all of their clients hear, on every instance. */
async function listReferences({ operator }: Workbench): Promise<string[]> {
	const texts = (await operator.persistence()).map((document) => JSON.stringify(document));
	const opened = texts.filter((text) => text.includes('case.opened') && text.includes('bytes'));
	return opened.flatMap((text) => /LE-\d{4}-\d{4}/.exec(text)?.[0] ?? []);
}

async function submitOne(person: Person, form: Awaited<ReturnType<Person['type']>> | undefined): Promise<number> {
	const { tookMs } = await time(async () => void (await submitPreservation(person, expectView(form?.view))));
	return tookMs;
}

export const instances: Part = {
	title: 'Several server instances over one database',
	isOnRequest: true,
	async run({ zips, workDir, quick }) {
		const first = await startWorkbench({ dataDir: workDir, zip: zips.desk, seed: 'small', startAt: '2026-03-01T09:00:00.000Z' });
		const benches = [first];
		const measured: Measured[] = [];
		let all: readonly string[];
		try {
			await setUp(await first.as('workspace.admin'));
			for (const count of quick ? [1, 2, 3] : [1, 2, 5, 10]) {
				while (benches.length < count) {
					benches.push(await first.another());
				}
				measured.push(await openTogether(benches));
				measured.push(await openTogether(benches));
			}
			all = await listReferences(first);
		} finally {
			await Promise.all(benches.map((bench) => bench.stop()));
		}
		const warm = measured.filter((_, index) => index % 2 === 1);
		const submits = measured.reduce((sum, { submitsMs }) => sum + submitsMs.length, 0);
		return {
			rows: warm.flatMap(({ instances: size, submitsMs }) => [
				makeRow({
					what: 'a case opened on every instance at the same moment, median of the submits',
					...{ size, ours: median(submitsMs), floor: median(warm[0]?.submitsMs ?? []), against: 'one instance alone' },
				}),
				makeRow({
					what: 'the same, slowest of the submits',
					...{ size, ours: Math.max(...submitsMs), floor: CLIENT_PATIENCE_MS, aim: 1 },
					against: 'the 5 s after which a client gives up',
				}),
			]),
			curves: [],
			notes: [`${submits} forms opened ${all.length} cases under ${new Set(all).size} different references.`],
		};
	},
};
