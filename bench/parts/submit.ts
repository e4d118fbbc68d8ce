import { SETTLE_MS } from '../../src/cases/references';
import { preserve } from '../../test/engine/support/desk';
import { isPersistenceCall, isRepeatable, planCalls, preparePlans, runPlan } from '../desk/floors';
import { mirrorRecords } from '../desk/memoryRecords';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import type { AppRequest, HostCall, Recording } from '../desk/trace';
import { namePlain } from '../desk/workspace';
import { interleave, median } from '../measure';
import { makeRow, type Part } from '../report';

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

/** Preserves one account after another as a person does; what is timed is the submit alone. */
async function measure(desk: BenchDesk, rounds: number) {
	let next = 0;
	const submitNext = () => preserve(desk.officer, namePlain(next++));
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

export const submit: Part = {
	title: 'Submit of the preservation form, of an account with three rooms',
	async run({ prepared, workDir, quick }) {
		const desk = await openDesk(prepared, workDir);
		const { times, learnt, left, silence } = await measure(desk, quick ? 8 : 20);
		await desk.close();
		const ours = median(times.ours);
		const persistence = learnt.calls.filter(isPersistenceCall).length;
		const settled = (floor: number[]) => times.ours.map((took, index) => (took - SETTLE_MS) / (floor[index] ?? Number.NaN));
		return {
			rows: [
				makeRow({ what: 'whole submit', ours, floor: 5000, against: 'the 5 s after which a client gives up' }),
				makeRow({
					what: 'of it, the wait for rival claims of the reference',
					ours: silence,
					floor: ours,
					against: 'the whole submit',
				}),
				makeRow({
					what: 'the submit without that wait',
					ours: ours - SETTLE_MS,
					floor: median(times.persistence),
					ratio: median(settled(times.persistence)),
					against: `its ${persistence} persistence calls alone`,
				}),
				makeRow({
					what: 'the submit without that wait',
					ours: ours - SETTLE_MS,
					floor: median(times.all),
					ratio: median(settled(times.all)),
					against: `${learnt.calls.length - left} of its ${learnt.calls.length} calls alone`,
				}),
			],
			curves: [],
			notes: [
				`The submit makes ${learnt.calls.length} calls in ${planCalls(learnt.calls).length} waves, ${persistence} of them to persistence, and waits ${SETTLE_MS} ms by design (\`SETTLE_MS\`).`,
			],
		};
	},
};
