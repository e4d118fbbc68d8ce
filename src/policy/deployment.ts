import type { ClauseId } from './clauses';
import type { HostName, HostRefusal } from './hostName';
import { readHostName } from './hostName';
import { findLookAlike } from './lookAlike';

/** The guidelines' three deployment options, and the two ways in which a request fails to name a server. */
export type DeploymentKind = 'community' | 'hosted' | 'private' | 'missing' | 'unreadable';

export interface DeploymentSettings {
	/** Servers that Rocket.Chat Technologies Corp. operates itself: addresses or host names. */
	readonly communityServers: readonly string[];
	/** Domains of the hosted offering, e.g. `rocket.chat`: each stands for itself and every name below it. */
	readonly hostedDomains: readonly string[];
}

export const DEFAULT_DEPLOYMENT_SETTINGS: DeploymentSettings = {
	communityServers: ['https://open.rocket.chat'],
	hostedDomains: [],
};

/** Why a server was put where it was put: a stable code and the sentence for staff. */
export const DEPLOYMENT_REASONS = {
	'is-community-server': 'This is the server that Rocket.Chat Technologies Corp. operates itself.',
	'below-hosted-domain': 'This name belongs to a domain of the hosted offering.',
	'other-server': 'This is neither the community server nor a name of the hosted offering.',
	'below-community-server': 'This name stands below the community server’s, but is not its address.',
	'ip-address': 'A number address names a machine, not a community server: it can only be accessed by its name.',
	'looks-like-known-server':
		'This is another server, whose name can be mistaken for a known one. Compare the request letter by letter.',
	'known-server-before-at-sign': 'This is another server: what stands before the @ is not part of a server’s name.',
	'missing': 'The request names no server.',
	'several-words': 'This is more than one word. Give one address, such as https://open.rocket.chat',
	'email-address':
		'This is an e-mail address or a federated account, not a server. Give an address such as https://open.rocket.chat',
	'not-a-web-address': 'This is not a web address. Give an address such as https://open.rocket.chat',
	'ambiguous-characters':
		'This contains characters that programs read differently. Type the address, such as https://open.rocket.chat',
	'not-a-server-name': 'This is not the name of a server. Give an address such as https://open.rocket.chat',
} as const satisfies Record<HostRefusal, string> & Record<string, string>;

export type DeploymentReason = keyof typeof DEPLOYMENT_REASONS;

/**
 * What the guidelines say of the servers of each kind: who runs them, and what is asked for when somebody signs up there.
 *
 * @clause community-registration
 * @clause community-no-ip-log
 * @clause cloud-registration
 * @clause private-no-relationship
 * @clause private-no-access
 * @clause private-no-control
 * @clause private-no-regulation
 * @clause private-registration
 * @clause private-registration-data
 */
export const DEPLOYMENT_STATEMENTS = {
	community: ['community-registration', 'community-no-ip-log'],
	hosted: ['cloud-registration'],
	private: [
		'private-no-relationship',
		'private-no-access',
		'private-no-control',
		'private-no-regulation',
		'private-registration',
		'private-registration-data',
	],
} as const satisfies Partial<Record<DeploymentKind, readonly ClauseId[]>>;

export interface Deployment {
	readonly kind: DeploymentKind;
	/** ASCII form; absent where no server could be read. */
	readonly host?: string;
	/** As a person reads it; differs from `host` for international names. */
	readonly displayHost?: string;
	/** The known server that this one could be taken for. Only ever a warning. */
	readonly lookAlikeOf?: string;
	readonly reason: DeploymentReason;
	readonly clause: ClauseId;
}

/**
 * Tells which deployment a server address belongs to, from the address and the settings alone: no lookup, no connection,
 * because the question itself would tell the server's operator that someone asks.
 *
 * Everything that is not known to be ours is private. A look-alike is private (or hosted) with `lookAlikeOf` set.
 *
 * @clause deployment-community
 * @clause deployment-hosted
 * @clause deployment-private
 * @clause deployment-lookup
 * @clause community-address
 * @clause other-servers-not-ours
 * @param serverUrl as typed or pasted
 * @example
 * findDeployment('open.rocket.chat.evil.example')
 * // { kind: 'private', host: 'open.rocket.chat.evil.example', lookAlikeOf: 'open.rocket.chat', … }
 */
export function findDeployment(
	serverUrl: string | null | undefined,
	settings: DeploymentSettings = DEFAULT_DEPLOYMENT_SETTINGS,
): Deployment {
	const read = readHostName(serverUrl);
	if (!read.ok) {
		const kind = read.code === 'missing' ? 'missing' : 'unreadable';
		return { kind, reason: read.code, clause: 'server-url-required' };
	}
	const { host, displayHost } = read.value;
	const communityServers = readHosts(settings.communityServers);
	const hostedDomains = readHosts(settings.hostedDomains);
	const named = displayHost === host ? { host } : { host, displayHost };
	if (communityServers.some((server) => server.host === host)) {
		return { kind: 'community', ...named, reason: 'is-community-server', clause: 'deployment-community' };
	}
	const suspicion = suspect(read.value, [...communityServers, ...hostedDomains]);
	if (hostedDomains.some((domain) => isBelow(host, domain.host) || host === domain.host)) {
		return { kind: 'hosted', ...named, reason: 'below-hosted-domain', clause: 'deployment-hosted', ...pickLookAlike(suspicion) };
	}
	if (suspicion) {
		return { kind: 'private', ...named, ...suspicion, clause: 'other-servers-not-ours' };
	}
	if (read.value.kind === 'ip-address') {
		return { kind: 'private', ...named, reason: 'ip-address', clause: 'community-address' };
	}
	const below = communityServers.some((server) => isBelow(host, server.host));
	const reason = below ? 'below-community-server' : 'other-server';
	return { kind: 'private', ...named, reason, clause: 'other-servers-not-ours' };
}

/** Entries of the settings that cannot be read match nothing: an unreadable setting never makes a server ours. */
function readHosts(addresses: readonly string[]): HostName[] {
	return addresses.flatMap((address) => {
		const read = readHostName(address.replace(/^\*?\./, ''));
		return read.ok ? [read.value] : [];
	});
}

function isBelow(host: string, domain: string): boolean {
	return host.endsWith(`.${domain}`);
}

type Suspicion = Pick<Required<Deployment>, 'lookAlikeOf'> & {
	reason: 'known-server-before-at-sign' | 'looks-like-known-server';
};

function suspect(server: HostName, known: readonly HostName[]): Suspicion | undefined {
	const knownNames = known.map(({ displayHost }) => displayHost);
	const before = server.userInfo?.toLowerCase();
	const inUserInfo = before && knownNames.find((name) => before.includes(name) || findLookAlike(before, [name]));
	if (inUserInfo) {
		return { lookAlikeOf: inUserInfo, reason: 'known-server-before-at-sign' };
	}
	const alike = server.kind === 'name' ? findLookAlike(server.displayHost, knownNames) : undefined;
	return alike === undefined ? undefined : { lookAlikeOf: alike, reason: 'looks-like-known-server' };
}

function pickLookAlike(suspicion: Suspicion | undefined): Pick<Deployment, 'lookAlikeOf'> {
	return suspicion ? { lookAlikeOf: suspicion.lookAlikeOf } : {};
}
