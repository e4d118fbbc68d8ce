/** Failures that a test asks for, in the calls of the bridges. */
import { setTimeout as delay } from 'node:timers/promises';

import type { FaultPlan, StruckFault } from './contract';
import { expectDefined } from './expectDefined';

type Fault = Required<FaultPlan>;

export class Faults {
	private readonly planned = new Map<string, Fault>();

	private mailToLose = 0;

	private struck: StruckFault[] = [];

	plan(method: string, { effect = 'fail', skip = 0, times = 1, message = `${method} failed`, delayMs = 0 }: FaultPlan): void {
		this.planned.set(method, { effect, skip, times, message, delayMs });
	}

	clear(): void {
		this.planned.clear();
	}

	/** What has struck since the last time. */
	takeStruck(): StruckFault[] {
		const { struck } = this;
		this.struck = [];
		return struck;
	}

	planMailLoss(times: number): void {
		this.mailToLose = times;
	}

	/** Whether the mail that is being sent is one to lose. */
	takeMailLoss(): boolean {
		if (this.mailToLose === 0) {
			return false;
		}
		this.mailToLose -= 1;
		return true;
	}

	/** Throws when a failure is planned under one of these names. */
	strike(...methods: string[]): void {
		const fault = this.take(methods);
		if (fault) {
			throw new Error(fault.message);
		}
	}

	/** The fault that the next call of a method with these names meets, if one is planned. */
	take(methods: readonly string[]): Fault | undefined {
		for (const method of methods) {
			const fault = this.planned.get(method);
			if (fault && fault.skip > 0) {
				fault.skip -= 1;
			} else if (fault && fault.times > 0) {
				fault.times -= 1;
				this.struck.push({ method, effect: fault.effect });
				return fault;
			}
		}
		return undefined;
	}
}

/** Lets a call meet its fault. A power cut ends this process at once, as the kernel does it. */
async function suffer({ effect, message, delayMs }: Fault, call: () => unknown): Promise<unknown> {
	if (effect === 'power-cut') {
		process.kill(process.pid, 'SIGKILL');
	}
	await delay(delayMs);
	const answer = effect === 'fail' ? undefined : await call();
	if (effect === 'power-cut-after') {
		process.kill(process.pid, 'SIGKILL');
	}
	if (effect !== 'delay') {
		throw new Error(message);
	}
	return answer;
}

/** Method of a bridge → the shorter name under which it can be failed as well. */
const ALIASES: Record<string, string> = {
	createWithAssociations: 'create',
	readById: 'read',
	readByAssociations: 'read',
	updateByAssociations: 'update',
	removeByAssociations: 'remove',
	createUpload: 'create',
	getBuffer: 'read',
	getById: 'read',
	getByName: 'read',
	getByUsername: 'read',
	getUserRoomIds: 'read',
	getMembers: 'read',
	getMessages: 'read',
	getAllRooms: 'read',
	getDirectByUsernames: 'read',
	sendEmail: 'send',
	notifyUser: 'notify',
};

/** Makes every method of `bridge` fail on demand, as `<group>.<method>` and by its alias. */
export function injectFaults<Bridge extends object>(bridge: Bridge, group: string, faults: Faults): Bridge {
	const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(bridge)).filter((name) => name !== 'constructor');
	const open = bridge as Record<string, (...args: unknown[]) => unknown>;
	for (const name of methods) {
		const original = expectDefined(open[name], name).bind(bridge);
		open[name] = (...args) => {
			const fault = faults.take([`${group}.${name}`, ...(ALIASES[name] ? [`${group}.${ALIASES[name]}`] : [])]);
			return fault ? suffer(fault, () => original(...args)) : original(...args);
		};
	}
	return bridge;
}
