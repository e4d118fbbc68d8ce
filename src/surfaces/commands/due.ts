import { openDue } from '../due/openDue';
import type { Command } from '../surface';

/** `/legal`: every open clock of every case, nearest first; `/legal window` for clients that open nothing beside a room. */
export const due: Command = {
	name: 'legal',
	description: 'command.due',
	params: 'command.due.params',
	capability: 'view-case',
	run: (session, args) => openDue(session, { filter: 'all', page: 0 }, args[0]?.toLowerCase() === 'window'),
};
