/** Slash commands: one registry for the server's own and the apps'. */
import type { Context } from '../context';

/** Rocket.Chat's own commands; an app that wants one of these names is refused. */
const CORE_COMMANDS = [
	'archive',
	'create',
	'gimme',
	'help',
	'hide',
	'invite',
	'invite-all-from',
	'invite-all-to',
	'join',
	'kick',
	'leave',
	'lenny',
	'me',
	'msg',
	'mute',
	'part',
	'shrug',
	'status',
	'tableflip',
	'topic',
	'unarchive',
	'unflip',
	'unmute',
];

export interface RegisteredCommand {
	command: string;
	appId: string;
	params?: string;
	description?: string;
	permission?: string | string[];
}

export class CommandRegistry {
	readonly commands = new Map<string, RegisteredCommand>();

	exists(name: string): boolean {
		return CORE_COMMANDS.includes(name.toLowerCase()) || this.commands.has(name.toLowerCase());
	}
}

/** Where the app's translations are found on the server. */
const keyFor = (appId: string, key: string | undefined) => key && `app-${appId}.${key}`;

export function createCommandBridge(context: Context, registry: CommandRegistry) {
	function register(command: any, appId: string): void {
		if (typeof command?.command !== 'string' || command.command.trim() === '') {
			throw new Error('Invalid Slash Command parameter provided, it must be a valid ISlashCommand object.');
		}
		const name = command.command.toLowerCase().trim();
		registry.commands.set(name, {
			command: name,
			appId,
			params: keyFor(appId, command.i18nParamsExample),
			description: keyFor(appId, command.i18nDescription),
			permission: command.permission ?? undefined,
		});
	}
	return new (class extends context.engine.bridges.CommandBridge {
		async doesCommandExist(command: string) {
			return typeof command === 'string' && command.length > 0 && registry.exists(command.trim());
		}

		async enableCommand() {
			// The server's own commands do nothing here, and an app's are there or not: there is nothing to switch
		}

		async disableCommand() {
			// As above
		}

		async modifyCommand(command: unknown, appId: string) {
			register(command, appId);
		}

		async registerCommand(command: unknown, appId: string) {
			register(command, appId);
		}

		async unregisterCommand(command: string) {
			registry.commands.delete(command.toLowerCase().trim());
		}
	})();
}
