import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';

import { asText } from './values';
import type { DeploymentSettings } from '../policy/deployment';

/** The domains of the hosted offering, separated by commas, spaces or lines. A name below one of them is never taken for ours to look up. */
export const HOSTED_DOMAINS: ISetting = {
	id: 'hosted-domains',
	type: SettingType.STRING,
	packageValue: '',
	required: false,
	public: false,
	multiline: true,
	i18nLabel: 'setting.hosted-domains',
	i18nDescription: 'setting.hosted-domains-hint',
};

/**
 * Which servers are ours: the one that the desk works on, whose accounts it can look up, and those of the hosted offering,
 * whose records have to be obtained from them.
 *
 * @param serverUrl the address of this server, as the desk was set up
 */
export async function readDeploymentSettings(read: IRead, serverUrl: string): Promise<DeploymentSettings> {
	const domains = await readSetting(read, HOSTED_DOMAINS.id);
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
