/** An answer as it came: `body` is parsed JSON, text, or undefined when nothing was sent. */
export interface RestAnswer {
	status: number;
	headers: Headers;
	body: any;
}

/** A request that the server refused. */
export class RequestRefused extends Error {
	constructor(
		readonly call: string,
		readonly status: number,
		readonly body: unknown,
	) {
		const { error, message } = (body ?? {}) as { error?: string; message?: string };
		super(`${call}: ${status} ${error ?? message ?? JSON.stringify(body)}`);
		this.name = 'RequestRefused';
	}
}

const parseBody = (text: string): unknown => {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
};

export interface RestClient {
	/** Any answer, refusals included. `body` is sent as JSON unless it is a form. */
	ask(method: string, path: string, body?: unknown): Promise<RestAnswer>;
	/** The body of a successful answer. @throws RequestRefused */
	get(path: string): Promise<any>;
	post(path: string, body?: unknown): Promise<any>;
	/** @throws RequestRefused */
	readBytes(pathOrUrl: string): Promise<Buffer>;
}

/** @param onAnswer sees the headers of every answer before the caller does. */
export function createRestClient(
	url: string,
	headers: () => Record<string, string>,
	onAnswer?: (headers: Headers) => Promise<void>,
): RestClient {
	const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
		const isForm = body instanceof FormData;
		const type: Record<string, string> = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
		const content = body === undefined || isForm ? body : JSON.stringify(body);
		try {
			return await fetch(new URL(path, url), { method, headers: { ...headers(), ...type }, body: content });
		} catch (error) {
			const { message } = (error as { cause?: Error }).cause ?? (error as Error);
			throw new Error(`${method} ${path}: no answer from ${url} (${message}); if the server ended, its log says why`, {
				cause: error,
			});
		}
	};
	const ask = async (method: string, path: string, body?: unknown): Promise<RestAnswer> => {
		const response = await send(method, path, body);
		const answer = { status: response.status, headers: response.headers, body: parseBody(await response.text()) };
		await onAnswer?.(response.headers);
		return answer;
	};
	const demand = async (method: string, path: string, body?: unknown): Promise<any> => {
		const answer = await ask(method, path, body);
		if (answer.status >= 400) throw new RequestRefused(`${method} ${path}`, answer.status, answer.body);
		return answer.body;
	};
	return {
		ask,
		get: (path) => demand('GET', path),
		post: (path, body = {}) => demand('POST', path, body),
		readBytes: async (pathOrUrl) => {
			const response = await send('GET', pathOrUrl);
			const bytes = Buffer.from(await response.arrayBuffer());
			if (!response.ok) throw new RequestRefused(`GET ${pathOrUrl}`, response.status, parseBody(bytes.toString('utf8')));
			return bytes;
		},
	};
}
