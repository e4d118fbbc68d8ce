/** Slash commands as `commands.run` and the web client's own path start them. */
import type { CommandRegistry } from './bridges/commands';
import { toAppRoom, toAppUser } from './bridges/convert';
import { issueTrigger } from './bridges/interactions';
import { type Context, ServerError } from './context';
import type { Host } from './contract';
import { findMessageById } from './workspace/messages';
import { canAccessRoom, findRoomById } from './workspace/rooms';
import { findUserById } from './workspace/users';

const QUOTED = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`;
const WORD = new RegExp(String.raw`(?:${QUOTED}|\\.|\S)+`, 'g');
const PART = new RegExp(String.raw`${QUOTED}|\\["']`, 'g');

/** Splits on blanks; `"…"` and `'…'` hold words together and vanish; `\"` is a quote. Apostrophes in pairs count as quotes, too. */
export function parseParameters(params: string): string[] {
	const words = params.match(WORD) ?? [];
	return words.map((word) =>
		word.replace(PART, (part) => (part.startsWith('\\') ? part.slice(1) : part.slice(1, -1).replace(/\\(["'])/g, '$1'))),
	);
}

/** Never looks at the command's `permission`: only web clients do. */
export async function runCommand(
	context: Context,
	registry: CommandRegistry,
	call: Parameters<Host['runCommand']>[0],
): Promise<void> {
	const name = call.command.toLowerCase().trim().replace(/^\//, '');
	if (call.path !== 'ddp') {
		refuseForeignRoom(context, call);
	}
	if (!registry.commands.has(name)) {
		throw new ServerError('error-command-not-found', 'The command provided does not exist (or is disabled).');
	}
	issueTrigger(context, call.userId, call.triggerId);
	const user = toAppUser(findUserById(context, call.userId));
	const room = toAppRoom(context, findRoomById(context, call.roomId));
	const slashContext = new context.engine.SlashCommandContext(
		user as any,
		room as any,
		parseParameters(call.params),
		call.threadId,
		call.triggerId,
	);
	await context.manager.getCommandManager().executeCommand(name, slashContext);
}

function refuseForeignRoom(context: Context, { userId, roomId, threadId }: Parameters<Host['runCommand']>[0]): void {
	if (!canAccessRoom(context, userId, roomId)) {
		throw new ServerError('unauthorized');
	}
	if (threadId && findMessageById(context, threadId)?.rid !== roomId) {
		throw new ServerError('error-invalid-thread', 'Invalid thread.');
	}
}
