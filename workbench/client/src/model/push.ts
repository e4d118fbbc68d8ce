import type { Login } from './types';
import type { HostEvent } from '../../../engine/contract';

const retryMs = 1000;

/** The live connection to the server; comes back by itself when the server does. */
export interface Push {
	close(): void;
}

/**
 * @param onEvent hears what the server pushes
 * @param onState hears that the connection is there (again) or gone
 */
export function openPush(login: Login, onEvent: (event: HostEvent) => void, onState: (connected: boolean) => void): Push {
	let closed = false;
	let socket: WebSocket;
	const connect = (): void => {
		socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/websocket`);
		socket.onopen = () => socket.send(JSON.stringify({ msg: 'login', userId: login.userId, authToken: login.authToken }));
		socket.onmessage = ({ data }) => {
			const frame = JSON.parse(String(data)) as { msg: string; event: HostEvent };
			if (frame.msg === 'event') onEvent(frame.event);
			else onState(true);
		};
		socket.onclose = () => {
			if (closed) return;
			onState(false);
			setTimeout(connect, retryMs);
		};
	};
	connect();
	return {
		close: () => {
			closed = true;
			socket.close();
		},
	};
}
