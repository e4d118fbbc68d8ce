/** Failures that a test asks for: the next calls of a bridge method throw. */

import { expectDefined } from './expectDefined';

interface Fault {
	remaining: number;
	message: string;
}

export class Faults {
	private readonly planned = new Map<string, Fault>();

	plan(method: string, times: number, message: string): void {
		this.planned.set(method, { remaining: times, message });
	}

	/** Throws when a failure is planned under one of these names. */
	strike(...methods: string[]): void {
		for (const method of methods) {
			const fault = this.planned.get(method);
			if (fault && fault.remaining > 0) {
				fault.remaining -= 1;
				throw new Error(fault.message);
			}
		}
	}
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
			faults.strike(`${group}.${name}`, ...(ALIASES[name] ? [`${group}.${ALIASES[name]}`] : []));
			return original(...args);
		};
	}
	return bridge;
}
