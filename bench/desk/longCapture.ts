import { setTimeout as delay } from 'node:timers/promises';

import { readPeakMemory, resetPeakMemory } from './appMemory';
import { placeHold, startCapture } from './captures';
import { runCommand } from './floors';
import type { BenchDesk } from './openDesk';
import type { HostCall } from './trace';
import { time } from '../measure';

/** What a capture of any length asked for. Nothing of what passed is kept. */
export interface LongCapture {
	/** From the first job's begin to the end of the last, without the waits between them. */
	tookMs: number;
	jobs: number;
	calls: number;
	/** Pages of messages, each a call. */
	pages: number;
	/** Messages that the database had to pass over to reach the pages. */
	rowsSkipped: number;
	chunks: number;
	/** Of the sealed chunks as they were written. */
	sealedBytes: number;
	/** Of the app's process. */
	peakMb: number;
	/** Of `/legal-hold` beside the capture, in ms. */
	commandsMs: number[];
}

/** Captures an account with all its messages, and counts at the engine's door what the app asks of the server. */
export async function captureAtLength(desk: BenchDesk, username: string, commandEveryMs: number): Promise<LongCapture> {
	const caseId = await placeHold(desk, username, true);
	const counts = { calls: 0, pages: 0, rowsSkipped: 0, chunks: 0, sealedBytes: 0 };
	const commandsMs: number[] = [];
	let isCompleted = false;
	resetPeakMemory(desk.deskId);
	const requests = await desk.trace.listen(
		async () => {
			let isDone = false;
			const captured = startCapture(desk, caseId).then(() => {
				isDone = true;
			});
			while (commandEveryMs > 0 && !isDone) {
				commandsMs.push((await time(() => runCommand(desk, '/legal-hold'))).tookMs);
				await delay(commandEveryMs);
			}
			await captured;
		},
		(call) => {
			if (call.appId === desk.deskId) {
				isCompleted ||= count(call, counts);
			}
		},
	);
	if (!isCompleted) {
		throw new Error(`the capture of ${username} did not come to its end`);
	}
	const jobs = requests.filter(({ appId, method }) => appId === desk.deskId && /capture-next-step|desk-sweep/.test(method));
	return {
		...counts,
		tookMs: jobs.reduce((sum, { tookMs }) => sum + tookMs, 0),
		jobs: jobs.length,
		peakMb: readPeakMemory(desk.deskId),
		commandsMs,
	};
}

/** @returns true for the event that says that the snapshot is complete */
function count({ method, params }: HostCall, counts: Omit<LongCapture, 'tookMs' | 'jobs' | 'peakMb' | 'commandsMs'>): boolean {
	counts.calls += 1;
	if (method.endsWith(':getMessages')) {
		counts.pages += 1;
		counts.rowsSkipped += Number((params[1] as { skip?: number } | undefined)?.skip ?? 0);
	}
	if (!method.endsWith(':createWithAssociations')) {
		return false;
	}
	const { json } = params[0] as { json: string };
	if ((params[1] as { id: string }[]).some(({ id }) => id.includes(':chunk:'))) {
		counts.chunks += 1;
		counts.sealedBytes += json.length;
	}
	return json.length < 100_000 && json.includes('snapshot.completed');
}
