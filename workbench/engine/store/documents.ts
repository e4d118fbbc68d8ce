/** Documents as MongoDB keeps and returns them: through BSON, with its limits and its losses. */
import { randomBytes } from 'node:crypto';

import { BSON } from 'bson';

/** MongoDB's limit for one document. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

export type Doc = Record<string, any>;

/** Bytes of `doc`; throws as MongoDB's driver does when they are too many. Properties that are undefined vanish. */
export function encode(doc: Doc): Buffer {
	const sizeBytes = BSON.calculateObjectSize(doc, { ignoreUndefined: true });
	if (sizeBytes > MAX_DOCUMENT_BYTES) {
		throw new Error(`document is larger than the maximum size ${MAX_DOCUMENT_BYTES}`);
	}
	return Buffer.from(BSON.serialize(doc, { ignoreUndefined: true }));
}

/** What the driver gives back: a Buffer comes as a Binary object. */
export function decode(bytes: Buffer): Doc {
	return BSON.deserialize(bytes);
}

/** 24 hexadecimal digits, as MongoDB's object ids. */
export function makeObjectId(): string {
	return randomBytes(12).toString('hex');
}

const READABLE = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';

/** 17 characters, as Rocket.Chat's ids of users, rooms and messages. */
export function makeId(): string {
	return Array.from(randomBytes(17), (byte) => READABLE[byte % READABLE.length]).join('');
}
