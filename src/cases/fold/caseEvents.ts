import type { Subject } from '../events';
import type { CaseEvents } from '../events/case';
import type { EventOf } from '../events/eventOf';
import { EMPTY_NOTICE_FILE } from '../noticeState';
import type { CaseState } from '../state';
import type { Appliers } from './appliers';
import { joinOrder } from './orderEvents';

/** The first event of every case. */
export function openState(caseId: string, { body, at, actor }: EventOf<'case.opened'>): CaseState {
	const { reference, agency, restrictedTo } = body;
	const files = { letters: [], documents: [], missedDocuments: [], costs: [], declarations: [] };
	const empty = { requests: [], subjects: [], holds: [], productions: [], ...files };
	const audience = restrictedTo ? { restrictedTo } : {};
	return { caseId, reference, agency, ...audience, openedAt: at, openedBy: actor, ...empty, ...EMPTY_NOTICE_FILE, viewedAt: {} };
}

export const applyCaseEvents: Appliers<keyof CaseEvents> = {
	'case.opened': () => 'already-open',
	'request.recorded'(state, event) {
		const { body, at, actor } = event;
		if (state.requests.some(({ requestId }) => requestId === body.requestId)) {
			return 'already-recorded';
		}
		const request = { ...body, recordedAt: at, recordedBy: actor };
		return {
			...state,
			requests: [...state.requests, request],
			subjects: joinSubjects(state.subjects, body.subjects),
			orders: joinOrder(state.orders, event),
		};
	},
	'card.posted': (state, { body }) => ({ ...state, card: body }),
	'card.withheld': (state) => ({ ...state, isCardWithheld: true }),
};

function joinSubjects(known: readonly Subject[], named: readonly Subject[]): Subject[] {
	return [...known, ...named.filter(({ userId }) => !known.some((subject) => subject.userId === userId))];
}
