/** Hooks into the loaded engine that change nothing for the app: what is under way, what was denied, and a fault that would end us. */
import { createRequire } from 'node:module';
import path from 'node:path';

import type { StagedEngine } from './stage';

export interface Denial {
	appId: string;
	missing: string[];
}

export interface Instruments {
	/** Requests to apps that have not been answered yet. */
	countRequests(): number;
	readonly denials: Denial[];
}

export function instrumentEngine(staged: StagedEngine): Instruments {
	const requireStaged = createRequire(path.join(staged.packageDir, 'package.json'));
	const load = (file: string) => requireStaged(path.join(staged.packageDir, file));
	outliveBrokenPipes(load);
	return { countRequests: countRequests(load), denials: recordDenials(load) };
}

type Load = (file: string) => any;

function countRequests(load: Load): () => number {
	let pending = 0;
	const controller = load('server/runtime/deno/AppsEngineDenoRuntime.js').DenoRuntimeSubprocessController.prototype;
	const send = controller.sendRequest;
	controller.sendRequest = async function (...args: unknown[]) {
		pending += 1;
		try {
			return await send.apply(this, args);
		} finally {
			pending -= 1;
		}
	};
	return () => pending;
}

/**
 * The engine writes to an app's process without listening for errors: an answer that is on its way when the process dies
 * (EPIPE) would end the server. That the process is gone the engine learns from its exit.
 */
function outliveBrokenPipes(load: Load): void {
	const messenger = load('server/runtime/deno/ProcessMessenger.js').ProcessMessenger.prototype;
	const { setReceiver } = messenger;
	messenger.setReceiver = function (process: { stdin?: NodeJS.WritableStream }) {
		process.stdin?.on('error', () => undefined);
		setReceiver.call(this, process);
	};
}

function recordDenials(load: Load): Denial[] {
	const denials: Denial[] = [];
	const permissions = load('server/managers/AppPermissionManager.js').AppPermissionManager;
	const notify = permissions.notifyAboutError;
	permissions.notifyAboutError = function (error: Error) {
		const appId = /as the app \(([^)]*)\)/.exec(error.message)?.[1];
		const missing = /\[([^\]]*)\]\. Declare/.exec(error.message)?.[1];
		if (appId && missing) {
			denials.push({ appId, missing: missing.split(', ').map((name) => name.replaceAll('"', '')) });
			return;
		}
		notify.call(this, error);
	};
	return denials;
}
