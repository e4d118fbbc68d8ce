/** One Rocket.Chat server instance on the genuine Apps-Engine. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { changeSetting, crashApp, describeApp, followChange, installApp, switchApp, uninstallApp, updateApp } from './apps';
import { createBridges } from './bridges';
import { CommandRegistry } from './bridges/commands';
import { Clock } from './clock';
import type { Context } from './context';
import type { Host, HostEvent } from './contract';
import { Faults } from './faults';
import { interact } from './interact';
import { createOperator } from './operate';
import { Disorder } from './random';
import { Scheduler } from './scheduler/scheduler';
import { Receiver, send } from './signals';
import { runCommand } from './slash';
import { loadEngine } from './staging/engine';
import { instrumentEngine, type Instruments } from './staging/instrument';
import { stageEngine } from './staging/stage';
import { createLogStorage, createMetadataStorage, createSourceStorage } from './store/app-storage';
import { Store } from './store/database';
import { loadWorkspace } from './workspace/load';
import { createPeopleActions } from './workspace/actions';
import { createWorkspaceReader } from './workspace/reader';

export interface HostOptions {
	/** Holds the workspace; several hosts may share it, each in a process of its own. */
	dataDir: string;
	instanceId?: string;
	/** Where the clock of a new workspace begins, ISO 8601; default the machine's time. */
	startAt?: string;
	/** How long the engine waits for an app's answer; default 30000. */
	runtimeTimeoutMs?: number;
	/** Fixes the order of reads that have none. */
	shuffleSeed?: number;
	log?: (line: string) => void;
}

let isRunning = false;

/** Starts an instance and the apps that the workspace has. One per process, since the engine's AppManager is a singleton. */
export async function startHost(options: HostOptions): Promise<Host> {
	if (isRunning) {
		throw new Error('A process can run one host only: start another process.');
	}
	isRunning = true;
	const staged = stageEngine();
	// 'test' would switch every permission check off.
	process.env.NODE_ENV = 'production';
	process.env.DENO_DIR = staged.denoDir;
	process.env.PATH = `${path.dirname(staged.denoBin)}${path.delimiter}${process.env.PATH}`;
	if (options.runtimeTimeoutMs !== undefined) {
		process.env.APPS_ENGINE_RUNTIME_TIMEOUT = String(options.runtimeTimeoutMs);
	}
	const engine = loadEngine(staged);
	const store = new Store(options.dataDir);
	const listeners = new Set<(event: HostEvent) => void>();
	const tell = (event: HostEvent) => listeners.forEach((listener) => listener(event));
	const context = {
		instanceId: options.instanceId ?? randomBytes(4).toString('hex'),
		store,
		clock: new Clock(store, staged.runDir, options.startAt),
		engine,
		faults: new Faults(),
		disorder: new Disorder(options.shuffleSeed),
		log: options.log ?? (() => undefined),
		emit(event: HostEvent) {
			tell(event);
			send(context, { event });
		},
	} as unknown as Context;
	const scheduler = new Scheduler(context);
	const registry = new CommandRegistry();
	context.manager = new engine.AppManager({
		metadataStorage: createMetadataStorage(context),
		logStorage: createLogStorage(context),
		sourceStorage: createSourceStorage(context),
		bridges: createBridges(context, scheduler, registry),
		tempFilePath: staged.runDir,
	});
	const instruments = instrumentEngine(staged);
	const receiver = new Receiver(context, tell, (change) => followChange(context, change));
	// The engine leaves promises of its own unwatched; a server logs them and lives on.
	process.on('unhandledRejection', (reason) => context.log(`unhandled rejection: ${(reason as Error)?.stack ?? reason}`));
	await context.manager.load();
	await context.manager.enableAll();
	receiver.start();
	scheduler.start();
	return assemble({ context, scheduler, registry, receiver, instruments, listeners });
}

interface Parts {
	context: Context;
	scheduler: Scheduler;
	registry: CommandRegistry;
	receiver: Receiver;
	instruments: Instruments;
	listeners: Set<(event: HostEvent) => void>;
}

function assemble({ context, scheduler, registry, receiver, instruments, listeners }: Parts): Host {
	const { manager, clock, store } = context;

	async function settle(): Promise<void> {
		for (;;) {
			await receiver.settle();
			await scheduler.settle();
			if (instruments.countRequests() === 0) {
				return;
			}
			await delay(5);
		}
	}

	async function advance(ms: number, strideMs = ms): Promise<void> {
		await settle();
		for (let left = ms; left > 0; left -= strideMs) {
			await clock.move(Math.min(strideMs, left));
			await settle();
		}
	}

	async function stop(): Promise<void> {
		scheduler.stop();
		await receiver.stop();
		for (const app of await manager.get()) {
			await app.getRuntimeController().stopApp();
		}
		clock.stop();
		store.close();
		isRunning = false;
	}

	return {
		instanceId: context.instanceId,
		now: () => clock.now(),
		advance,
		settle,
		loadWorkspace: async (data) => loadWorkspace(context, data),
		installApp: (zip) => installApp(context, zip),
		updateApp: (zip) => updateApp(context, zip),
		uninstallApp: (appId) => uninstallApp(context, appId),
		enableApp: (appId) => switchApp(context, appId, true),
		disableApp: (appId) => switchApp(context, appId, false),
		crashApp: (appId) => crashApp(context, scheduler, appId),
		apps: async () => Promise.all((await manager.get()).map((app) => describeApp(context, app))),
		appLogs: (appId) => manager.getLogStorage().getEntriesFor(appId),
		setAppSetting: (appId, settingId, value) => changeSetting(context, appId, settingId, value),
		runCommand: (call) => runCommand(context, registry, call),
		commands: () => [...registry.commands.values()].map((command) => translateCommand(context, command)),
		buttons: () => listButtons(context),
		interact: (appId, userId, payload) => interact(context, appId, userId, payload),
		...createPeopleActions(context),
		workspace: createWorkspaceReader(context),
		operator: createOperator(context, instruments.denials),
		on: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		stop,
	};
}

type CommandListing = ReturnType<Host['commands']>[number];

/** Texts as an English client shows them; the key where the app has no translation. */
function translateCommand({ manager }: Context, command: { appId: string; command: string; params?: string; description?: string; permission?: unknown }): CommandListing {
	const english = (manager.getOneById(command.appId)?.getStorageItem().languageContent?.en ?? {}) as Record<string, string>;
	const translate = (key: string | undefined) => key && (english[key.slice(`app-${command.appId}.`.length)] ?? key);
	return { ...command, params: translate(command.params), description: translate(command.description), permission: command.permission as string | undefined };
}

function listButtons({ manager }: Context): Record<string, unknown>[] {
	const registered = manager.getUIActionButtonManager();
	const appIds = [...(manager as unknown as { apps: Map<string, unknown> }).apps.keys()];
	return appIds.flatMap((appId) => [...(registered.getAppActionButtons(appId)?.values() ?? [])].map((button) => ({ ...button, appId })));
}
