import { runCommand } from '../desk/floors';
import { layOutLarge, nameLarge, type LargeSubject } from '../desk/largeSubject';
import { captureAtLength, type LongCapture } from '../desk/longCapture';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import { findUserId } from '../desk/workspace';
import { percentile, time } from '../measure';
import { makeRow, type Part, type Row } from '../report';
import { rest } from '../rest';

/** Issue 4: capture at most 1.3 × the bare loop, memory within 20 %, p95 of a command beside it at most 5 × idle. */
const AIMS = { floor: 1.3, memory: 1.2, command: 5 };

const ROOMS = 2000;
/** A command may take 30 s; the bare loop takes so many rooms at a time. */
const ROOMS_PER_COMMAND = 100;
/** About what the desk seals of one, so that the bare loop writes as much. */
const MEMBERSHIP_BYTES = 40;
const COMMAND_EVERY_MS = 250;
const PAGE_SIZE = 100;

interface Measured extends LongCapture {
	subject: LargeSubject;
	floorMs: number;
	/** Of `/legal-hold` beside a second capture of the same, and idle; of the smallest size only. */
	commands?: { besideMs: number[]; idleMs: number[] };
}

/** The bare loops over the same memberships and the same messages, writing the same number of bytes. */
async function runFloor(desk: BenchDesk, { username, messages, rooms }: LargeSubject, sealedBytes: number): Promise<number> {
	const bytes = Math.ceil(sealedBytes / messages);
	const { tookMs } = await time(async () => {
		await runCommand(desk, `/bench-memberships ${findUserId(username)} ${MEMBERSHIP_BYTES}`);
		for (let from = 0; from < rooms; from += ROOMS_PER_COMMAND) {
			const to = from + ROOMS_PER_COMMAND;
			await runCommand(desk, `/bench-rooms ${findUserId(username)} ${from} ${to} ${bytes} ${PAGE_SIZE}`);
		}
	});
	return tookMs;
}

async function timeIdle(desk: BenchDesk): Promise<number[]> {
	const idleMs: number[] = [];
	for (let run = 0; run < 60; run++) {
		idleMs.push((await time(() => runCommand(desk, '/legal-hold'))).tookMs);
		await rest(20);
	}
	return idleMs;
}

/** The capture is timed by itself, as the floor is; commands beside it, which take their share of the same process, get a capture of their own. */
async function measure(desk: BenchDesk, messages: number, withCommands: boolean): Promise<Measured> {
	const subject = nameLarge(messages, ROOMS);
	await layOutLarge(desk.host, subject);
	// A fresh process, so that its peak is of this capture alone.
	await desk.host.crashApp(desk.deskId);
	const captured = await captureAtLength(desk, subject.username, 0);
	const floorMs = await runFloor(desk, subject, captured.sealedBytes);
	if (!withCommands) {
		return { ...captured, subject, floorMs };
	}
	const idleMs = await timeIdle(desk);
	const { commandsMs: besideMs } = await captureAtLength(desk, subject.username, COMMAND_EVERY_MS);
	return { ...captured, subject, floorMs, commands: { besideMs, idleMs } };
}

function describe(measured: Measured, smallest: Measured): Row[] {
	const { subject, tookMs, floorMs, peakMb } = measured;
	const size = subject.messages;
	const what = `messages in ${subject.rooms.toLocaleString('en')} rooms`;
	return [
		makeRow({
			what: `capture of so many ${what}`,
			...{ size, ours: tookMs, floor: floorMs, aim: AIMS.floor },
			against: 'bare loops of the same memberships, pages and bytes',
		}),
		makeRow({
			what: `peak memory (RSS) while so many ${what} are captured`,
			...{ size, ours: peakMb, floor: smallest.peakMb, unit: 'MB' },
			...(measured === smallest ? {} : { aim: AIMS.memory }),
			against: `the same with ${smallest.subject.messages.toLocaleString('en')}`,
		}),
		...describeCommands(measured),
	];
}

function describeCommands({ subject, commands }: Measured): Row[] {
	if (!commands) {
		return [];
	}
	const { besideMs, idleMs } = commands;
	return [
		makeRow({
			what: `/legal-hold beside it, p95 of ${besideMs.length}`,
			...{ size: subject.messages, ours: percentile(besideMs, 0.95), floor: percentile(idleMs, 0.95), aim: AIMS.command },
			against: `idle, p95 of ${idleMs.length}`,
		}),
	];
}

const perSecond = (count: number, ms: number): string => Math.round((count * 1000) / ms).toLocaleString('en');

function note({ subject, jobs, calls, pages, rowsSkipped, chunks, sealedBytes, tookMs, floorMs }: Measured): string {
	const size = subject.messages.toLocaleString('en');
	const sealed = `${(sealedBytes / 1e6).toFixed(1)} MB sealed in ${chunks.toLocaleString('en')} chunks`;
	const asked = `${calls.toLocaleString('en')} calls, ${pages.toLocaleString('en')} of them pages (${perSecond(pages, tookMs)} a second, bare loop ${perSecond(pages, floorMs)})`;
	return `${size} messages: ${jobs} jobs, ${asked}, ${rowsSkipped.toLocaleString('en')} rows skipped, ${sealed}.`;
}

export const scale: Part = {
	title: 'Capture at scale: one account, 2,000 rooms',
	isOnRequest: true,
	async run({ prepared, workDir, quick, full }) {
		const desk = await openDesk(prepared, workDir);
		const measured: Measured[] = [];
		const usual = quick ? [5_000, 20_000] : [20_000, 100_000];
		for (const size of full ? [100_000, 1_000_000] : usual) {
			measured.push(await measure(desk, size, measured.length === 0));
		}
		await desk.close();
		const [smallest] = measured as [Measured];
		return {
			rows: measured.flatMap((one) => describe(one, smallest)),
			curves: [],
			notes: measured.map(note),
		};
	},
};
