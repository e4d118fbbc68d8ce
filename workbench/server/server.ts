import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { openInstances } from './instances';
import { startPush } from './push';
import { answerRequest, type Gate, type Route } from './router';
import type { Host } from '../engine/contract';
import { listAppRoutes } from './routes/apps';
import { listCommandRoutes } from './routes/commands';
import { listFileRoutes } from './routes/files';
import { listMessageRoutes } from './routes/messages';
import { listOperatorRoutes } from './routes/operator';
import { listPageRoutes } from './routes/page';
import { listRoomRoutes } from './routes/rooms';
import { listSessionRoutes } from './routes/session';
import { isSameSecret, openSessions, readSharedSecret, type Sessions } from './sessions';

export interface ServerOptions {
	dataDir: string;
	/** 0 takes any free port. */
	port: number;
	/** Every network interface instead of this machine only. */
	listenBeyondLoopback: boolean;
}

/** A host behind HTTP and WebSocket. */
export interface WorkspaceServer {
	port: number;
	operatorToken: string;
	/** Stops taking requests; the host goes on. */
	close(): Promise<void>;
}

const headerOf = (request: IncomingMessage, name: string): string => String(request.headers[name] ?? '');

/** `a=1; b=2` → the value of one name; for file links that a browser follows. */
const cookieOf = (request: IncomingMessage, name: string): string =>
	headerOf(request, 'cookie')
		.split(/;\s*/)
		.find((pair) => pair.startsWith(`${name}=`))
		?.slice(name.length + 1) ?? '';

const isLoopback = (address = ''): boolean => /^(::ffff:)?127\.|^::1$/.test(address);

const createGate = (host: Host, sessions: Sessions, operatorToken: string, { listenBeyondLoopback }: ServerOptions): Gate => ({
	isThisMachine: (request) => !listenBeyondLoopback && isLoopback(request.socket.remoteAddress),
	isOperator: (request) => isSameSecret(headerOf(request, 'x-workbench-operator'), operatorToken),
	signIn: (request, url) => {
		let userId = headerOf(request, 'x-user-id');
		let token = headerOf(request, 'x-auth-token');
		// Only file links take a cookie: anywhere else it would let foreign pages act in a person's name.
		if (!userId && url.pathname.startsWith('/file-upload/')) {
			userId = cookieOf(request, 'rc_uid');
			token = cookieOf(request, 'rc_token');
		}
		if (!userId || !sessions.isValid(userId, token)) return undefined;
		const user = host.workspace.findUser({ id: userId });
		return user?.active === false ? undefined : user;
	},
});

/** A page of another origin could reach a loopback server under a host name of its own (DNS rebinding): such names are not answered. */
const namesThisMachine = (request: IncomingMessage): boolean =>
	/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headerOf(request, 'host'));

const listen = (server: Server, { port, listenBeyondLoopback }: ServerOptions): Promise<number> =>
	new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, listenBeyondLoopback ? '0.0.0.0' : '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});

/** Puts Rocket.Chat's HTTP shapes, pushed events and the operator's interface in front of a host. */
export async function startServer(host: Host, options: ServerOptions): Promise<WorkspaceServer> {
	const sessions = openSessions(options.dataDir);
	const operatorToken = readSharedSecret(options.dataDir, 'operator-token');
	const instances = openInstances(options.dataDir);
	const gate = createGate(host, sessions, operatorToken, options);
	const acceptsHost = (request: IncomingMessage): boolean => options.listenBeyondLoopback || namesThisMachine(request);
	const routes: Route[] = [
		...listSessionRoutes(host, sessions),
		...listRoomRoutes(host),
		...listMessageRoutes(host),
		...listCommandRoutes(host),
		...listFileRoutes(host),
		...listAppRoutes(host),
		...listOperatorRoutes(host, instances),
		...listPageRoutes(host, operatorToken),
	];
	const server = createServer((request, response) => {
		if (!acceptsHost(request)) return void response.writeHead(421).end();
		const clientId = headerOf(request, 'x-workbench-client');
		// Tells the client how many of its pushed events belong before this answer.
		const countPushed = async () => ({ 'x-workbench-sequence': String(push.lastSequenceFor(clientId)) });
		void answerRequest(routes, gate, request, response, countPushed);
	});
	// A test that waits for a program of the machine cannot notice that a connection was closed, and would write into it.
	server.keepAliveTimeout = 10 * 60_000;
	const push = startPush(server, host, sessions, acceptsHost);
	const port = await listen(server, options);
	const close = async (): Promise<void> => {
		await instances.close();
		push.close();
		server.closeAllConnections();
		await new Promise<void>((resolve) => server.close(() => resolve()));
	};
	return { port, operatorToken, close };
}
