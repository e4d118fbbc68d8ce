import type { IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';

/** A call of an app to its server, as the server received it. */
export interface PlannedCall {
	method: string;
	params: unknown[];
}

/** Calls in waves: those of one wave were under way at the same time. */
export type CallPlan = PlannedCall[][];

export const REPEATABLE_BRIDGE_CALLS = [
	'bridges:getUserBridge:doGetAppUser',
	'bridges:getMessageBridge:doNotifyUser',
	'bridges:getMessageBridge:doGetById',
	'bridges:getMessageBridge:doCreate',
];

interface Accessors {
	read: IRead;
	modify: IModify;
	persistence: IPersistence;
	/** Of the command that repeats the calls: a view opens for no other. */
	triggerId?: string;
}

type AnyAccessor = Record<string, (...params: unknown[]) => unknown>;

/** Makes the same calls with the same bytes, and does nothing with the answers; a refusal took its time as well. */
export async function replayCalls(accessors: Accessors, plan: CallPlan): Promise<void> {
	for (const wave of plan) {
		await Promise.all(wave.map((call) => replayCall(accessors, call).catch(() => undefined)));
	}
}

async function replayCall(accessors: Accessors, { method, params }: PlannedCall): Promise<void> {
	const { read, modify, persistence, triggerId } = accessors;
	const [kind, origin = '', ...steps] = method.split(':');
	if (kind === 'bridges') {
		return replayBridgeCall(accessors, method, params);
	}
	const origins: Record<string, unknown> = { getReader: read, getPersistence: persistence, getModifier: modify };
	const last = steps.pop() ?? '';
	// Accessors answer any name, also `then`: none is ever awaited or returned.
	const accessor = steps.reduce((from, step) => from[step]?.() as AnyAccessor, origins[origin] as AnyAccessor);
	await accessor[last]?.(...(last === 'openSurfaceView' ? [params[0], { triggerId }, params[2]] : params));
}

/** What the runtime itself sends to the server when an app uses these accessors. */
async function replayBridgeCall({ read, modify }: Accessors, method: string, params: unknown[]): Promise<void> {
	const [first, second] = params;
	switch (method) {
		case 'bridges:getUserBridge:doGetAppUser':
			await read.getUserReader().getAppUser();
			return;
		case 'bridges:getMessageBridge:doNotifyUser':
			await modify.getNotifier().notifyUser(first as IUser, second as IMessage);
			return;
		case 'bridges:getMessageBridge:doGetById':
			await read.getMessageReader().getById(first as string);
			return;
		case 'bridges:getMessageBridge:doCreate':
			await modify.getCreator().finish(modify.getCreator().startMessage(first as IMessage));
			return;
		default:
			throw new Error(`the probe cannot repeat ${method}`);
	}
}
