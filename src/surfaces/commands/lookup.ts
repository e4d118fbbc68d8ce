import { CLAUSES } from '../../policy/clauses';
import { DEPLOYMENT_REASONS, DEPLOYMENT_STATEMENTS, findDeployment } from '../../policy/deployment';
import type { Command } from '../surface';

/**
 * `/legal-lookup https://chat.example`: who operates a server, told from its name alone. Nothing is sent to it.
 *
 * @clause deployment-lookup
 * @clause community-address
 * @clause community-registration
 * @clause community-no-ip-log
 * @clause cloud-registration
 * @clause private-no-relationship
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
			...DEPLOYMENT_STATEMENTS[kind].map((clause) => `“${CLAUSES[clause]}”`),
			...(lookAlikeOf ? [say('lookup.look-alike', { known: lookAlikeOf })] : []),
			say('lookup.no-contact'),
		].join('\n');
	},
};
