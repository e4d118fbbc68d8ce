/**
 * Primitives that make evidence hold: canonical bytes, digests, keys, certificates, sealing, signatures, bags and ZIP
 * files. The folder's contract:
 *
 * - It imports nothing of ours but the shape of an answer, and nothing of Rocket.Chat, so the offline tool runs the very same code.
 * - It touches only `crypto`, `zlib` and `buffer`, never `globalThis`, `process` or the clock: instants and ids are arguments;
 *   randomness (keys, nonces, salts, serial numbers) comes from the operating system and from nowhere else.
 * - Bad material (a wrong passphrase, a changed chunk, an unsafe name) is answered by a refusal with a stable code; a
 *   caller's mistake throws.
 * - What it writes is read by stock tools (openssl, sha256sum, unzip): `test/interop` holds it to that.
 * - No error or refusal carries content, a key or a passphrase.
 */
export type { Accepted, Refusal, Result } from '../result';
export { canonicalBytes, canonicalise, toNdjson } from './canonicalJson';
export { concatBytes, countUtf8, equalBytes, fromBase64, fromUtf8, toBase64, toHex, toUtf8 } from './bytes';
export { formatFingerprint, isSha256Hex, keyedDigest, sha256Bytes, sha256Hex } from './digests';
export type { CryptoKey } from './cryptoEngine';
export { encryptPrivateKey, generateKeyPair, openPrivateKey, reencryptPrivateKey } from './privateKeys';
export { listPemBlocks } from './pem';
export type { KeyPair, KeyPurpose, KeyRefusal } from './privateKeys';
export { createCertificate, MAX_NAME_LENGTH } from './certificates';
export { isInForce, readCertificate } from './readCertificate';
export type { CertificateFacts, CertificateRefusal } from './readCertificate';
export { keyFitsCertificate } from './keyMatch';
export { createSegmentKey, unwrapSegmentKey, wrapSegmentKey } from './segmentKeys';
export type { WrappedKey } from './segmentKeys';
export { checkSealedChunk, commitTo, MAX_CHUNK_BYTES, openChunk, sealChunk } from './chunks';
export type { ChunkPlace, ChunkRefusal, OpenedChunk, SealedChunk } from './chunks';
export { signDetached } from './sign';
export { verifySignature } from './verifySignature';
export type { SignatureRefusal, VerifiedSignature } from './verifySignature';
export { createTimeStampQuery, readTimeStamp } from './timestamp';
export type { TimeStamp, TimeStampRefusal } from './timestamp';
export { countZipBytes, joinZip, moveIntoFolder, zipFiles, zipPiece, ZIP_LIMITS } from './zip';
export type { ZipPiece, ZipRefusal } from './zip';
export { unzipFiles } from './unzip';
export { BAG_FILE, buildBag, closeBag, measureFile, PAYLOAD_FOLDER, writeManifest } from './bag';
export type { BagRefusal, MeasuredFile } from './bag';
export { verifyBag } from './verifyBag';
export type { BagReport } from './verifyBag';
