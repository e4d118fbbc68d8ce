import { randomBytes } from 'crypto';
import { request as requestPlain } from 'http';
import { request as requestSecure } from 'https';

import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { createTextSetting, readSetting } from './textSettings';
import { asText } from './values';
import { concatBytes, createTimeStampQuery, readTimeStamp } from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';

/** The time-stamping authority (RFC 3161) that is asked about each package's signature; empty for none. */
export const TIME_STAMP_URL = createTextSetting('time-stamp-url');

/** The answer as it came: a `.tsr` file, and the time that it states. */
export interface GivenTimeStamp {
	response: Uint8Array;
	at: string;
}

/** An authority answers within a second or two. A production waits for it no longer than this. */
const PATIENCE_MS = 10_000;
/** A token with its certificates has some kilobytes. */
const MAX_ANSWER_BYTES = 256 * 1024;

/** Time stamps over signatures. Nothing is sent anywhere unless an administrator has named an authority. */
export interface TimeStamps {
	/** The address of the authority; undefined when none is named. */
	findAuthority(): Promise<string | undefined>;
	/**
	 * Asks for a time stamp. Sends the SHA-256 of the data, and nothing else of them.
	 *
	 * Refusals: `time-stamp-address`, `time-stamp-unreachable`, `time-stamp-http` (params.status), those of `readTimeStamp`
	 */
	ask(url: string, data: Uint8Array): Promise<Result<GivenTimeStamp>>;
}

export function createTimeStamps(read: IRead): TimeStamps {
	return {
		async findAuthority() {
			return asText(await readSetting(read, TIME_STAMP_URL.id))?.trim();
		},
		async ask(url, data) {
			if (!/^https?:\/\/[^\s/]+/i.test(url)) {
				return refuse('time-stamp-address');
			}
			const nonce = randomBytes(16);
			const answer = await post(url, createTimeStampQuery(data, nonce));
			if (!answer.ok) {
				return answer;
			}
			const stamp = readTimeStamp(answer.value, data, nonce);
			return stamp.ok ? accept({ response: answer.value, at: stamp.value.at }) : stamp;
		},
	};
}

/** Not by the platform's own HTTP accessor, which carries text alone. */
function post(url: string, body: Uint8Array): Promise<Result<Uint8Array>> {
	return new Promise((resolve) => {
		const giveUp = () => resolve(refuse('time-stamp-unreachable'));
		const timer = setTimeout(() => {
			giveUp();
			outgoing?.destroy();
		}, PATIENCE_MS);
		const finish = (result: Result<Uint8Array>) => {
			clearTimeout(timer);
			resolve(result);
		};
		const headers = { 'content-type': 'application/timestamp-query', 'content-length': String(body.byteLength) };
		let outgoing: ReturnType<typeof requestPlain> | undefined;
		try {
			const send = url.toLowerCase().startsWith('https:') ? requestSecure : requestPlain;
			outgoing = send(url, { method: 'POST', headers }, (incoming) => {
				const parts: Uint8Array[] = [];
				let sizeBytes = 0;
				incoming.on('data', (part: Uint8Array) => {
					sizeBytes += part.byteLength;
					if (sizeBytes > MAX_ANSWER_BYTES) {
						finish(refuse('malformed-time-stamp'));
						outgoing?.destroy();
					} else {
						parts.push(Uint8Array.from(part));
					}
				});
				incoming.on('error', () => finish(refuse('time-stamp-unreachable')));
				incoming.on('end', () =>
					finish(
						incoming.statusCode === 200
							? accept(concatBytes(...parts))
							: refuse('time-stamp-http', { status: incoming.statusCode ?? 0 }),
					),
				);
			});
			outgoing.on('error', () => finish(refuse('time-stamp-unreachable')));
			outgoing.end(Buffer.from(body));
		} catch {
			finish(refuse('time-stamp-unreachable'));
		}
	});
}
