/** The face of one server instance: every promise of the contract, tied to the part that keeps it. */
import { setTimeout as delay } from 'node:timers/promises';

import {
	changeSetting,
	crashApp,
	describeApp,
	installApp,
	readIcon,
	restartApp,
	switchApp,
	uninstallApp,
	updateApp,
} from './apps';
import type { CommandRegistry, RegisteredCommand } from './bridges/commands';
import type { Context } from './context';
import type { Host, HostEvent } from './contract';
import { interact } from './interact';
import { createOperator } from './operate';
import { findNextRunAfter } from './scheduler/jobs';
import type { Scheduler } from './scheduler/scheduler';
import type { Receiver } from './signals';
import { runCommand } from './slash';
import type { Instruments } from './staging/instrument';
import { createPeopleActions } from './workspace/actions';
import { loadWorkspace } from './workspace/load';
import { createWorkspaceReader } from './workspace/reader';

export interface Parts {
	context: Context;
	scheduler: Scheduler;
	registry: CommandRegistry;
	receiver: Receiver;
	instruments: Instruments;
	listeners: Set<(event: HostEvent) => void>;
}

const BUSY_POLL_MS = 5;

export function assembleHost(parts: Parts): Host {
	const { context, registry, instruments, listeners } = parts;
	return {
		instanceId: context.instanceId,
		now: () => context.clock.now(),
		advance: (ms, strideMs) => advance(parts, ms, strideMs ?? ms),
		settle: () => settle(parts),
		nextDueAt: () => findNextRunAfter(context.store, context.clock.now()),
		loadWorkspace: async (data) => loadWorkspace(context, data),
		...createAppActions(parts),
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
		stop: () => stop(parts),
	};
}

type AppActions = Pick<
	Host,
	| 'installApp'
	| 'updateApp'
	| 'uninstallApp'
	| 'enableApp'
	| 'disableApp'
	| 'restartApp'
	| 'crashApp'
	| 'apps'
	| 'appIcon'
	| 'appLogs'
	| 'setAppSetting'
>;

function createAppActions({ context, scheduler }: Parts): AppActions {
	const { manager } = context;
	return {
		installApp: (zip) => installApp(context, zip),
		updateApp: (zip) => updateApp(context, zip),
		uninstallApp: (appId) => uninstallApp(context, appId),
		enableApp: (appId) => switchApp(context, appId, true),
		disableApp: (appId) => switchApp(context, appId, false),
		restartApp: (appId) => restartApp(context, scheduler, appId),
		crashApp: (appId) => crashApp(context, scheduler, appId),
		apps: async () => Promise.all((await manager.get()).map((app) => describeApp(context, app))),
		appIcon: (appId) => readIcon(context, appId),
		appLogs: (appId) => manager.getLogStorage().getEntriesFor(appId),
		setAppSetting: (appId, settingId, value) => changeSetting(context, appId, settingId, value),
	};
}

/** Until no app is at work: jobs, and the handlers of events that nobody waited for. */
async function settle({ receiver, scheduler, instruments }: Parts): Promise<void> {
	for (;;) {
		await receiver.settle();
		await scheduler.settle();
		if (instruments.countRequests() === 0) {
			return;
		}
		await delay(BUSY_POLL_MS);
	}
}

async function advance(parts: Parts, ms: number, strideMs: number): Promise<void> {
	await settle(parts);
	for (let leftMs = ms; leftMs > 0; leftMs -= strideMs) {
		await parts.context.clock.move(Math.min(strideMs, leftMs));
		await settle(parts);
	}
}

async function stop({ context, scheduler, receiver }: Parts): Promise<void> {
	scheduler.stop();
	await receiver.stop();
	for (const app of await context.manager.get()) {
		await app.getRuntimeController().stopApp();
	}
	context.clock.stop();
	context.store.close();
}

type CommandListing = ReturnType<Host['commands']>[number];

/** Texts as an English client shows them; the key where the app has no translation. */
function translateCommand({ manager }: Context, command: RegisteredCommand): CommandListing {
	const english = (manager.getOneById(command.appId)?.getStorageItem().languageContent?.en ?? {}) as Record<string, string>;
	const translate = (key: string | undefined) => key && (english[key.slice(`app-${command.appId}.`.length)] ?? key);
	return {
		...command,
		params: translate(command.params),
		description: translate(command.description),
		permission: command.permission as string | undefined,
	};
}

/** With the text that an English client shows as `label`, where the app has one. */
function listButtons({ manager }: Context): Record<string, unknown>[] {
	const registered = manager.getUIActionButtonManager();
	const appIds = [...(manager as unknown as { apps: Map<string, unknown> }).apps.keys()];
	return appIds.flatMap((appId) => {
		const english = (manager.getOneById(appId)?.getStorageItem().languageContent?.en ?? {}) as Record<string, string>;
		const buttons = [...(registered.getAppActionButtons(appId)?.values() ?? [])];
		return buttons.map((button) => ({ ...button, appId, label: english[button.labelI18n] }));
	});
}
