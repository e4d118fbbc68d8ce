import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { run } from './tools';

const CONFIG = `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Loopback time-stamping authority
[tsa]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ts]
default_tsa = conf
[conf]
serial = ./serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
`;

/** An RFC 3161 authority on this machine, made of openssl. */
export interface TimeStampAuthority {
	url: string;
	/** Bytes of the requests that it was sent. */
	queries: Buffer[];
	/** `silent`: closes the connection; `broken`: answers something else; `other`: stamps other data. */
	mood: 'willing' | 'silent' | 'broken' | 'other' | 'refusing';
	stop(): Promise<void>;
}

/** @param folder where `tsa-root.pem` is left, with which its answers are verified */
export async function startAuthority(folder: string): Promise<TimeStampAuthority> {
	const openssl = (...args: string[]) => {
		const { status, output } = run('openssl', args, { cwd: folder });
		if (status !== 0) {
			throw new Error(output);
		}
	};
	writeFileSync(join(folder, 'tsa.cnf'), CONFIG);
	writeFileSync(join(folder, 'serial'), '01\n');
	openssl(
		'req',
		'-x509',
		'-newkey',
		'rsa:2048',
		'-nodes',
		'-keyout',
		'root.key',
		'-out',
		'tsa-root.pem',
		'-subj',
		'/CN=Root',
		'-days',
		'36500',
	);
	openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-config', 'tsa.cnf');
	openssl(
		...['x509', '-req', '-in', 'tsa.csr', '-CA', 'tsa-root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '36500'],
		...['-extfile', 'tsa.cnf', '-extensions', 'tsa', '-out', 'tsa.pem'],
	);
	const authority: TimeStampAuthority = { url: '', queries: [], mood: 'willing', stop: async () => undefined };
	const server: Server = createServer((incoming, outgoing) => {
		const parts: Buffer[] = [];
		incoming.on('data', (part: Buffer) => parts.push(part));
		incoming.on('end', () => {
			const query = Buffer.concat(parts);
			authority.queries.push(query);
			if (authority.mood === 'silent') {
				incoming.socket.destroy();
				return;
			}
			outgoing.setHeader('content-type', 'application/timestamp-reply');
			outgoing.end(authority.mood === 'broken' ? 'no time stamp' : answer(query));
		});
	});
	const answer = (query: Buffer): Buffer => {
		writeFileSync(join(folder, 'query.tsq'), query);
		if (authority.mood === 'other') {
			openssl('ts', '-query', '-data', 'tsa.cnf', '-sha256', '-cert', '-out', 'query.tsq');
		}
		if (authority.mood === 'refusing') {
			writeFileSync(
				join(folder, 'query.tsq'),
				run('openssl', ['ts', '-query', '-data', 'tsa.cnf', '-sha512'], { cwd: folder }).stdout,
			);
		}
		// A refusal is an answer too, though openssl then reports a failure.
		run(
			'openssl',
			[
				'ts',
				'-reply',
				'-config',
				'tsa.cnf',
				'-section',
				'conf',
				'-queryfile',
				'query.tsq',
				'-signer',
				'tsa.pem',
				'-inkey',
				'tsa.key',
				'-out',
				'reply.tsr',
			],
			{ cwd: folder },
		);
		return readFileSync(join(folder, 'reply.tsr'));
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	authority.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
	authority.stop = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return authority;
}
