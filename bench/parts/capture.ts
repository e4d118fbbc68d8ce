import { captureAccount, type Capture } from '../desk/captures';
import { runCommand } from '../desk/floors';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import { findRoomIdOf, findUserId, nameMember, nameTalk, nameWriter } from '../desk/workspace';
import { compare, interleave, median, percentile, time, type Comparison } from '../measure';
import { makeRow, type Curve, type Part, type Row } from '../report';
import { rest } from '../rest';

/** Issue 8: capture at most 1.3 × the bare loop of the same calls and writes. */
const AIM = 1.3;
/** Issue 8: no command waits longer for a step of work. */
const BLOCKED_AT_MOST_MS = 200;

interface Measured extends Comparison {
	size: number;
	last: Capture;
}

async function measureMemberships(desk: BenchDesk, size: number, rounds: number): Promise<Measured> {
	const username = nameMember(size);
	let last = await captureAccount(desk, username, false);
	const times = await interleave(rounds, {
		ours: async () => {
			last = await captureAccount(desk, username, false);
			return last.tookMs;
		},
		floor: () => runCommand(desk, `/bench-memberships ${findUserId(username)} ${Math.ceil(last.sealedBytes / size)}`),
	});
	return { size, ...compare(times.ours, times.floor), last };
}

async function measureMessages(desk: BenchDesk, size: number, rounds: number): Promise<Measured | undefined> {
	let last = await captureAccount(desk, nameWriter(size), true);
	if (last.pageSize === 0) {
		return undefined;
	}
	const { pageSize } = last;
	const line = `/bench-messages ${findRoomIdOf(nameTalk(size))} ${Math.ceil(last.sealedBytes / size)} ${pageSize}`;
	const times = await interleave(rounds, {
		ours: async () => {
			last = await captureAccount(desk, nameWriter(size), true);
			return last.tookMs;
		},
		floor: () => runCommand(desk, line),
	});
	return { size, ...compare(times.ours, times.floor), last };
}

/** How long commands take while a capture runs, against the same commands in peace. */
async function measureBeside(desk: BenchDesk, username: string, withMessages: boolean): Promise<Row[]> {
	const peace: number[] = [];
	const beside: number[] = [];
	for (let run = 0; run < 25; run++) {
		peace.push((await time(() => runCommand(desk, '/legal-hold'))).tookMs);
		await rest(20);
	}
	await captureAccount(desk, username, withMessages, async (done) => {
		while (!done()) {
			beside.push((await time(() => runCommand(desk, '/legal-hold'))).tookMs);
			await rest(20);
		}
	});
	const what = `/legal-hold beside a capture${withMessages ? ' of messages' : ''}`;
	return [
		makeRow({ what: `${what}, p50`, ours: median(beside), floor: median(peace), against: 'the same command in peace' }),
		makeRow({
			what: `${what}, longest of ${beside.length}`,
			ours: percentile(beside, 1),
			floor: BLOCKED_AT_MOST_MS,
			against: 'the 200 ms that no command should wait',
			aim: 1,
		}),
	];
}

const describe = (what: string, measured: Measured[], against: string): Row[] =>
	measured.map(({ last: _last, ...comparison }, index) =>
		makeRow({ what, ...comparison, against, ...(index === measured.length - 1 ? { aim: AIM } : {}) }),
	);

/** What each further one costs, once the capture is under way: the cost of the largest less that of the smallest. */
function describeMargin(what: string, measured: Measured[]): Row[] {
	const [first, last] = [measured[0], measured.at(-1)];
	if (!first || !last) {
		return [];
	}
	const per = (pick: 'ours' | 'floor') => (last[pick] - first[pick]) / (last.size - first.size);
	return [makeRow({ what, ours: per('ours'), floor: per('floor'), against: 'the same of the bare loop' })];
}

const draw = (title: string, xLabel: string, measured: Measured[]): Curve => ({
	title,
	xLabel,
	yLabel: 'ms',
	series: [
		{ name: 'capture', points: measured.map(({ size, ours }) => [size, ours]) },
		{ name: 'bare loop', points: measured.map(({ size, floor }) => [size, floor]) },
	],
});

const note = (what: string, { size, ours, last: { calls, steps, sealedBytes } }: Measured): string =>
	`A capture of ${size.toLocaleString('en')} ${what}: ${calls.length.toLocaleString('en')} calls in ${steps} job${steps > 1 ? 's' : ''}, ${(sealedBytes / 1000).toFixed(0)} kB sealed, ${(ours / size).toFixed(2)} ms each.`;

export const capture: Part = {
	title: 'Capture, as the job does it',
	async run({ prepared, workDir, quick, subjects }) {
		const desk = await openDesk(prepared, workDir);
		const memberships: Measured[] = [];
		const messages: Measured[] = [];
		for (const size of subjects.memberships) {
			memberships.push(await measureMemberships(desk, size, size > 100 ? 2 : 5));
		}
		for (const size of subjects.messages) {
			const measured = await measureMessages(desk, size, quick || size > 1000 ? 2 : 4);
			messages.push(...(measured ? [measured] : []));
		}
		const most = subjects.memberships.at(-1) ?? 0;
		const beside = await measureBeside(desk, nameMember(most), false);
		const besideMessages = messages.length > 0 ? await measureBeside(desk, nameWriter(subjects.messages.at(-1) ?? 0), true) : [];
		await desk.close();
		const largest = [
			...memberships.slice(-1).map((measured) => note('memberships', measured)),
			...messages.slice(-1).map((measured) => note('messages', measured)),
		];
		return {
			rows: [
				...describe('capture of so many memberships', memberships, 'bare loop of the same calls and bytes'),
				...describeMargin('each further membership', memberships),
				...describe('capture of so many messages', messages, 'bare loop of the same pages and bytes'),
				...describeMargin('each further message', messages),
				...beside,
				...besideMessages,
			],
			curves: [
				draw('Capture of memberships', 'rooms of the account', memberships),
				...(messages.length > 0 ? [draw('Capture of messages', 'messages in the room', messages)] : []),
			],
			notes: [...largest, ...(messages.length > 0 ? [] : ['This build captures no messages; their part was left out.'])],
		};
	},
};
