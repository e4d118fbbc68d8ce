import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { StagedEngine } from '../../workbench/engine/staging/stage';

/** One call of an app to its server. */
export interface HostCall {
	appId: string;
	/** As the engine names it: `accessor:getReader:getUserReader:getById`. */
	method: string;
	params: unknown[];
	/** When it arrived, in ms of `performance.now()`. */
	arrivedAt: number;
	answeredAt: number;
	/** Calls of one wave were under way at the same time. */
	wave: number;
}

/** One request of the server to an app: a command, a submit, a job. */
export interface AppRequest {
	appId: string;
	method: string;
	startedAt: number;
	tookMs: number;
}

export interface Recording {
	calls: HostCall[];
	requests: AppRequest[];
}

export interface Trace {
	/** All that apps and server said to each other while `work` was done. */
	record(work: () => Promise<unknown>): Promise<Recording>;
	/** The same with every call held back for a moment, which shows what was sent side by side: `wave` counts only here. */
	recordSlowly(work: () => Promise<unknown>): Promise<Recording>;
	/** Hears of each call when it arrives and keeps none, for work of any length. @returns the requests */
	listen(work: () => Promise<unknown>, hear: (call: HostCall) => void): Promise<AppRequest[]>;
}

interface Controller {
	getAppId(): string;
	handleIncomingMessage(message: { payload: { method: string; params?: unknown[] } }): Promise<void>;
	sendRequest(message: { method: string }, ...rest: unknown[]): Promise<unknown>;
}

/** Long enough for all calls that were sent side by side to arrive. */
const HELD_BACK_MS = 8;

/** Listens at the engine's door to its apps. Changes nothing of what passes. */
export function traceEngine(staged: StagedEngine): Trace {
	const load = createRequire(path.join(staged.packageDir, 'package.json'));
	const file = path.join(staged.packageDir, 'server/runtime/deno/AppsEngineDenoRuntime.js');
	const controller = (load(file) as { DenoRuntimeSubprocessController: { prototype: Controller } })
		.DenoRuntimeSubprocessController.prototype;
	let recording: { hear(call: HostCall): void; requests: AppRequest[] } | undefined;
	let heldBackMs = 0;
	listenToCalls(
		controller,
		() => recording,
		() => heldBackMs,
	);
	listenToRequests(controller, () => recording);
	const listen = async (work: () => Promise<unknown>, hear: (call: HostCall) => void, holdBackMs = 0): Promise<AppRequest[]> => {
		const requests: AppRequest[] = [];
		recording = { hear, requests };
		heldBackMs = holdBackMs;
		try {
			await work();
		} finally {
			recording = undefined;
			heldBackMs = 0;
		}
		return requests;
	};
	const record = async (work: () => Promise<unknown>, holdBackMs: number): Promise<Recording> => {
		const calls: HostCall[] = [];
		return { calls, requests: await listen(work, (call) => calls.push(call), holdBackMs) };
	};
	return {
		record: (work) => record(work, 0),
		recordSlowly: (work) => record(work, HELD_BACK_MS),
		listen: (work, hear) => listen(work, hear),
	};
}

function listenToCalls(
	controller: Controller,
	current: () => { hear(call: HostCall): void } | undefined,
	holdBackMs: () => number,
): void {
	const handle = controller.handleIncomingMessage;
	let pending = 0;
	let wave = 0;
	controller.handleIncomingMessage = async function (message) {
		const { method, params = [] } = message.payload;
		if (!/^(accessor|bridges):/.test(method)) {
			return handle.call(this, message);
		}
		wave += pending === 0 ? 1 : 0;
		pending += 1;
		const call: HostCall = { appId: this.getAppId(), method, params, arrivedAt: performance.now(), answeredAt: 0, wave };
		current()?.hear(call);
		if (holdBackMs() > 0) {
			await delay(holdBackMs());
		}
		await handle.call(this, message);
		pending -= 1;
		call.answeredAt = performance.now();
	};
}

function listenToRequests(controller: Controller, current: () => { requests: AppRequest[] } | undefined): void {
	const send = controller.sendRequest;
	controller.sendRequest = async function (message, ...rest) {
		const startedAt = performance.now();
		try {
			return await send.call(this, message, ...rest);
		} finally {
			const tookMs = performance.now() - startedAt;
			current()?.requests.push({ appId: this.getAppId(), method: message.method, startedAt, tookMs });
		}
	};
}
