/** Start and end of the values in a signature that say what was signed, by whom and when: certificate, attributes, signature. */
export function locateSignedParts(signature: Uint8Array, certificatePem: string): [number, number][] {
	const text = Buffer.from(signature).toString('latin1');
	const certificate = Buffer.from(certificatePem.replace(/-----[^-]+-----/g, ''), 'base64').toString('latin1');
	const valueAfter = (oidHex: string, header: number, length: number): [number, number] => {
		const start = text.lastIndexOf(Buffer.from(oidHex, 'hex').toString('latin1')) + oidHex.length / 2 + header;
		return [start, start + length];
	};
	return [
		[text.indexOf(certificate), text.indexOf(certificate) + certificate.length],
		valueAfter('2a864886f70d010904', 4, 32), // message-digest
		valueAfter('2a864886f70d010905', 4, 13), // signing-time
		valueAfter('2a864886f70d010910022f', 10, 32), // signing-certificate-v2
		[signature.length - 64, signature.length], // most of the two numbers of the ECDSA signature
	];
}
