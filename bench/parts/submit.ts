import { SETTLE_MS } from '../../src/cases/references';
import { preserve } from '../../test/engine/support/desk';
import { isPersistenceCall, layOut, isRepeatable, planCalls, preparePlans, runPlan } from '../desk/floors';
import { layOutClaims } from '../desk/layOut';
import { createMemoryRecords, mirrorRecords } from '../desk/memoryRecords';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import type { AppRequest, HostCall, Recording } from '../desk/trace';
import { namePlain } from '../desk/workspace';
import { compare, interleave, median, type Runs } from '../measure';
import { makeRow, type Part, type PartReport, type Row } from '../report';

/** Rocket.Chat's web client waits so long for the answer to a form. */
const CLIENT_PATIENCE_MS = 5000;

/** The accounts before this one are preserved in the first measurement. */
const FIRST_CROWDED = 24;

interface Submit {
	request: AppRequest;
	calls: HostCall[];
}

/** The form's submit within what was recorded, and the calls that belong to it. */
function findSubmit({ requests, calls }: Recording): Submit {
	const request = requests.find(({ method }) => method.includes('executeViewSubmit'));
	if (!request) {
		throw new Error('the form was not submitted');
	}
	const endedAt = request.startedAt + request.tookMs;
	return { request, calls: calls.filter(({ arrivedAt }) => arrivedAt >= request.startedAt && arrivedAt <= endedAt) };
}

/** The longest time in which the app asks the server for nothing. */
function longestSilence({ request, calls }: Submit): number {
	let last = request.startedAt;
	const silences = calls.map(({ arrivedAt, answeredAt }) => {
		const silence = arrivedAt - last;
		last = answeredAt;
		return silence;
	});
	return Math.max(...silences);
}

/** With an agency reference of its own, since the form stops once for one that stands in another case. */
function preserveUnwarned({ officer }: BenchDesk, username: string): Promise<string> {
	return preserve(officer, username, { agencyReference: `WPD ${username}` });
}

/** Preserves one account after another as a person does; what is timed is the submit alone. */
async function measure(desk: BenchDesk, rounds: number) {
	let next = 0;
	const submitNext = () => preserveUnwarned(desk, namePlain(next++));
	await submitNext();
	const learnt = findSubmit(await desk.trace.recordSlowly(submitNext));
	const repeatable = learnt.calls.filter(isRepeatable);
	mirrorRecords(desk.store, desk.deskId, desk.probeId);
	await preparePlans(desk, {
		persistence: planCalls(learnt.calls.filter(isPersistenceCall)),
		all: planCalls(repeatable),
	});
	const submits: Submit[] = [];
	const times = await interleave(rounds, {
		ours: async () => {
			const submit = findSubmit(await desk.trace.record(submitNext));
			submits.push(submit);
			return submit.request.tookMs;
		},
		persistence: () => runPlan(desk, 'persistence'),
		all: () => runPlan(desk, 'all'),
	});
	return { times, learnt, left: learnt.calls.length - repeatable.length, silence: median(submits.map(longestSilence)) };
}

interface Crowded {
	cases: number;
	tookMs: number;
	/** Whether the case was opened, whatever the person was told. */
	opened: boolean;
}

/** The same form in a year that has seen so many cases. */
async function measureCrowded(desk: BenchDesk, sizes: number[]): Promise<Crowded[]> {
	const crowded: Crowded[] = [];
	let from = 100;
	for (const [index, cases] of sizes.entries()) {
		const records = createMemoryRecords();
		await layOutClaims(records, 2026, from, cases);
		layOut(desk, records);
		from = cases;
		// A client that gives up learns nothing, so what counts is whether the ledger of a case was begun.
		const recording = await desk.trace.record(async () => {
			await preserveUnwarned(desk, namePlain(FIRST_CROWDED + index)).catch(() => undefined);
		});
		const { request, calls } = findSubmit(recording);
		const opened = calls.some(({ params }) => JSON.stringify(params).includes('case.opened'));
		crowded.push({ cases, tookMs: request.tookMs, opened });
	}
	return crowded;
}

function describeCrowded(crowded: Crowded[]): Pick<PartReport, 'rows' | 'notes'> {
	const against = 'the 5 s after which a client gives up';
	return {
		rows: crowded.map(({ cases, tookMs }) =>
			makeRow({
				what: 'whole submit, among so many cases of the year',
				size: cases,
				ours: tookMs,
				floor: CLIENT_PATIENCE_MS,
				against,
				aim: 1,
			}),
		),
		notes: crowded
			.filter(({ opened }) => !opened)
			.map(({ cases }) => {
				const where = `Among ${cases.toLocaleString('en')} cases of the year`;
				return `**${where} no case was opened**: twenty claims of a reference came to nothing.`;
			}),
	};
}

/** What of a submit is left without its wait, against a floor. */
function compareSettled(ours: Runs, floor: Runs, what: string, against: string): Row {
	const busy = { ...ours, tookMs: ours.tookMs.map((took) => took - SETTLE_MS) };
	return makeRow({ what, ...compare(busy, floor), cpuRatio: undefined, against });
}

export const submit: Part = {
	title: 'Submit of the preservation form, of an account with three rooms',
	async run({ prepared, workDir, quick }) {
		const desk = await openDesk(prepared, workDir);
		const { times, learnt, left, silence } = await measure(desk, quick ? 8 : FIRST_CROWDED - 4);
		const crowded = await measureCrowded(desk, quick ? [200, 1000, 5000] : [200, 2000, 20_000]);
		const { rows, notes } = describeCrowded(crowded);
		await desk.close();
		const ours = median(times.ours.tookMs);
		const { length } = learnt.calls;
		const persistence = learnt.calls.filter(isPersistenceCall).length;
		const rest = 'the submit without that wait';
		return {
			rows: [
				makeRow({
					what: 'whole submit',
					ours,
					floor: CLIENT_PATIENCE_MS,
					against: 'the 5 s after which a client gives up',
					aim: 1,
				}),
				makeRow({ what: 'of it, the wait for rival claims', ours: silence, floor: ours, against: 'the whole submit' }),
				compareSettled(times.ours, times.persistence, rest, `its ${persistence} persistence calls alone`),
				compareSettled(times.ours, times.all, rest, `${length - left} of its ${length} calls alone`),
				...rows,
			],
			curves: [
				{
					title: 'Submit of the form, by cases of the year',
					xLabel: 'cases of the same year',
					yLabel: 'ms',
					series: [{ name: 'submit', points: crowded.map(({ cases, tookMs }) => [cases, tookMs]) }],
				},
			],
			notes: [
				`The submit makes ${length} calls in ${planCalls(learnt.calls).length} waves, ${persistence} of them to persistence, and waits ${SETTLE_MS} ms by design (\`SETTLE_MS\`).`,
				...notes,
			],
		};
	},
};
