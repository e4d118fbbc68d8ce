import { randomBytes } from 'crypto';
import { gunzipSync, gzipSync } from 'zlib';

import { concatBytes, fromBase64, toBase64 } from './bytes';
import { canonicalBytes } from './canonicalJson';
import { subtle, type CryptoKey } from './cryptoEngine';
import { sha256Hex } from './digests';
import { accept, refuse, type Result } from '../result';
import { checkSegmentKey } from './segmentKeys';

/** Where a chunk belongs. Authenticated with it (GCM additional data, in canonical form), so that no two can be swapped. */
export interface ChunkPlace {
	readonly snapshotId: string;
	readonly segmentId: string;
	readonly chunkId: string;
}

/**
 * One sealed piece of a snapshot: plain JSON, to be stored as its canonical text.
 *
 * No hash of the plain bytes stands outside the seal: whoever reads the database could try likely contents against it (an
 * account record, an empty list). `commitment` is SHA-256 over 32 random bytes followed by the plain bytes; the random
 * bytes are inside the seal. Handing them out with the produced bytes lets anybody tie the two to the ledger:
 * `cat salt plain | sha256sum`.
 */
export interface SealedChunk extends ChunkPlace {
	readonly v: 1;
	/** base64, 12 bytes (NIST SP 800-38D, 8.2.2: random) */
	readonly nonce: string;
	/** base64: AES-256-GCM over salt and gzip, the tag of 16 bytes at the end. */
	readonly ciphertext: string;
	/** SHA-256 of the ciphertext's bytes, lower-case hexadecimal: checked without any key. */
	readonly sha256: string;
	/** Lower-case hexadecimal. */
	readonly commitment: string;
}

export interface OpenedChunk {
	readonly bytes: Uint8Array;
	/** The 32 random bytes that the commitment is made with. */
	readonly salt: Uint8Array;
}

export type ChunkRefusal = 'malformed-chunk' | 'misplaced-chunk' | 'changed-ciphertext' | 'not-unsealed' | 'changed-commitment';

/**
 * Callers aim at 1 MiB. A single record that is longer still passes; beyond this the stored text (4/3 as long) would come
 * near MongoDB's 16 MB.
 */
export const MAX_CHUNK_BYTES = 8 * 1024 * 1024;

/** Half the time of the usual 6 for 6 % more bytes, measured on a mebibyte of messages: a capture spends a good part of its time here. */
const GZIP_LEVEL = 3;

const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const FIELDS = ['chunkId', 'ciphertext', 'commitment', 'nonce', 'segmentId', 'sha256', 'snapshotId', 'v'];

/**
 * Seals bytes: gzip, then AES-256-GCM under the segment's key with a random nonce. (A nonce made from the chunk's number
 * would repeat when a step runs again over messages that changed meanwhile, and GCM breaks when a nonce repeats.)
 *
 * @throws RangeError for a key that is not 32 bytes, or more than `MAX_CHUNK_BYTES`
 */
export async function sealChunk(input: { place: ChunkPlace; segmentKey: Uint8Array; bytes: Uint8Array }): Promise<SealedChunk> {
	if (input.bytes.byteLength > MAX_CHUNK_BYTES) throw new RangeError(`sealChunk: more than ${MAX_CHUNK_BYTES} bytes`);
	const salt = Uint8Array.from(randomBytes(SALT_BYTES));
	const nonce = Uint8Array.from(randomBytes(NONCE_BYTES));
	const { snapshotId, segmentId, chunkId } = input.place;
	const algorithm = describeCipher(input.place, nonce);
	const key = await importSegmentKey(input.segmentKey, 'encrypt');
	const ciphertext = new Uint8Array(
		await subtle.encrypt(algorithm, key, concatBytes(salt, gzipSync(input.bytes, { level: GZIP_LEVEL }))),
	);
	return {
		v: 1,
		snapshotId,
		segmentId,
		chunkId,
		nonce: toBase64(nonce),
		ciphertext: toBase64(ciphertext),
		sha256: sha256Hex(ciphertext),
		commitment: commitTo(input.bytes, salt),
	};
}

/**
 * Opens a sealed chunk. Any changed character of it is refused.
 *
 * @param place where the caller took it from, which must be where it says it belongs
 * Refusals: `malformed-chunk` (a field is missing, added or ill-formed), `misplaced-chunk` (it belongs elsewhere),
 * `changed-ciphertext` (does not match its own SHA-256), `not-unsealed` (wrong key, or changed and re-hashed),
 * `changed-commitment`.
 */
export async function openChunk(input: {
	chunk: SealedChunk;
	place: ChunkPlace;
	segmentKey: Uint8Array;
}): Promise<Result<OpenedChunk, ChunkRefusal>> {
	const { chunk, place } = input;
	const checked = checkSealedChunk(chunk, place);
	if (!checked.ok) return checked;
	const key = await importSegmentKey(input.segmentKey, 'decrypt');
	let opened: OpenedChunk;
	try {
		const { nonce, ciphertext } = checked.value;
		const content = new Uint8Array(await subtle.decrypt(describeCipher(place, nonce), key, ciphertext));
		const bytes = gunzipSync(content.subarray(SALT_BYTES), { maxOutputLength: MAX_CHUNK_BYTES });
		opened = { salt: content.slice(0, SALT_BYTES), bytes: Uint8Array.from(bytes) };
	} catch {
		return refuse('not-unsealed');
	}
	return commitTo(opened.bytes, opened.salt) === chunk.commitment ? accept(opened) : refuse('changed-commitment');
}

/**
 * Checks a sealed chunk as far as that goes without a key: its form, its place and the SHA-256 of its ciphertext. What
 * `verify` does with a snapshot that nobody may read yet. Refusals: the first three of `openChunk`.
 */
export function checkSealedChunk(
	chunk: SealedChunk,
	place: ChunkPlace,
): Result<{ nonce: Uint8Array; ciphertext: Uint8Array }, 'malformed-chunk' | 'misplaced-chunk' | 'changed-ciphertext'> {
	if (Object.keys(chunk).sort().join() !== FIELDS.join() || chunk.v !== 1) return refuse('malformed-chunk');
	if (chunk.snapshotId !== place.snapshotId || chunk.segmentId !== place.segmentId || chunk.chunkId !== place.chunkId) {
		return refuse('misplaced-chunk');
	}
	const nonce = decode(chunk.nonce);
	const ciphertext = decode(chunk.ciphertext);
	if (nonce?.byteLength !== NONCE_BYTES || !ciphertext) return refuse('malformed-chunk');
	return sha256Hex(ciphertext) === chunk.sha256 ? accept({ nonce, ciphertext }) : refuse('changed-ciphertext');
}

/** The commitment to plain bytes under a salt: SHA-256 over the salt's 32 bytes, then the bytes. */
export function commitTo(bytes: Uint8Array, salt: Uint8Array): string {
	return sha256Hex(concatBytes(salt, bytes));
}

// WebCrypto, not node:crypto: Deno 1.46's AES-GCM there returns changed plaintext without checking the tag.
function describeCipher(
	{ snapshotId, segmentId, chunkId }: ChunkPlace,
	iv: Uint8Array,
): { name: string; iv: Uint8Array; additionalData: Uint8Array } {
	return { name: 'AES-GCM', iv, additionalData: canonicalBytes({ snapshotId, segmentId, chunkId }) };
}

function importSegmentKey(segmentKey: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
	checkSegmentKey(segmentKey);
	return subtle.importKey('raw', segmentKey, 'AES-GCM', false, [usage]);
}

function decode(text: unknown): Uint8Array | undefined {
	return typeof text === 'string' ? fromBase64(text) : undefined;
}
