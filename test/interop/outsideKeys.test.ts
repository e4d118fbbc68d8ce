import { readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

import { makeFolder, requireTools, run } from './tools';
import type { PreparedVolume } from '../../src/cases/events/production';
import { sha256Hex, toUtf8 } from '../../src/evidence';
import { checkSignatures, readOutsideCertificate } from '../../src/production/outside';

const LIST = `${'0'.repeat(64)}  README.txt\n`;

const rsa = (bits: number) => ['rsa', '-pkeyopt', `rsa_keygen_bits:${bits}`];
const ec = (curve: string) => ['ec', '-pkeyopt', `ec_paramgen_curve:${curve}`];
const PSS = ['-keyopt', 'rsa_padding_mode:pss'];

let folder: string;
const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });

/** Makes a key with its certificate, as a smart card holds them. */
function makeCard(name: string, kind: string[]): string {
	const subject = ['-subj', `/O=Counsel/CN=${name}`, '-days', '365', '-addext', 'keyUsage=critical,digitalSignature'];
	const made = openssl('req', '-x509', '-newkey', ...kind, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.pem`, ...subject);
	expect(made.status).toBe(0);
	return readFileSync(join(folder, `${name}.pem`), 'utf8');
}

function sign(name: string, content: string, options: string[], digest = 'sha256'): Uint8Array {
	writeFileSync(join(folder, 'list.txt'), content);
	const signer = ['-signer', `${name}.pem`, '-inkey', `${name}.key`, ...options];
	const form = ['-md', digest, '-outform', 'DER', '-in', 'list.txt', '-out', 'list.p7s'];
	expect(openssl('cms', '-sign', '-binary', '-cades', ...signer, ...form).status).toBe(0);
	return Uint8Array.from(readFileSync(join(folder, 'list.p7s')));
}

const prepare = (pem: string): PreparedVolume => ({
	...{ volume: 1, isLast: true, name: 'LE-2026-0001-P1', tagManifest: LIST, tagManifestSha256: sha256Hex(toUtf8(LIST)) },
	...{ certificate: { pem, fingerprint: '' }, producedAt: '', head: '', eventCount: 0 },
});
const check = (pem: string, bytes: Uint8Array) => checkSignatures([prepare(pem)], [{ name: 'list.p7s', bytes }]);

beforeAll(() => {
	requireTools('openssl');
	folder = makeFolder();
	for (const [name, kind] of [
		['rsa2048', rsa(2048)],
		['rsa3072', rsa(3072)],
		['other', rsa(2048)],
		['p256', ec('P-256')],
		['p384', ec('P-384')],
		['rsa1024', rsa(1024)],
		['p521', ec('P-521')],
	] as const) {
		makeCard(name, [...kind]);
	}
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pemOf = (name: string) => readFileSync(join(folder, `${name}.pem`), 'utf8');

describe('a signature that openssl made outside', () => {
	it.each([
		['RSA 2048, PKCS #1 v1.5', 'rsa2048', []],
		['RSA 3072, PKCS #1 v1.5', 'rsa3072', []],
		['RSA 2048, PSS with the longest salt', 'rsa2048', [...PSS, '-keyopt', 'rsa_pss_saltlen:max']],
		['RSA 3072, PSS with a salt as long as the digest', 'rsa3072', [...PSS, '-keyopt', 'rsa_pss_saltlen:digest']],
		['ECDSA P-256', 'p256', []],
		['ECDSA P-384', 'p384', []],
	])('with %s is accepted; with any bit changed, or over other bytes, or by another key, it is not', async (_, name, options) => {
		const pem = pemOf(name);
		expect((await readOutsideCertificate(pem)).ok).toBe(true);
		const signature = sign(name, LIST, options);
		expect(await check(pem, signature)).toMatchObject({ ok: true, value: [{ volume: 1, fileName: 'list.p7s' }] });
		for (let at = 0; at < signature.length; at += 53) {
			const changed = Uint8Array.from(signature);
			changed[at] = (changed[at] ?? 0) ^ (1 << (at & 7));
			expect({ at, ok: (await check(pem, changed)).ok }).toEqual({ at, ok: false });
		}
		expect(await check(pem, sign(name, `${LIST}x`, options))).toMatchObject({ ok: false, params: { code: 'changed-content' } });
		expect(await check(pem, sign('other', LIST, []))).toMatchObject({ ok: false, params: { code: 'other-signer' } });
	});

	it('is refused with another digest than SHA-256, in PKCS #1 and in the mask of PSS', async () => {
		const pem = pemOf('rsa2048');
		for (const signature of [
			sign('rsa2048', LIST, [], 'sha512'),
			sign('rsa2048', LIST, PSS, 'sha384'),
			sign('rsa2048', LIST, [...PSS, '-keyopt', 'rsa_mgf1_md:sha1']),
		]) {
			expect(await check(pem, signature)).toMatchObject({ ok: false, params: { code: 'unsupported-signature' } });
		}
	});

	it.each(['rsa1024', 'p521'])(
		'is not waited for where the certificate is of a key that is too weak or not known: %s',
		async (name) => {
			expect(await readOutsideCertificate(pemOf(name))).toMatchObject({ ok: false, code: 'unsuitable-key' });
		},
	);
});
