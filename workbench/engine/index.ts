/** One Rocket.Chat server instance on the genuine Apps-Engine. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';

import { followChange } from './apps';
import { createBridges } from './bridges';
import { CommandRegistry } from './bridges/commands';
import { Clock } from './clock';
import type { Context } from './context';
import type { Host, HostEvent } from './contract';
import { Faults } from './faults';
import { assembleHost } from './host';
import { Disorder } from './random';
import { Scheduler } from './scheduler/scheduler';
import { Receiver, send } from './signals';
import { loadEngine } from './staging/engine';
import { instrumentEngine } from './staging/instrument';
import { stageEngine, type StagedEngine } from './staging/stage';
import { createLogStorage, createMetadataStorage, createSourceStorage } from './store/app-storage';
import { Store } from './store/database';

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

let hasStarted = false;

/** Starts an instance and the apps that the workspace has. One in the life of a process, since the engine's AppManager is a singleton. */
export async function startHost(options: HostOptions): Promise<Host> {
	if (hasStarted) {
		throw new Error('A process can run one host only: start another process.');
	}
	hasStarted = true;
	const staged = stageEngine();
	prepareEnvironment(staged, options.runtimeTimeoutMs);
	const listeners = new Set<(event: HostEvent) => void>();
	const context = createContext(staged, options, listeners);
	const scheduler = new Scheduler(context);
	const registry = new CommandRegistry();
	const instruments = instrumentEngine(staged);
	context.manager = new context.engine.AppManager({
		metadataStorage: createMetadataStorage(context),
		logStorage: createLogStorage(context),
		sourceStorage: createSourceStorage(context),
		bridges: createBridges(context, scheduler, registry),
		tempFilePath: staged.runDir,
	});
	const receiver = new Receiver(
		context,
		(event) => listeners.forEach((listener) => listener(event)),
		(change) => followChange(context, change),
	);
	// The engine leaves promises of its own unwatched; a server logs them and lives on.
	process.on('unhandledRejection', (reason) => {
		context.log(`unhandled rejection: ${(reason as Error | undefined)?.stack ?? String(reason)}`);
	});
	await context.manager.load();
	await context.manager.enableAll();
	receiver.start();
	scheduler.start();
	return assembleHost({ context, scheduler, registry, receiver, instruments, listeners });
}

/** What the engine takes from the process's environment. */
function prepareEnvironment(staged: StagedEngine, runtimeTimeoutMs: number | undefined): void {
	// 'test' would switch every permission check off.
	process.env.NODE_ENV = 'production';
	process.env.DENO_DIR = staged.denoDir;
	// It spawns plain `deno`.
	process.env.PATH = `${path.dirname(staged.denoBin)}${path.delimiter}${process.env.PATH}`;
	if (runtimeTimeoutMs !== undefined) {
		process.env.APPS_ENGINE_RUNTIME_TIMEOUT = String(runtimeTimeoutMs);
	}
}

function createContext(staged: StagedEngine, options: HostOptions, listeners: Set<(event: HostEvent) => void>): Context {
	const store = new Store(options.dataDir);
	const instanceId = options.instanceId ?? randomBytes(4).toString('hex');
	return {
		instanceId,
		store,
		clock: new Clock(store, staged.runDir, options.startAt),
		engine: loadEngine(staged),
		faults: new Faults(),
		disorder: new Disorder(options.shuffleSeed),
		manager: undefined as unknown as Context['manager'],
		log: options.log ?? (() => undefined),
		emit(event) {
			listeners.forEach((listener) => listener(event));
			send({ store, instanceId }, { event });
		},
	};
}
