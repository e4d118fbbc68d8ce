import { randomUUID } from 'node:crypto';

import { layOut } from './floors';
import { createMemoryRecords } from './memoryRecords';
import type { BenchDesk } from './openDesk';
import type { HostCall } from './trace';
import { findUserId } from './workspace';
import { appendEvents, loadCase } from '../../src/cases/caseFile';
import type { EventDraft } from '../../src/cases/events';
import { formatReference } from '../../src/cases/references';
import { createCaseIndex } from '../../src/platform/caseIndex';
import { createLedgerStore } from '../../src/platform/ledgers';
import { insertJob } from '../../workbench/engine/scheduler/jobs';

export interface Capture {
	/** From the first step's begin to the end of the last, without the waits between jobs. */
	tookMs: number;
	steps: number;
	calls: HostCall[];
	/** Of the sealed chunks as they were written. */
	sealedBytes: number;
	/** How many messages the platform was asked for at a time; 0 when it was asked for none. */
	pageSize: number;
}

let lastNumber = 0;

/** Lays out a case whose hold has just been placed, by the app's own modules: a capture that is to begin. */
export async function placeHold(desk: BenchDesk, username: string, withMessages: boolean): Promise<string> {
	const records = createMemoryRecords();
	const [caseId, holdId, snapshotId] = [randomUUID(), randomUUID(), randomUUID()];
	const [userId, reference] = [findUserId(username), formatReference(2026, (lastNumber += 1))];
	const messages = { 'public channel': 'whole', 'private group': 'whole', 'direct messages': 'whole', 'other': 'none' } as const;
	const scope = withMessages ? { scope: { messages, maxFileBytes: 0 } } : {};
	const drafts: EventDraft[] = [
		{ type: 'case.opened', body: { reference, agency: { name: 'Police', officer: 'A', officialEmail: 'a@police.example' } } },
		{ type: 'hold.placed', body: { holdId, snapshotId, subject: { userId, username }, regime: 'us-2703f', ...scope } },
	];
	const tools = {
		ledgers: createLedgerStore(records),
		index: createCaseIndex(records),
		clock: () => desk.host.now(),
		makeId: randomUUID,
	};
	const actor = { kind: 'person', userId: desk.officer.userId, username: desk.officer.username } as const;
	await appendEvents(await loadCase(caseId, tools), drafts, actor, tools);
	layOut(desk, records);
	return caseId;
}

/** Starts the job that copies what a hold preserves, as the desk itself does after the form. @returns when no job is left to run */
export function startCapture({ host, store, deskId }: BenchDesk, caseId: string): Promise<void> {
	const data = { caseId, appId: deskId };
	insertJob(store, { name: `capture-next-step_${deskId}`, data, nextRunAt: new Date(host.now()) });
	return host.settle();
}

/** Captures an account through the job that the desk itself starts after the form. `meanwhile` runs beside it. */
export async function captureAccount(
	desk: BenchDesk,
	username: string,
	withMessages: boolean,
	meanwhile?: (done: () => boolean) => Promise<void>,
): Promise<Capture> {
	const { deskId, trace } = desk;
	const caseId = await placeHold(desk, username, withMessages);
	const { calls, requests } = await trace.record(async () => {
		let done = false;
		const captured = startCapture(desk, caseId).then(() => {
			done = true;
		});
		await Promise.all([captured, meanwhile?.(() => done)]);
	});
	const steps = requests.filter(({ appId, method }) => appId === deskId && method.includes('capture-next-step'));
	const written = calls.filter(({ appId, method }) => appId === deskId && method.endsWith(':createWithAssociations'));
	if (!written.some((call) => JSON.stringify(call.params).includes('snapshot.completed'))) {
		throw new Error(`the capture of ${username} did not come to its end`);
	}
	return {
		tookMs: steps.reduce((sum, { tookMs }) => sum + tookMs, 0),
		steps: steps.length,
		calls: calls.filter(({ appId }) => appId === deskId),
		sealedBytes: written.filter(isChunk).reduce((sum, { params }) => sum + JSON.stringify(params[0]).length, 0),
		pageSize: Math.max(0, ...calls.filter(({ method }) => method.endsWith(':getMessages')).map(readLimit)),
	};
}

function isChunk({ params }: HostCall): boolean {
	return (params[1] as { id: string }[]).some(({ id }) => id.includes(':chunk:'));
}

function readLimit({ params }: HostCall): number {
	return Number((params[1] as { limit?: number } | undefined)?.limit ?? 100);
}
