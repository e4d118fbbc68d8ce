import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { createTextSetting, readSetting } from './textSettings';
import { asText } from './values';
import type { DeploymentSettings } from '../policy/deployment';

/** The domains of the hosted offering, separated by commas, spaces or lines. A name below one of them is never taken for ours to look up. */
export const HOSTED_DOMAINS = createTextSetting('hosted-domains', { multiline: true });

/**
 * Which servers are ours: the one that the desk works on, whose accounts it can look up, and those of the hosted offering,
 * whose records have to be obtained from them.
 *
 * @param serverUrl the address of this server, as the desk was set up
 */
export async function readDeploymentSettings(read: IRead, serverUrl: string): Promise<DeploymentSettings> {
	const domains = asText(await readSetting(read, HOSTED_DOMAINS.id)) ?? '';
	return { communityServers: [serverUrl], hostedDomains: domains.split(/[\s,;]+/).filter(Boolean) };
}
