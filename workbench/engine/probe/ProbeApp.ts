/**
 * A probe: an app that runs whatever code a test hands it, inside the genuine sandbox, with the genuine accessors.
 * `PROBE` is written into the bundle when it is built.
 */
import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
	IConfigurationExtend,
	IEnvironmentRead,
	IHttp,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { SettingType } from '@rocket.chat/apps-engine/definition/settings';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import { UIActionButtonContext } from '@rocket.chat/apps-engine/definition/ui';

import type { ProbeConfig } from './config';

declare const PROBE: ProbeConfig;

type Tools = Record<string, unknown>;

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
	...args: string[]
) => (...args: unknown[]) => Promise<unknown>;

const assoc = (id: string) => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, id);

function run(code: string, tools: Tools): Promise<unknown> {
	// A compiler may have wrapped the test's functions in a helper of its own.
	return new AsyncFunction('tools', `const __name = (named) => named; return (${code})(tools)`)(tools);
}

/** Keeps what JSON would lose, so that a test sees what the app saw. */
function describe(value: unknown): string {
	return JSON.stringify(value, function (this: Record<string, unknown>, key: string, plain: unknown) {
		const original = this[key];
		if (original instanceof Date) {
			return { $date: Number.isNaN(original.getTime()) ? 'invalid' : original.toISOString() };
		}
		if (original instanceof Uint8Array) {
			return { [Buffer.isBuffer(original) ? '$buffer' : '$bytes']: Buffer.from(original).toString('base64') };
		}
		if (original === undefined) {
			return { $undefined: true };
		}
		if (typeof original === 'number' && !Number.isFinite(original)) {
			return { $number: String(original) };
		}
		return plain;
	});
}

class ProbeCommand implements ISlashCommand {
	public i18nParamsExample = 'probe_params';

	public i18nDescription = 'probe_description';

	public providesPreview = false;

	public permission = 'view-privileged-setting';

	constructor(
		private readonly app: ProbeApp,
		public command: string,
	) {}

	public async executor(
		context: SlashCommandContext,
		read: IRead,
		modify: IModify,
		http: IHttp,
		persistence: IPersistence,
	): Promise<void> {
		const code = Buffer.from(context.getArguments()[0] ?? '', 'base64').toString();
		const tools = { app: this.app, context, read, modify, http, persistence, assoc };
		// A second argument lets the error out, as a command of an ordinary app would.
		if (context.getArguments()[1] === 'bare') {
			await run(code, tools);
			return;
		}
		let answer: unknown;
		try {
			answer = { value: await run(code, tools) };
		} catch (error) {
			answer = { error: (error as Error).message };
		}
		const reply = modify.getCreator().startMessage().setRoom(context.getRoom()).setText(describe(answer));
		await modify.getNotifier().notifyUser(context.getSender(), reply.getMessage());
	}
}

export class ProbeApp extends App {
	/** Lost with the process. */
	public memory: Record<string, unknown> = { seen: [] };

	/** Code for handlers, by method name. */
	public hooks: Record<string, string> = {};

	protected override async extendConfiguration(
		configuration: IConfigurationExtend,
		_environment: IEnvironmentRead,
	): Promise<void> {
		await configuration.settings.provideSetting({
			id: 'greeting',
			type: SettingType.STRING,
			packageValue: 'hello',
			required: false,
			public: false,
			i18nLabel: 'greeting',
		});
		if (PROBE.button) {
			configuration.ui.registerButton({
				actionId: 'probe-button',
				labelI18n: 'probe_button',
				context: UIActionButtonContext.MESSAGE_ACTION,
			});
		}
		await configuration.scheduler.registerProcessors(
			(PROBE.processors ?? []).map(({ id, startupSetting }) => ({
				id,
				...(startupSetting && { startupSetting: startupSetting as never }),
				processor: async (job, read, modify, http, persistence) => {
					const code = (job.code as string | undefined) ?? this.hooks[`job:${id}`];
					await (code ? run(code, { app: this, job, read, modify, http, persistence, assoc }) : this.note(`job:${id}`, job));
				},
			})),
		);
		if (PROBE.breaksOnInitialize) {
			throw new Error('initialize breaks');
		}
		for (const command of PROBE.commands ?? ['probe']) {
			await configuration.slashCommands.provideSlashCommand(new ProbeCommand(this, command));
		}
	}

	public override async onEnable(): Promise<boolean> {
		return PROBE.enables !== false;
	}

	public note(event: string, payload: unknown): void {
		(this.memory.seen as unknown[]).push({ event, payload });
	}

	/** What every handler does: remember the call, then run the test's code if there is any. */
	public async handle(method: string, args: unknown[]): Promise<unknown> {
		const [context] = args;
		const data = (context as { getInteractionData?: () => unknown })?.getInteractionData?.();
		this.note(method, JSON.parse(describe(data ?? context) ?? 'null'));
		const code = this.hooks[method];
		return code ? run(code, { app: this, args, context, data, assoc }) : undefined;
	}
}

for (const method of PROBE.handlers ?? []) {
	Object.defineProperty(ProbeApp.prototype, method, {
		value(this: ProbeApp, ...args: unknown[]) {
			return this.handle(method, args);
		},
	});
}
