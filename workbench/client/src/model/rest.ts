import type { Login } from './types';

/** A request that the server refused, in its words. */
export class RequestRefused extends Error {
	constructor(
		readonly status: number,
		readonly body: any,
	) {
		super(body?.error ?? body?.message ?? `The server answered ${status}`);
		this.name = 'RequestRefused';
	}
}

export interface Rest {
	/** The body of the answer; undefined for an empty 200. @throws RequestRefused, TypeError when the server is away */
	get(path: string): Promise<any>;
	post(path: string, body?: unknown): Promise<any>;
	readBlob(path: string): Promise<Blob>;
}

export function createRest(headers: () => Record<string, string>): Rest {
	const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
		const isForm = body instanceof FormData;
		const type: Record<string, string> = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
		const content = isForm ? body : JSON.stringify(body);
		const response = await fetch(path, { method, headers: { ...headers(), ...type }, body: content });
		if (!response.ok) throw new RequestRefused(response.status, await parseBody(response));
		return response;
	};
	return {
		get: async (path) => parseBody(await send('GET', path)),
		post: async (path, body = {}) => parseBody(await send('POST', path, body)),
		readBlob: async (path) => (await send('GET', path)).blob(),
	};
}

export const createRestFor = ({ userId, authToken }: Login): Rest =>
	createRest(() => ({ 'x-user-id': userId, 'x-auth-token': authToken }));

async function parseBody(response: Response): Promise<unknown> {
	const text = await response.text();
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
