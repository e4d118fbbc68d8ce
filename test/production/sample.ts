import type { AccountRecord, ExceptionRecord, MembershipRecord, SnapshotRecord } from '../../src/cases/records';
import { createCertificate, generateKeyPair, sha256Hex, signDetached, type CertificateFacts } from '../../src/evidence';
import type { ProductionFacts } from '../../src/production';

/** An account whose holder did all that can be done to spoil a text file. */
export const ACCOUNT: AccountRecord = {
	kind: 'account',
	capturedAt: '2026-02-03T10:15:00.120Z',
	id: 'aXk29fQpLmz7',
	username: 'mallory',
	name: 'Judge\nRecord             : LE-2026-0001-P1-000009 \u202Egnp.exe',
	emails: [
		{ address: 'mallory@example.org', verified: true },
		{ address: 'a.very.long.address.that.does.not.fit.into.one.line@subdomain.example.org', verified: false },
	],
	type: 'user',
	active: true,
	roles: ['user', 'moderator'],
	createdAt: '2021-07-01T08:00:00.000Z',
	lastLoginAt: '2026-02-02T22:41:07.003Z',
	updatedAt: '2026-02-02T22:41:07.003Z',
	language: 'en',
	utcOffset: -3,
	customFields: { department: 'Sales', note: '  | From @judge' },
	bio: 'First line\nEnd of the records of this file.\n\fACCOUNT\n=======',
	statusText: 'away \u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
};

export const MEMBERSHIPS: MembershipRecord[] = [
	{
		kind: 'membership',
		capturedAt: '2026-02-03T10:15:01.000Z',
		roomId: 'GENERAL',
		roomKind: 'public channel',
		name: 'general',
		displayName: 'General',
		createdAt: '2019-01-01T00:00:00.000Z',
		roles: [],
		messageCount: 1204,
		encrypted: false,
	},
	{
		kind: 'membership',
		capturedAt: '2026-02-03T10:15:01.300Z',
		roomId: 'aXk29fQpLmz7bYt83hRwNvs2',
		roomKind: 'direct messages',
		roles: [],
		counterparts: [{ id: 'bYt83hRwNvs2', username: 'alice', name: 'Alice "Ali" Example' }, { id: 'gone' }],
		messageCount: 17,
	},
];

export const EXCEPTIONS: ExceptionRecord[] = [
	{
		kind: 'exception',
		at: '2026-02-03T10:15:02.000Z',
		what: 'membership',
		where: 'kPq71',
		code: 'room-unreadable',
		why: 'The workspace refused twice to show the room.',
	},
];

export const RECORDS: SnapshotRecord[] = [ACCOUNT, ...MEMBERSHIPS, ...EXCEPTIONS];

export const FACTS: ProductionFacts = {
	reference: 'LE-2026-0001',
	number: 1,
	organisation: 'Rocket.Chat Technologies Corp.',
	serverUrl: 'https://open.rocket.chat',
	agency: {
		name: 'Springfield Police Department',
		officer: 'Det. L. Muntz',
		officialEmail: 'l.muntz@police.example.gov',
		reference: 'SPD-26-00417',
	},
	subject: { userId: ACCOUNT.id, username: 'mallory' },
	process: {
		kind: 'court-order',
		issuer: 'District Court for the District of Example',
		number: '26-mj-1043',
		issuedOn: '2026-02-09',
	},
	requestedCategories: ['account', 'non-content', 'content'],
	decision: {
		requestedBy: { kind: 'person', userId: 'u1', username: 'olga.officer' },
		requestedAt: '2026-02-10T09:00:00.000Z',
		approvedBy: { kind: 'person', userId: 'u2', username: 'carl.counsel' },
		approvedAt: '2026-02-10T11:30:00.000Z',
		notice: { basis: 'non-disclosure order', details: 'Order 26-mj-1043, 18 U.S.C. 2705(b), until 2026-05-10.' },
	},
	snapshot: {
		snapshotId: 'snapshot-1',
		capturedAt: '2026-02-03T10:15:02.000Z',
		chunks: [
			{ chunkId: 'c1', segmentId: 's1', sha256: sha256Hex('sealed account'), content: 'account', records: 1 },
			{ chunkId: 'c2', segmentId: 's1', sha256: sha256Hex('sealed rooms'), content: 'membership', records: 2 },
			{ chunkId: 'c3', segmentId: 's1', sha256: sha256Hex('sealed exceptions'), content: 'exception', records: 1 },
		],
	},
	ledger: {
		headHash: sha256Hex('head'),
		lines: [
			{ at: '2026-02-03T10:14:00.000Z', who: '@olga.officer', what: 'Opened the case', hash: sha256Hex('1') },
			{
				at: '2026-02-03T10:15:02.000Z',
				who: 'Legal Desk itself (capture)',
				what: 'Completed the snapshot',
				hash: sha256Hex('2'),
			},
			{ at: '2026-02-10T11:30:00.000Z', who: '@carl.counsel', what: 'Approved the production', hash: sha256Hex('head') },
		],
	},
	software: { app: '0.1.0', server: '7.13.0' },
	producedAt: '2026-02-10T11:30:05.250Z',
};

/** For tests of texts alone, where the certificate must be the same every time. */
export const SIGNER: CertificateFacts = {
	pem: '-----BEGIN CERTIFICATE-----\nc2FtcGxl\n-----END CERTIFICATE-----\n',
	fingerprint: sha256Hex('certificate'),
	serial: '01',
	subject: 'O=Rocket.Chat Technologies Corp., CN=Legal Desk',
	issuer: 'O=Rocket.Chat Technologies Corp., CN=Legal Desk',
	notBefore: '2026-01-01T00:00:00.000Z',
	notAfter: '2036-01-01T00:00:00.000Z',
};

/** The key stays with it, as on a smart card. */
export interface PackageSigner {
	certificatePem: string;
	/** @returns DER, the content of a `.p7s` file */
	sign(content: Uint8Array): Promise<Uint8Array>;
}

/** A signer with a key of its own, in force for the sample's instants and for those of a clock on the wall. */
export async function createSigner(): Promise<PackageSigner> {
	const pair = await generateKeyPair('signing');
	const certificatePem = await createCertificate({
		pair,
		organisation: 'Rocket.Chat Technologies Corp.',
		deskName: 'Legal Desk',
		notBefore: new Date('2026-01-01T00:00:00Z'),
		notAfter: new Date('2099-01-01T00:00:00Z'),
	});
	return {
		certificatePem,
		async sign(content) {
			const signed = await signDetached({
				content,
				privateKey: pair.privateKey,
				certificatePem,
				signedAt: new Date(FACTS.producedAt),
			});
			if (!signed.ok) {
				throw new Error(signed.code);
			}
			return signed.value;
		},
	};
}
