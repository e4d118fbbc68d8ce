/** Installing, updating, switching and crashing apps on this instance, and following what other instances do. */
import type { ProxiedApp } from 'apps-engine-server/server/ProxiedApp';

import { type Context, ServerError } from './context';
import type { AppState } from './contract';
import { expectDefined } from './expectDefined';
import type { Scheduler } from './scheduler/scheduler';
import { announceChange, type AppChange } from './signals';

/** Processes that were killed, and when they are back. */
const comingBack = new WeakMap<object, Promise<void>>();

export async function describeApp({ engine }: Context, app: ProxiedApp, errors?: string[]): Promise<AppState> {
	// The question goes to the app's process; asked in the gap, it would make the engine take the app for disabled.
	await comingBack.get(app.getRuntimeController());
	const status = await app.getStatus();
	const state = {
		id: app.getID(),
		name: app.getName(),
		version: app.getVersion(),
		status,
		enabled: engine.AppStatusUtils.isEnabled(status),
	};
	return errors ? { ...state, errors } : state;
}

function requireApp({ manager }: Context, appId: string): ProxiedApp {
	const app = manager.getOneById(appId);
	if (!app) {
		throw new ServerError('error-app-not-found', `No app found by the id of: ${appId}`);
	}
	return app;
}

/** The engine keeps it as a data URL. */
export function readIcon({ manager }: Context, appId: string): { type: string; content: Buffer } | undefined {
	const kept: unknown = manager.getOneById(appId)?.getInfo().iconFileContent;
	const [, type, base64] = /^data:([\w/+.-]+);base64,(.+)$/s.exec(String(kept)) ?? [];
	return type && base64 ? { type, content: Buffer.from(base64, 'base64') } : undefined;
}

/** Grants exactly what app.json asks for, as an administrator does who confirms the dialogue. */
export async function installApp(context: Context, zip: Buffer): Promise<AppState> {
	const { info } = await context.manager.getParser().unpackageApp(zip);
	if (context.manager.getOneById(info.id)) {
		throw new ServerError('error-app-already-installed', `The app ${info.name} is installed already`);
	}
	const result = await context.manager.add(zip, { enable: true, permissionsGranted: info.permissions, user: undefined as any });
	return finish(context, result, 'added');
}

export async function updateApp(context: Context, zip: Buffer): Promise<AppState> {
	const { info } = await context.manager.getParser().unpackageApp(zip);
	const result = await context.manager.update(zip, info.permissions as any, { loadApp: true });
	return finish(context, result, 'updated');
}

type Fulfillment = Awaited<ReturnType<Context['manager']['add']>>;

async function finish(context: Context, result: Fulfillment, change: 'added' | 'updated'): Promise<AppState> {
	const failure = result.hasStorageError()
		? result.getStorageError()
		: result.hasAppUserError() && (result.getAppUserError() as { message: string }).message;
	if (failure) {
		throw new ServerError('error-app-not-installed', failure);
	}
	const app = result.getApp();
	announceChange(context, { change, appId: app.getID() });
	return describeApp(context, context.manager.getOneById(app.getID()) ?? app);
}

export async function uninstallApp(context: Context, appId: string): Promise<void> {
	requireApp(context, appId);
	await context.manager.remove(appId, { user: undefined as any });
	announceChange(context, { change: 'removed', appId });
}

export async function switchApp(context: Context, appId: string, enable: boolean): Promise<AppState> {
	const app = requireApp(context, appId);
	const { AppStatus } = context.engine;
	const status = enable ? AppStatus.MANUALLY_ENABLED : AppStatus.MANUALLY_DISABLED;
	await context.manager.changeStatus(appId, status);
	announceChange(context, { change: 'switched', appId, enable });
	return describeApp(context, app);
}

/** Off and on again, while no job starts: one that fell due in between would be lost, as while an app is disabled. */
export function restartApp(context: Context, scheduler: Scheduler, appId: string): Promise<AppState> {
	return scheduler.holdWhile(async () => {
		await switchApp(context, appId, false);
		return switchApp(context, appId, true);
	});
}

export async function changeSetting(context: Context, appId: string, settingId: string, value: unknown): Promise<void> {
	const setting = requireApp(context, appId).getStorageItem().settings[settingId];
	if (!setting) {
		throw new ServerError('error-setting-not-found', 'No setting found for the App by the provided id.');
	}
	await context.manager.getSettingsManager().updateAppSetting(appId, { ...setting, value });
	announceChange(context, { change: 'setting', appId, settingId });
}

/** The parts of the engine's subprocess controller that a crash needs; they are not in its public type. */
interface Controller {
	deno?: { pid: number };
	restartApp(): Promise<void>;
}

/**
 * SIGKILL to the app's process. The engine notices and restarts it. No job starts meanwhile: a request that met the gap would make
 * the engine take the app for disabled, for five minutes, as on a real server.
 */
export async function crashApp(context: Context, scheduler: Scheduler, appId: string): Promise<void> {
	const controller = requireApp(context, appId).getRuntimeController() as unknown as Controller;
	const pid = controller.deno?.pid;
	if (!pid) {
		throw new ServerError('error-app-not-running', 'The app has no process');
	}
	await scheduler.holdWhile(async () => {
		const restart = controller.restartApp;
		const restarted = new Promise<void>((resolve) => {
			controller.restartApp = async () => {
				await restart.call(controller);
				controller.restartApp = restart;
				resolve();
			};
		});
		comingBack.set(controller, restarted);
		process.kill(pid, 'SIGKILL');
		await restarted;
	});
}

/** What this instance does when another one changed an app. */
export async function followChange(context: Context, { change, appId, ...rest }: AppChange): Promise<void> {
	const { manager } = context;
	const stored = await manager.getStorage().retrieveOne(appId);
	if (change === 'removed') {
		if (!stored && manager.getOneById(appId)) {
			// The engine disables it first, and stumbles over the record that is gone already; the second time it is disabled.
			await manager.removeLocal(appId).catch(() => manager.removeLocal(appId));
		}
		return;
	}
	if (!stored) {
		return;
	}
	const app = manager.getOneById(appId);
	if (change === 'added' && !app) {
		await manager.addLocal(appId);
	} else if (change === 'added' || change === 'updated') {
		const zip = Buffer.from(
			await (manager as unknown as { appSourceStorage: { fetch(item: unknown): Promise<Buffer> } }).appSourceStorage.fetch(
				stored,
			),
		);
		await (context.engine.AppStatusUtils.isEnabled(stored.status)
			? manager.updateAndStartupLocal(stored, zip)
			: manager.updateAndInitializeLocal(stored, zip));
	} else if (change === 'switched' && app) {
		app.getStorageItem().status = stored.status;
		await (rest.enable ? manager.enable(appId) : manager.disable(appId, stored.status, true));
	} else if (change === 'setting' && app && rest.settingId) {
		// Both hooks run here as well.
		await manager.getSettingsManager().updateAppSetting(appId, expectDefined(stored.settings[rest.settingId], rest.settingId));
	}
}
