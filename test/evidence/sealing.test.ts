import fc from 'fast-check';

import { createTestKeys, expectValue, flipBit, type TestKeys } from './desk';
import {
	canonicalise,
	checkSealedChunk,
	commitTo,
	createSegmentKey,
	fromBase64,
	MAX_CHUNK_BYTES,
	openChunk,
	readCertificate,
	sealChunk,
	sha256Hex,
	toBase64,
	toUtf8,
	unwrapSegmentKey,
	wrapSegmentKey,
	type SealedChunk,
} from '../../src/evidence';

// Key generation and 600,000 rounds of PBKDF2 take their time on a busy machine.
jest.setTimeout(120_000);

const place = { snapshotId: 'snap-1', segmentId: 'seg-1', chunkId: '0001' };
const segmentKey = createSegmentKey();

describe('wrapSegmentKey', () => {
	let desk: TestKeys;
	let recovery: TestKeys;
	let signer: TestKeys;
	beforeAll(async () => {
		[desk, recovery, signer] = await Promise.all([
			createTestKeys('sealing'),
			createTestKeys('sealing', 'Recovery'),
			createTestKeys('signing'),
		]);
	});

	it('lets every recipient open the segment alone, and nobody else', async () => {
		const wrapped = expectValue(await wrapSegmentKey(segmentKey, [desk.certificatePem, recovery.certificatePem]));
		expect(wrapped).toHaveLength(2);
		for (const [index, keys] of [desk, recovery].entries()) {
			const own = wrapped[index]!;
			const facts = expectValue(await readCertificate(keys.certificatePem, 'sealing'));
			expect(own.recipient).toBe(facts.fingerprint);
			expect(expectValue(await unwrapSegmentKey(own, keys.privateKey))).toEqual(segmentKey);
			const others = wrapped[1 - index]!;
			expect(await unwrapSegmentKey(others, keys.privateKey)).toEqual({ ok: false, code: 'not-unwrapped' });
		}
	});

	it('never gives the same wrapped bytes twice', async () => {
		const twice = [desk.certificatePem, desk.certificatePem];
		const [one, two] = expectValue(await wrapSegmentKey(segmentKey, twice));
		expect(one!.wrappedKey).not.toBe(two!.wrappedKey);
	});

	it('refuses to seal to nobody, or to a certificate that cannot open', async () => {
		expect(await wrapSegmentKey(segmentKey, [])).toEqual({ ok: false, code: 'no-recipient' });
		const recipients = [desk.certificatePem, signer.certificatePem];
		expect(await wrapSegmentKey(segmentKey, recipients)).toEqual({ ok: false, code: 'unsuitable-key', params: { index: 1 } });
		await expect(wrapSegmentKey(new Uint8Array(16), recipients)).rejects.toThrow(RangeError);
	});

	it('refuses a wrapped key with any byte changed', async () => {
		const [wrapped] = expectValue(await wrapSegmentKey(segmentKey, [desk.certificatePem]));
		const bytes = fromBase64(wrapped!.wrappedKey)!;
		for (const position of [0, 1, 100, bytes.length - 1]) {
			const changed = { ...wrapped!, wrappedKey: toBase64(flipBit(bytes, position)) };
			expect(await unwrapSegmentKey(changed, desk.privateKey)).toEqual({ ok: false, code: 'not-unwrapped' });
		}
		const longer = { ...wrapped!, wrappedKey: `${wrapped!.wrappedKey} ` };
		expect(await unwrapSegmentKey(longer, desk.privateKey)).toEqual({ ok: false, code: 'malformed-wrapped-key' });
	});
});

describe('sealChunk and openChunk', () => {
	it('law: opening gives back what was sealed, and its commitment can be checked by anybody who has the salt', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
				const chunk = await sealChunk({ place, segmentKey, bytes });
				const stored = JSON.parse(canonicalise(chunk)) as SealedChunk;
				const opened = expectValue(await openChunk({ chunk: stored, place, segmentKey }));
				expect(opened.bytes).toEqual(bytes);
				expect(commitTo(opened.bytes, opened.salt)).toBe(chunk.commitment);
			}),
		);
	});

	it('law: no character of the stored chunk can change unseen', async () => {
		const text = canonicalise(await sealChunk({ place, segmentKey, bytes: toUtf8('Someone is guilty.\n') }));
		for (let position = 0; position < text.length; position += 1) {
			for (const replacement of ['A', '1', '+', ' ']) {
				if (text[position] === replacement) continue;
				const changed = text.slice(0, position) + replacement + text.slice(position + 1);
				expect([changed, await openText(changed)]).toEqual([changed, 'refused']);
			}
		}
	});

	it('refuses a chunk that was put in the place of another', async () => {
		const bytes = toUtf8('x');
		const chunk = await sealChunk({ place, segmentKey, bytes });
		const elsewhere = { ...place, chunkId: '0002' };
		expect(await openChunk({ chunk, place: elsewhere, segmentKey })).toEqual({ ok: false, code: 'misplaced-chunk' });
		const relabelled = { ...chunk, chunkId: '0002' };
		expect(await openChunk({ chunk: relabelled, place: elsewhere, segmentKey })).toEqual({ ok: false, code: 'not-unsealed' });
		for (const part of ['snapshotId', 'segmentId'] as const) {
			const other = { ...place, [part]: 'other' };
			const moved = { ...chunk, [part]: 'other' };
			expect(await openChunk({ chunk: moved, place: other, segmentKey })).toEqual({ ok: false, code: 'not-unsealed' });
		}
	});

	it('names what is wrong with a chunk', async () => {
		const chunk = await sealChunk({ place, segmentKey, bytes: toUtf8('abc') });
		const ciphertext = flipBit(fromBase64(chunk.ciphertext)!, 40);
		const codes = await Promise.all(
			[
				{ ...chunk, ciphertext: toBase64(ciphertext) },
				{ ...chunk, ciphertext: toBase64(ciphertext), sha256: sha256Hex(ciphertext) },
				{ ...chunk, commitment: sha256Hex('') },
				{ ...chunk, v: 2 },
				{ ...chunk, extra: 1 },
				{ ...chunk, nonce: null },
				{ ...chunk, nonce: 'AAAA' },
			].map(async (changed) => {
				const result = await openChunk({ chunk: changed as unknown as SealedChunk, place, segmentKey });
				return result.ok ? 'opened' : result.code;
			}),
		);
		expect(codes).toEqual([
			'changed-ciphertext',
			'not-unsealed',
			'changed-commitment',
			'malformed-chunk',
			'malformed-chunk',
			'malformed-chunk',
			'malformed-chunk',
		]);
	});

	it('refuses another key', async () => {
		const chunk = await sealChunk({ place, segmentKey, bytes: toUtf8('abc') });
		expect(await openChunk({ chunk, place, segmentKey: createSegmentKey() })).toEqual({ ok: false, code: 'not-unsealed' });
	});

	it('is checked without a key as far as that goes', async () => {
		const chunk = await sealChunk({ place, segmentKey, bytes: toUtf8('abc') });
		expect(checkSealedChunk(chunk, place).ok).toBe(true);
		const cut = { ...chunk, ciphertext: toBase64(fromBase64(chunk.ciphertext)!.slice(1)) };
		expect(checkSealedChunk(cut, place)).toEqual({ ok: false, code: 'changed-ciphertext' });
	});

	it('shows nothing outside the seal that equal contents have in common', async () => {
		const bytes = toUtf8('the account record that anybody can guess');
		const chunks = [await sealChunk({ place, segmentKey, bytes }), await sealChunk({ place, segmentKey, bytes })];
		for (const field of ['nonce', 'ciphertext', 'sha256', 'commitment'] as const) {
			expect(chunks[0]![field]).not.toBe(chunks[1]![field]);
			expect(canonicalise(chunks)).not.toContain(sha256Hex(bytes));
		}
	});

	it('takes a long record and refuses an endless one', async () => {
		const bytes = new Uint8Array(MAX_CHUNK_BYTES);
		const chunk = await sealChunk({ place, segmentKey, bytes });
		expect(expectValue(await openChunk({ chunk, place, segmentKey })).bytes).toHaveLength(MAX_CHUNK_BYTES);
		await expect(sealChunk({ place, segmentKey, bytes: new Uint8Array(MAX_CHUNK_BYTES + 1) })).rejects.toThrow(RangeError);
		await expect(sealChunk({ place, segmentKey: new Uint8Array(16), bytes })).rejects.toThrow(RangeError);
	});
});

async function openText(text: string): Promise<'opened' | 'refused'> {
	let chunk: SealedChunk;
	try {
		chunk = JSON.parse(text) as SealedChunk;
	} catch {
		return 'refused';
	}
	return (await openChunk({ chunk, place, segmentKey })).ok ? 'opened' : 'refused';
}
