/** Object identifiers of a CAdES-BES signature: RFC 5652, RFC 5035, RFC 5754, RFC 5758, RFC 8017. */
export const CMS_OID = {
	data: '1.2.840.113549.1.7.1',
	signedData: '1.2.840.113549.1.7.2',
	contentType: '1.2.840.113549.1.9.3',
	messageDigest: '1.2.840.113549.1.9.4',
	signingTime: '1.2.840.113549.1.9.5',
	signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
	sha256: '2.16.840.1.101.3.4.2.1',
	ecdsaWithSha256: '1.2.840.10045.4.3.2',
	/** In a signature RFC 3370 and RFC 5754 allow both names for PKCS #1 v1.5; openssl writes the first. */
	rsaEncryption: '1.2.840.113549.1.1.1',
	sha256WithRsa: '1.2.840.113549.1.1.11',
	rsaPss: '1.2.840.113549.1.1.10',
	mgf1: '1.2.840.113549.1.1.8',
};
