import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';

import { WebSocketServer, type WebSocket } from 'ws';

import type { Sessions } from './sessions';
import type { Host, HostEvent } from '../engine/contract';

interface Client {
	id: string;
	userId: string;
	socket: WebSocket;
	/** Events sent to this client so far; each event carries its number. */
	sequence: number;
}

/** Pushes what happens to the connected clients of the people concerned. */
export interface Push {
	/** The number of the last event sent to a client, for the answer to its request; 0 for a client that is not connected. */
	lastSequenceFor(clientId: string): number;
	close(): void;
}

/** The people whom an event concerns: its addressee, or the members of its room. */
const listReceivers = ({ workspace }: Host, event: HostEvent): Set<string> =>
	new Set(event.kind === 'ephemeral' || event.kind === 'interaction' ? [event.userId] : workspace.members(event.roomId));

/**
 * A client connects to `/websocket` and signs in with `{"msg":"login","userId":…,"authToken":…}`; it is greeted with
 * `{"msg":"ready","client":…}` and from then on gets `{"msg":"event","sequence":1…,"event":HostEvent}`.
 */
export function startPush(
	server: Server,
	host: Host,
	sessions: Sessions,
	acceptsHost: (request: IncomingMessage) => boolean,
): Push {
	const clients = new Map<string, Client>();
	const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
	server.on('upgrade', (request, socket, head) => {
		if (request.url !== '/websocket' || !acceptsHost(request)) return socket.destroy();
		sockets.handleUpgrade(request, socket, head, (connected) => greet(connected));
	});
	const greet = (socket: WebSocket): void => {
		socket.once('message', (data) => {
			const login = readLogin((data as Buffer).toString());
			if (!login || !sessions.isValid(login.userId, login.authToken)) return socket.close(4401, 'login failed');
			const client: Client = { id: randomUUID(), userId: login.userId, socket, sequence: 0 };
			clients.set(client.id, client);
			socket.on('close', () => clients.delete(client.id));
			socket.send(JSON.stringify({ msg: 'ready', client: client.id }));
		});
		socket.on('error', () => socket.terminate());
	};
	const stopListening = host.on((event) => {
		const receivers = listReceivers(host, event);
		for (const client of clients.values()) {
			if (!receivers.has(client.userId)) continue;
			client.sequence += 1;
			client.socket.send(JSON.stringify({ msg: 'event', sequence: client.sequence, event }));
		}
	});
	return {
		lastSequenceFor: (clientId) => clients.get(clientId)?.sequence ?? 0,
		close: () => {
			stopListening();
			for (const client of clients.values()) client.socket.terminate();
			sockets.close();
		},
	};
}

const readLogin = (text: string): { userId: string; authToken: string } | undefined => {
	try {
		const frame = JSON.parse(text) as Record<string, unknown>;
		if (frame.msg !== 'login' || typeof frame.userId !== 'string' || typeof frame.authToken !== 'string') return undefined;
		return { userId: frame.userId, authToken: frame.authToken };
	} catch {
		return undefined;
	}
};
