import type { IncomingMessage } from 'node:http';

import busboy from 'busboy';

import { Refusal } from './refusal';

const maxBodyBytes = 200 * 1024 * 1024;

/** What a multipart form carried. */
export interface Form {
	fields: Record<string, string>;
	files: { field: string; name: string; content: Buffer }[];
}

/** @throws Refusal 413 above 200 MB. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	let sizeBytes = 0;
	for await (const part of request as AsyncIterable<Buffer>) {
		sizeBytes += part.length;
		if (sizeBytes > maxBodyBytes) throw new Refusal(413, 'Request entity too large');
		parts.push(part);
	}
	return Buffer.concat(parts);
}

/** The JSON body as it is, or `{}` when there is none. @throws Refusal 400 when it is not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
	const bytes = await readBytes(request);
	if (bytes.length === 0) return {};
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		throw new Refusal(400, 'The request body is not JSON', 'error-invalid-body');
	}
}

export const isForm = (request: IncomingMessage): boolean =>
	(request.headers['content-type'] ?? '').startsWith('multipart/form-data');

export async function readForm(request: IncomingMessage): Promise<Form> {
	const form: Form = { fields: {}, files: [] };
	// File names are UTF-8 in what browsers and Node's FormData send; busboy's own default is latin1.
	const parser = busboy({ headers: request.headers, defParamCharset: 'utf8', limits: { fileSize: maxBodyBytes } });
	parser.on('field', (name, value) => {
		form.fields[name] = String(value);
	});
	parser.on('file', (field, stream, info) => {
		const parts: Buffer[] = [];
		stream.on('data', (part: Buffer) => parts.push(part));
		stream.on('limit', () => parser.destroy(new Refusal(413, 'Request entity too large')));
		stream.on('end', () => form.files.push({ field, name: String(info.filename), content: Buffer.concat(parts) }));
	});
	await new Promise<void>((resolve, reject) => {
		parser.on('close', resolve);
		parser.on('error', (error) => reject(error instanceof Refusal ? error : new Refusal(400, String(error))));
		request.on('error', reject);
		request.pipe(parser);
	});
	return form;
}
