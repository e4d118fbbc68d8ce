import { App } from '@rocket.chat/apps-engine/definition/App';
import type { IConfigurationExtend, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';

import { copyMemberships, copyMessages, copyRooms } from './bareLoops';
import { replayCalls, type CallPlan } from './replay';

interface Tools {
	read: IRead;
	modify: IModify;
	persistence: IPersistence;
	triggerId?: string;
}

/**
 * The floors: a command that does nothing, one that repeats the calls that another app was seen to make, and the loops
 * that any app needs to copy memberships or messages. What each takes is what the platform takes; the rest is the app's.
 */
export class BenchProbeApp extends App {
	private readonly plans = new Map<string, CallPlan>();

	protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
		const commands: Record<string, (tools: Tools, words: string[]) => Promise<void>> = {
			'bench-empty': async () => undefined,
			'bench-load': async ({ read }, [name = '']) => this.loadPlan(read, name),
			'bench-replay': async (tools, [name = '']) => replayCalls(tools, this.plans.get(name) ?? []),
			'bench-memberships': async ({ read, persistence }, [userId = '', recordBytes]) =>
				copyMemberships(read, persistence, userId, Number(recordBytes)),
			'bench-messages': async ({ read, persistence }, [roomId = '', recordBytes, pageSize]) =>
				copyMessages(read, persistence, roomId, Number(recordBytes), Number(pageSize)),
			'bench-rooms': async ({ read, persistence }, [userId = '', from, to, recordBytes, pageSize]) =>
				copyRooms(read, persistence, userId, [Number(from), Number(to)], Number(recordBytes), Number(pageSize)),
		};
		for (const [command, run] of Object.entries(commands)) {
			await configuration.slashCommands.provideSlashCommand({
				command,
				i18nDescription: 'description',
				i18nParamsExample: 'params',
				providesPreview: false,
				executor: async (context: SlashCommandContext, read, modify, _http, persistence) =>
					run({ read, modify, persistence, triggerId: context.getTriggerId() }, context.getArguments()),
			});
		}
	}

	/** Kept in memory, so that repeating a plan does not begin with reading it. */
	private async loadPlan(read: IRead, name: string): Promise<void> {
		const association = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `plan:${name}`);
		const records = (await read.getPersistenceReader().readByAssociation(association)) as { json: string }[];
		this.plans.set(name, JSON.parse(records.at(-1)?.json ?? '[]') as CallPlan);
	}
}
