import type { IncomingMessage, ServerResponse } from 'node:http';

import { isForm, readForm, readJson, type Form } from './body';
import { Refusal, refuseNotAllowed, refuseUnauthorized } from './refusal';
import type { RawDocument } from '../engine/contract';

/** Who may call a route. What a signed-in person may see or do is the route's own matter. */
export type Access = 'anyone' | 'machine' | 'person' | 'admin' | 'operator';

export interface Call {
	params: Record<string, string>;
	query: URLSearchParams;
	/** The JSON body; whatever the client sent. */
	body: any;
	form?: Form;
	/** The signed-in person. Empty for `anyone`, `machine` and `operator`. */
	user: RawDocument;
}

/** An answer that is more than JSON with status 200. */
export class Answer {
	constructor(
		readonly status: number,
		readonly content: Buffer | Record<string, unknown> | undefined,
		readonly headers: Record<string, string> = {},
	) {}
}

export interface Route {
	method: string;
	path: string;
	access: Access;
	/** An object is sent as JSON; `undefined` as the empty 200 that Rocket.Chat sends for a handler that failed. */
	handle(call: Call): unknown;
}

/** Tells who calls. */
export interface Gate {
	signIn(request: IncomingMessage, url: URL): RawDocument | undefined;
	isOperator(request: IncomingMessage): boolean;
	/** Whether the connection comes from this machine, to a server that listens to nobody else. */
	isThisMachine(request: IncomingMessage): boolean;
}

const matchPath = (pattern: string, pathname: string): Record<string, string> | undefined => {
	const [expected, given] = [pattern.split('/'), pathname.split('/')];
	if (expected.length !== given.length) return undefined;
	const params: Record<string, string> = {};
	for (const [index, part] of expected.entries()) {
		const value = given[index] as string;
		if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value);
		else if (part !== value) return undefined;
	}
	return params;
};

const admit = (access: Access, gate: Gate, request: IncomingMessage, url: URL): RawDocument => {
	const nobody: RawDocument = { _id: '' };
	if (access === 'anyone') return nobody;
	if (access === 'machine') {
		if (!gate.isThisMachine(request)) throw refuseNotAllowed();
		return nobody;
	}
	if (access === 'operator') {
		if (!gate.isOperator(request)) throw new Refusal(401, 'The operator token is missing or wrong.');
		return nobody;
	}
	const user = gate.signIn(request, url);
	if (!user) throw refuseUnauthorized();
	if (access === 'admin' && !user.roles?.includes('admin')) throw refuseNotAllowed();
	return user;
};

const describeFailure = (error: unknown): Answer => {
	if (error instanceof Refusal) return new Answer(error.status, error.toBody());
	// A mistake of the workbench or of an app's bridge call, not a refusal: whoever runs the process should see where.
	if (error instanceof TypeError) process.stderr.write(`${error.stack}\n`);
	// Rocket.Chat's API answers a Meteor error with 400 and its text; the text is what the calling client sees.
	const message = error instanceof Error ? error.message : String(error);
	return new Answer(400, { success: false, error: message });
};

const send = (response: ServerResponse, answer: Answer, headers: Record<string, string>): void => {
	const isJson = answer.content !== undefined && !Buffer.isBuffer(answer.content);
	const content = isJson ? JSON.stringify(answer.content) : (answer.content ?? '');
	const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
	const type: Record<string, string> = isJson ? { 'content-type': 'application/json; charset=utf-8' } : {};
	response.writeHead(answer.status, { ...type, ...headers, ...answer.headers, 'content-length': String(bytes.length) });
	response.end(bytes);
};

/**
 * Answers one request by the first route that fits.
 * @param beforeAnswer gives headers of the answer; awaited after the work is done and before anything is sent.
 */
export async function answerRequest(
	routes: readonly Route[],
	gate: Gate,
	request: IncomingMessage,
	response: ServerResponse,
	beforeAnswer: () => Promise<Record<string, string>>,
): Promise<void> {
	let answer: Answer;
	try {
		const url = new URL(request.url ?? '/', 'http://workbench.invalid');
		const found = findRoute(routes, request.method ?? 'GET', url.pathname);
		if (!found) throw new Refusal(404, `Nothing is at ${request.method} ${url.pathname}`);
		const user = admit(found.route.access, gate, request, url);
		const form = isForm(request) ? await readForm(request) : undefined;
		const body = form ? form.fields : await readJson(request);
		const result = await found.route.handle({ params: found.params, query: url.searchParams, body, form, user });
		answer = result instanceof Answer ? result : new Answer(200, result as Record<string, unknown> | undefined);
	} catch (error) {
		answer = describeFailure(error);
	}
	send(response, answer, await beforeAnswer());
}

const findRoute = (
	routes: readonly Route[],
	method: string,
	pathname: string,
): { route: Route; params: Record<string, string> } | undefined => {
	for (const route of routes) {
		const params = route.method === method ? matchPath(route.path, pathname) : undefined;
		if (params) return { route, params };
	}
	return undefined;
};
