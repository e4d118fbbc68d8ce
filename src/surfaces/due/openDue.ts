import { renderDue, type DuePage } from './renderDue';
import type { DueFilter } from '../../cases/dueLines';
import { openModal, type Session } from '../session';
import type { Action } from '../surface';

/**
 * Opens the due list beside the room.
 *
 * @param asModal for clients that open nothing beside a room
 * @returns a line when there is no client to show it
 */
export async function openDue(session: Session, page: DuePage, asModal = false): Promise<string | undefined> {
	const { besideRoom, ...view } = await renderDue(session, page);
	const opened = await openModal(session, 'due', {}, asModal ? view : { ...view, besideRoom });
	return opened ? undefined : session.say('line.needs-client');
}

/** The filters and pages of the due list. */
export const pageDue: readonly Action[] = ['dueAll', 'dueMine', 'dueOverdue', 'duePrevious', 'dueNext'].map((actionId) => ({
	actionId,
	capability: 'view-case',
	async run(session, value) {
		const [filter, page = '0'] = value.split(':');
		const known: DueFilter = filter === 'mine' || filter === 'overdue' ? filter : 'all';
		return openDue(session, { filter: known, page: Math.min(Math.max(Number.parseInt(page, 10) || 0, 0), 100_000) });
	},
}));
