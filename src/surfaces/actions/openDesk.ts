import { openDue } from '../due/openDue';
import type { Action } from '../surface';

/** *Open legal desk*, on a room: what falls due next in the cases that this person may know of, as `/legal` shows it. */
export const openDesk: Action = {
	actionId: 'openDesk',
	capability: 'view-case',
	run: (session) => openDue(session, { filter: 'all', page: 0 }),
};
