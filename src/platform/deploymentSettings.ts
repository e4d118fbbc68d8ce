import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { asText } from './values';
import type { DeploymentSettings } from '../policy/deployment';

/** A setting of the app: the domains of the hosted offering, separated by commas, spaces or lines. */
export const HOSTED_DOMAINS_SETTING = 'hosted-domains';

/**
 * Which servers are ours: the one that the desk works on, whose accounts it can look up, and those of the hosted offering,
 * whose records have to be obtained from them.
 *
 * @param serverUrl the address of this server, as the desk was set up
 */
export async function readDeploymentSettings(read: IRead, serverUrl: string): Promise<DeploymentSettings> {
	const domains = await readSetting(read, HOSTED_DOMAINS_SETTING);
	return { communityServers: [serverUrl], hostedDomains: (domains ?? '').split(/[\s,;]+/).filter(Boolean) };
}

/** The platform answers a setting that it does not know with an error. */
async function readSetting(read: IRead, id: string): Promise<string | undefined> {
	try {
		return asText(await read.getEnvironmentReader().getSettings().getValueById(id));
	} catch {
		return undefined;
	}
}
