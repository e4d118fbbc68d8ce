import { DEPLOYMENT_REASONS, findDeployment } from '../../policy/deployment';
import type { Command } from '../surface';

/**
 * `/legal-lookup https://chat.example`: who operates a server, told from its name alone. Nothing is sent to it.
 *
 * @clause deployment-lookup
 * @clause community-address
 */
export const lookup: Command = {
	name: 'legal-lookup',
	description: 'lookup.command',
	params: 'lookup.command.params',
	capability: 'look-up-server',
	async run({ desk, say }, args) {
		const { kind, host, displayHost, lookAlikeOf, reason } = findDeployment(args.join(' '), await desk.findServers());
		if (!host || kind === 'missing' || kind === 'unreadable') {
			return DEPLOYMENT_REASONS[reason];
		}
		const name = displayHost && displayHost !== host ? `${displayHost} (${host})` : host;
		return [
			`${name}: ${say(`lookup.${kind}`)}`,
			DEPLOYMENT_REASONS[reason],
			...(lookAlikeOf ? [say('lookup.look-alike', { known: lookAlikeOf })] : []),
			say('lookup.no-contact'),
		].join('\n');
	},
};
