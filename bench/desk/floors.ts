import { randomUUID } from 'node:crypto';

import { removeRecords, writeRecord, type MemoryRecords } from './memoryRecords';
import type { BenchDesk } from './openDesk';
import type { HostCall } from './trace';
import { REPEATABLE_BRIDGE_CALLS, type CallPlan } from '../probe/replay';

/** A command as a client sends it to the server; resolves when the server has answered. */
export async function runCommand({ host, officer }: BenchDesk, line: string, room = 'legal'): Promise<void> {
	const [command = '', ...words] = line.slice(1).split(' ');
	const roomId = String(host.workspace.findRoom(room)?._id);
	await host.runCommand({ userId: officer.userId, roomId, command, params: words.join(' '), triggerId: randomUUID() });
}

export const isPersistenceCall = ({ method }: HostCall): boolean =>
	/^accessor:(getPersistence|getReader:getPersistenceReader):/.test(method);

/** Calls that the probe knows how to make: all accessors, and what the runtime sends for the commonest of the others. */
export const isRepeatable = ({ method }: HostCall): boolean =>
	/^accessor:(getPersistence|getReader|getModifier):/.test(method) || REPEATABLE_BRIDGE_CALLS.includes(method);

/** What the probe is to repeat; calls of one wave side by side. */
export function planCalls(calls: readonly HostCall[]): CallPlan {
	const waves = new Map<number, CallPlan[number]>();
	for (const { wave, method, params } of calls) {
		waves.set(wave, [...(waves.get(wave) ?? []), { method, params }]);
	}
	return [...waves.values()];
}

/** Lays records out for the desk, and for the probe that repeats its reads. */
export function layOut({ store, deskId, probeId }: BenchDesk, records: MemoryRecords): void {
	records.writeTo(store, deskId);
	records.writeTo(store, probeId);
}

/** Gives the probe the plans that it repeats as `bench-replay NAME`. */
export async function preparePlans(desk: BenchDesk, plans: Record<string, CallPlan>): Promise<void> {
	for (const [name, plan] of Object.entries(plans)) {
		removeRecords(desk.store, desk.probeId, `plan:${name}`);
		writeRecord(desk.store, desk.probeId, [`plan:${name}`], plan);
		await runCommand(desk, `/bench-load ${name}`);
	}
}

export const runPlan = (desk: BenchDesk, name: string): Promise<void> => runCommand(desk, `/bench-replay ${name}`);
