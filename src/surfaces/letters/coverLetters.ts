import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { draftLetter, openLetterView } from './openLetter';
import type { OpenCase } from '../../cases/caseFile';
import { findChargedRequest } from '../../cases/decisions/costs';
import { findExtensionLetter, findProductionLetter } from '../../cases/decisions/letters';
import { isStanding } from '../../cases/delivered';
import type { CaseState, LetterState } from '../../cases/state';
import { writeExtensionLetter, writeProductionLetter } from '../../letters';
import { openCase } from '../findCase';
import type { Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';
import { splitButtons } from '../ui';

type Draft = Parameters<typeof draftLetter>[2];

/** A letter that tells what was done: in its latest words, or what it is drafted from. */
type Cover = { known: LetterState | undefined; draft: Draft } | undefined;

/** *Letter for production…* and *Letter about extension…*, in the case view. The value is the case's id and what it is about. */
export const coverLetterActions: readonly Action[] = [
	{
		actionId: 'openProductionLetter',
		capability: 'send-letter',
		run: (session, value) => openCover(session, value, coverProduction),
	},
	{
		actionId: 'openExtensionLetter',
		capability: 'send-letter',
		run: (session, value) => openCover(session, value, coverExtension),
	},
];

/** The buttons of the letters that a case's productions and extensions call for. */
export function renderCoverLetters({ say, ui }: Session, { caseId, state }: OpenCase): LayoutBlock[] {
	const buttons = [
		...state.productions
			.filter(isStanding)
			.map(({ productionId, number }) =>
				ui.button('openProductionLetter', say('button.production-letter', { number }), { value: `${caseId} ${productionId}` }),
			),
		...listExtensions(state).map(({ requestId, number }) =>
			ui.button('openExtensionLetter', say('button.extension-letter', { number }), { value: `${caseId} ${requestId}` }),
		),
	];
	return splitButtons(buttons).map((row, index) => ui.actions(`covers-${index}`, ...row));
}

async function openCover(
	session: Session,
	value: string,
	find: (state: CaseState, id: string) => Cover,
): Promise<string | undefined> {
	const { desk, say } = session;
	const [caseId = '', id = ''] = value.split(' ');
	const found = await openCase(desk, caseId);
	if (!found.ok) {
		return sayRefusal(say, found);
	}
	const cover = find(found.value.state, id);
	if (!cover) {
		return say('refusal.no-such-letter');
	}
	if (cover.known) {
		return openLetterView(session, found.value, cover.known);
	}
	const drafted = await draftLetter(session, found.value, cover.draft);
	return openLetterView(session, drafted.caseFile, drafted.letter);
}

function coverProduction(state: CaseState, productionId: string): Cover {
	const production = state.productions.find((known) => known.productionId === productionId && isStanding(known));
	const request = production && findChargedRequest(state, production);
	return request
		? {
				known: findProductionLetter(state, productionId),
				draft: {
					...{ kind: 'production', request, productionId },
					write: (facts) => writeProductionLetter({ ...facts, production }),
				},
			}
		: undefined;
}

function coverExtension(state: CaseState, requestId: string): Cover {
	const request = state.requests.find((known) => known.requestId === requestId);
	const extension = listExtensions(state).find((granted) => granted.requestId === requestId);
	return request && extension
		? {
				known: findExtensionLetter(state, requestId),
				draft: { ...{ kind: 'extension', request }, write: (facts) => writeExtensionLetter({ ...facts, extension }) },
			}
		: undefined;
}

function listExtensions({ holds }: CaseState) {
	return holds.flatMap(({ extensions = [] }) => extensions);
}
