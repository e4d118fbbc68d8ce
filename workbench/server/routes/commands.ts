import type { Host } from '../../engine/contract';
import { permissions } from '../permissions';
import { Refusal, refuseMissing } from '../refusal';
import type { Call, Route } from '../router';

const optionalText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Rocket.Chat's REST way: the host checks that the person may see the room. The command's own `permission` is not looked at. */
const runByRest = async (host: Host, { user, body }: Call): Promise<unknown> => {
	const command = optionalText(body.command);
	const roomId = optionalText(body.roomId);
	if (!command) throw refuseMissing('command');
	if (!roomId) throw refuseMissing('roomId');
	const [triggerId, threadId] = [optionalText(body.triggerId), optionalText(body.tmid)];
	await host.runCommand({
		userId: user._id,
		roomId,
		command,
		params: String(body.params ?? ''),
		triggerId,
		threadId,
		path: 'rest',
	});
	return { result: null, success: true };
};

const parseMethodCall = (body: Record<string, unknown>): { id: unknown; params: Record<string, any>[] } => {
	try {
		const { id, params } = JSON.parse(String(body.message)) as { id: unknown; params: Record<string, any>[] };
		if (Array.isArray(params) && params[0] && typeof params[0] === 'object') return { id, params };
	} catch {
		// Falls through to the refusal.
	}
	throw new Refusal(400, 'Invalid method call [error-invalid-params]', 'error-invalid-params');
};

/**
 * The DDP method `slashCommand` over `method.call`, as the web client invokes it: `message.rid` comes from the client
 * and nobody checks it, so an app is handed rooms that the sender is not in.
 */
const runByMethodCall = async (host: Host, { user, body }: Call): Promise<unknown> => {
	const { id, params } = parseMethodCall(body);
	const [{ cmd, params: text, msg, triggerId } = {} as Record<string, any>] = params;
	const answer = (outcome: Record<string, unknown>) => JSON.stringify({ msg: 'result', id, ...outcome });
	try {
		await host.runCommand({
			userId: user._id,
			roomId: String(msg?.rid ?? ''),
			command: String(cmd ?? ''),
			params: String(text ?? ''),
			triggerId: optionalText(triggerId),
			threadId: optionalText(msg?.tmid),
			path: 'ddp',
		});
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new Refusal(400, answer({ error: { message } }));
	}
	return { message: answer({ result: null }), success: true };
};

export function listCommandRoutes(host: Host): Route[] {
	return [
		{
			method: 'GET',
			path: '/api/v1/commands.list',
			access: 'person',
			handle: () => ({ commands: host.commands(), total: host.commands().length, success: true }),
		},
		{
			method: 'GET',
			path: '/api/v1/permissions.listAll',
			access: 'person',
			handle: () => ({ update: permissions, remove: [], success: true }),
		},
		{ method: 'POST', path: '/api/v1/commands.run', access: 'person', handle: (call) => runByRest(host, call) },
		{ method: 'POST', path: '/api/v1/method.call/slashCommand', access: 'person', handle: (call) => runByMethodCall(host, call) },
	];
}
