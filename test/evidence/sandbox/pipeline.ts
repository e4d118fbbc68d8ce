import {
	buildBag,
	BAG_FILE,
	canonicalise,
	createCertificate,
	createSegmentKey,
	encryptPrivateKey,
	generateKeyPair,
	keyFitsCertificate,
	openChunk,
	openPrivateKey,
	sealChunk,
	sha256Hex,
	signDetached,
	toBase64,
	toNdjson,
	toUtf8,
	unwrapSegmentKey,
	verifyBag,
	verifySignature,
	wrapSegmentKey,
	zipFiles,
	type KeyPurpose,
	type Result,
	type SealedChunk,
	type WrappedKey,
} from '../../../src/evidence';

/** What one runtime made, for the test to judge, and for another runtime to open. Plain JSON. */
export interface PipelineOutcome {
	keys: Record<KeyPurpose, { certificatePem: string; encryptedKeyPem: string; fits: boolean; wrongPassphrase: string }>;
	wrapped: WrappedKey[];
	chunk: SealedChunk;
	openedSha256: string;
	changedChunk: string;
	tagManifest: string;
	signature: string;
	signedAt: string;
	changedContent: string;
	bagValid: boolean;
	/** Of a ZIP without anything random in it. */
	zipSha256: string;
	millis: Record<string, number>;
}

export const PASSPHRASE = 'Bühne 7 – sandbox';
export const PLACE = { snapshotId: 'snap', segmentId: 'seg', chunkId: '1' };
export const RECORDS = toNdjson(Array.from({ length: 500 }, (_, index) => ({ index, text: `Message ${index} – ünïcode 😀` })));
/** Two in the morning on the day New York's clocks skip that hour. */
export const INSTANT = new Date('2026-03-08T02:30:00Z');

/** Everything that the app does with this folder, once. */
export async function runPipeline(): Promise<string> {
	const millis: Record<string, number> = {};
	const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
		const start = performance.now();
		const value = await work();
		millis[name] = Math.round(performance.now() - start);
		return value;
	};
	const sealing = await makeKeys('sealing', timed);
	const signing = await makeKeys('signing', timed);
	const segmentKey = createSegmentKey();
	const wrapped = take(await timed('wrap', () => wrapSegmentKey(segmentKey, [sealing.certificatePem])));
	const chunk = await timed('seal', () => sealChunk({ place: PLACE, segmentKey, bytes: RECORDS }));
	const unwrapped = take(await timed('unwrap', () => unwrapSegmentKey(wrapped[0]!, sealing.privateKey)));
	const opened = take(await timed('open chunk', () => openChunk({ chunk, place: PLACE, segmentKey: unwrapped })));
	const changed = { ...chunk, nonce: toBase64(new Uint8Array(12)) };
	const bag = take(makeBag());
	const content = bag.get(BAG_FILE.tagManifest)!;
	const { certificatePem, privateKey } = signing;
	const signature = take(await timed('sign', () => signDetached({ content, privateKey, certificatePem, signedAt: INSTANT })));
	const verified = take(await timed('verify', () => verifySignature({ content, signature, certificatePem })));
	const outcome: PipelineOutcome = {
		keys: { sealing: sealing.report, signing: signing.report },
		wrapped,
		chunk,
		openedSha256: sha256Hex(opened.bytes),
		changedChunk: nameRefusal(await openChunk({ chunk: changed, place: PLACE, segmentKey })),
		tagManifest: toBase64(content),
		signature: toBase64(signature),
		signedAt: verified.signedAt,
		changedContent: nameRefusal(await verifySignature({ content: toUtf8('x'), signature, certificatePem })),
		bagValid: verifyBag(bag).valid,
		zipSha256: hashZip(),
		millis,
	};
	return canonicalise(outcome);
}

/** Of a ZIP without anything random in it. */
export function hashZip(): string {
	return sha256Hex(take(zipFiles(take(makeBag()), INSTANT)));
}

export function makeBag(): ReturnType<typeof buildBag> {
	return buildBag({
		payload: new Map([
			['records/messages.ndjson', RECORDS],
			['attachments/1.bin', Uint8Array.of(0, 1, 2, 255)],
		]),
		info: { 'Bagging-Date': '2026-03-08' },
		tagFiles: new Map([['README.txt', toUtf8('Read me\n')]]),
	});
}

async function makeKeys(purpose: KeyPurpose, timed: <T>(name: string, work: () => Promise<T>) => Promise<T>) {
	const pair = await timed(`generate ${purpose}`, () => generateKeyPair(purpose));
	const names = { organisation: 'Example Wörkspace', deskName: 'Legal Desk' };
	const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2060-01-01T00:00:00Z') };
	const certificatePem = await timed(`certify ${purpose}`, () => createCertificate({ pair, ...names, ...validity }));
	const pem = await timed(`encrypt ${purpose}`, () => encryptPrivateKey(pair, PASSPHRASE));
	const privateKey = take(await timed(`open ${purpose}`, () => openPrivateKey({ pem, passphrase: PASSPHRASE, purpose })));
	const fits = await keyFitsCertificate({ privateKey, certificatePem, purpose });
	const wrongPassphrase = nameRefusal(await openPrivateKey({ pem, passphrase: 'wrong', purpose }));
	return { certificatePem, privateKey, report: { certificatePem, encryptedKeyPem: pem, fits, wrongPassphrase } };
}

function take<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(`refused: ${result.code}`);
	return result.value;
}

function nameRefusal(result: Result<unknown>): string {
	return result.ok ? 'accepted' : result.code;
}
