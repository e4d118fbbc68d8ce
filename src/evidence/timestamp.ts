import * as asn1js from 'asn1js';
import { ContentInfo, SignedData } from 'pkijs';

import { equalBytes } from './bytes';
import { CMS_OID } from './cmsOids';
import { sha256Bytes } from './digests';
import { accept, refuse, type Result } from '../result';

/** id-ct-TSTInfo (RFC 3161, 2.4.2). */
const TST_INFO_OID = '1.2.840.113549.1.9.16.1.4';

/** PKIStatus (RFC 3161, 2.4.2): granted, and granted with changes. */
const GRANTED = [0, 1];

export interface TimeStamp {
	/** The authority's own statement, ISO 8601 UTC. */
	readonly at: string;
}

export type TimeStampRefusal = 'malformed-time-stamp' | 'time-stamp-refused' | 'time-stamp-of-other-data';

/**
 * A time-stamp request (RFC 3161, 2.4.1) for SHA-256, which asks for the authority's certificate. The authority learns the
 * hash of the data and nothing else of it.
 *
 * @param data what is to be stamped: a package's signature
 * @param nonce at least 8 random bytes, so that an old answer is told from a new one
 * @returns DER, to be sent as `application/timestamp-query`
 */
export function createTimeStampQuery(data: Uint8Array, nonce: Uint8Array): Uint8Array {
	const algorithm = new asn1js.Sequence({
		value: [new asn1js.ObjectIdentifier({ value: CMS_OID.sha256 }), new asn1js.Null()],
	});
	const imprint = new asn1js.Sequence({ value: [algorithm, new asn1js.OctetString({ valueHex: sha256Bytes(data) })] });
	const query = new asn1js.Sequence({
		value: [
			new asn1js.Integer({ value: 1 }),
			imprint,
			new asn1js.Integer({ valueHex: asPositive(nonce) }),
			new asn1js.Boolean({ value: true }),
		],
	});
	return new Uint8Array(query.toBER());
}

/**
 * Reads an authority's answer: that it was given, for these data, and when. Whose it is, is for the reader of the package
 * to check, with the authority's root: `openssl ts -verify -data X.p7s -in X.p7s.tsr -CAfile ROOT`.
 *
 * @param response DER of a TimeStampResp: the content of a `.tsr` file
 * @param nonce of the request; absent when a file is read later
 * Refusals: `malformed-time-stamp`; `time-stamp-refused` (params.status: PKIStatus); `time-stamp-of-other-data` (imprint or nonce)
 */
export function readTimeStamp(response: Uint8Array, data: Uint8Array, nonce?: Uint8Array): Result<TimeStamp, TimeStampRefusal> {
	const [statusInfo, token] = readMembers(parse(response));
	const [status] = readMembers(statusInfo);
	if (!(status instanceof asn1js.Integer)) return refuse('malformed-time-stamp');
	const { valueDec } = status.valueBlock;
	if (!GRANTED.includes(valueDec)) return refuse('time-stamp-refused', { status: valueDec });
	const [version, , imprint, , at, ...more] = readMembers(parse(readTstInfo(token)));
	const [algorithm, digest] = readMembers(imprint);
	const [hashName] = readMembers(algorithm);
	if (
		!(version instanceof asn1js.Integer && at instanceof asn1js.GeneralizedTime && digest instanceof asn1js.OctetString) ||
		!(hashName instanceof asn1js.ObjectIdentifier)
	) {
		return refuse('malformed-time-stamp');
	}
	const isSame = hashName.getValue() === CMS_OID.sha256 && equalBytes(digest.valueBlock.valueHexView, sha256Bytes(data));
	const answered = more.find((member) => member instanceof asn1js.Integer);
	const isNew = nonce === undefined || equalBytes(answered?.valueBlock.valueHexView ?? new Uint8Array(), asPositive(nonce));
	return isSame && isNew ? accept({ at: at.toDate().toISOString() }) : refuse('time-stamp-of-other-data');
}

/** DER of an INTEGER is signed and as short as can be: a first byte of 1 to 127 makes it positive and needs none before it. */
function asPositive(nonce: Uint8Array): Uint8Array<ArrayBuffer> {
	const bytes = Uint8Array.from(nonce);
	bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
	return bytes;
}

function parse(der: Uint8Array): unknown {
	const { result, offset } = asn1js.fromBER(Uint8Array.from(der));
	return offset === der.byteLength ? result : undefined;
}

function readMembers(block: unknown): unknown[] {
	return block instanceof asn1js.Sequence ? block.valueBlock.value : [];
}

/** The DER that the authority signed; empty when there is none. */
function readTstInfo(token: unknown): Uint8Array {
	try {
		const signedData = new SignedData({ schema: new ContentInfo({ schema: token }).content });
		const { eContentType, eContent } = signedData.encapContentInfo;
		return eContentType === TST_INFO_OID ? new Uint8Array(eContent?.getValue() ?? []) : new Uint8Array();
	} catch {
		return new Uint8Array();
	}
}
