import { openImport } from '../exports/importExport';
import { lookUpAccount } from '../lookUpAccount';
import { openPreserveForm } from '../preserveForm';
import { renderHolds } from '../renderHolds';
import { openModal } from '../session';
import type { Command } from '../surface';
import { sayRefusal } from '../texts';

/** `/legal-hold @username`: preserve an account. Without a name: the list of holds. `import NAME`: reads an export back. */
export const hold: Command = {
	name: 'legal-hold',
	description: 'command.hold',
	params: 'command.hold.params',
	capability: 'list-holds',
	async run(session, args) {
		const { desk, say, roles } = session;
		if (args.length === 0) {
			const opened = await openModal(session, 'holds', {}, await renderHolds(session, 0));
			return opened ? undefined : say('line.needs-client');
		}
		if (!roles.includes('officer') && !roles.includes('approver')) {
			return say('refusal.holds-only');
		}
		if (args[0] === 'import' && args[1]) {
			return openImport(session, args[1].replace(/-(manifest\.json|\d+\.zip)$/, ''));
		}
		const found = await lookUpAccount(desk, args.join(' '));
		if (!found.ok) {
			return sayRefusal(say, found);
		}
		return openPreserveForm(session, found.value.user, found.value.typed);
	},
};
