import { WebSocket } from 'ws';

import type { HostEvent } from '../engine/contract';

const greetingTimeoutMs = 10_000;

/** The events that the server pushes to one connected client, in order. */
export interface PushedEvents {
	/** The server's name for this connection. */
	readonly clientId: string;
	/** Everything that came so far. */
	readonly received: readonly HostEvent[];
	/** Resolves when the event of this number has come; at once if it has, or if the connection is gone. */
	waitForSequence(sequence: number): Promise<void>;
	/** Resolves at the next event or when the connection ends; the caller looks what it was. */
	waitForMore(signal: AbortSignal): Promise<void>;
	close(): void;
}

/** Connects and signs in. @param onEvent sees each event as it comes, before anybody who waits for it. */
export function connectEvents(
	url: string,
	login: { userId: string; authToken: string },
	onEvent: (event: HostEvent) => void,
): Promise<PushedEvents> {
	const received: HostEvent[] = [];
	let sequence = 0;
	let closed = false;
	let waiting: (() => void)[] = [];
	const wake = (): void => {
		const due = waiting;
		waiting = [];
		for (const resolve of due) resolve();
	};
	const waitForChange = (signal?: AbortSignal): Promise<void> =>
		new Promise((resolve) => {
			if (closed || signal?.aborted) return resolve();
			waiting.push(resolve);
			signal?.addEventListener('abort', () => resolve(), { once: true });
		});
	const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/websocket`);
	const events = (clientId: string): PushedEvents => ({
		clientId,
		received,
		waitForSequence: async (wanted) => {
			while (sequence < wanted && !closed) await waitForChange();
		},
		waitForMore: waitForChange,
		close: () => socket.close(),
	});
	const take = (frame: Record<string, any>): void => {
		sequence = frame.sequence;
		received.push(frame.event);
		onEvent(frame.event);
		wake();
	};
	return new Promise((resolve, reject) => {
		const patience = setTimeout(() => reject(new Error(`${url} does not greet its client`)), greetingTimeoutMs);
		socket.on('open', () => socket.send(JSON.stringify({ msg: 'login', ...login })));
		socket.on('message', (data) => {
			const frame = JSON.parse((data as Buffer).toString()) as Record<string, any>;
			if (frame.msg === 'event') return take(frame);
			clearTimeout(patience);
			resolve(events(frame.client));
		});
		socket.on('error', reject);
		socket.on('close', (code, reason) => {
			closed = true;
			clearTimeout(patience);
			wake();
			reject(new Error(`${url} closed the connection: ${code} ${reason.toString()}`));
		});
	});
}
