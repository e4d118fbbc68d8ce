import { subMilliseconds } from 'date-fns';

import { PRODUCIBLE_CATEGORIES, PRODUCIBLE_PROCESSES } from './choices';
import { recordPreview, sayCounts } from './preview';
import type { OpenCase } from '../../cases/caseFile';
import { findProducibleHold, listProducibleHolds } from '../../cases/decisions';
import { findNamedCategories, findNextStep, listEmergencies } from '../../cases/decisions/emergency';
import { checkProductionNotice } from '../../cases/decisions/notice';
import type { ProductionScope } from '../../cases/events';
import type { CaseState, HoldState, ProductionState } from '../../cases/state';
import { ENTITLEMENTS } from '../../policy/entitlement';
import { formatDay } from '../../policy/instants';
import { lacksApprover } from '../cards/audience';
import { openModal, type ModalView, type Session } from '../session';
import { sayRefusal, type Say } from '../texts';

/** A production that waits already, and what is said to somebody who can only change it. */
interface Waiting {
	production: ProductionState;
	why: string;
}

/**
 * Opens the form that records the process and what is asked for, or the same form filled with what was asked for, to change
 * it. Shows how much the snapshot holds, and records that it was shown.
 */
export async function openProductionRequest(
	session: Session,
	caseFile: OpenCase,
	waiting?: Waiting,
): Promise<string | undefined> {
	const { desk, say, ui } = session;
	const { caseId, state } = caseFile;
	const production = waiting?.production;
	const found = findProducibleHold(state, desk.clock(), production?.holdId);
	const hold = found.ok ? found.value : state.holds.find(({ holdId }) => holdId === production?.holdId);
	const notice = checkProductionNotice(state, hold?.subject.userId ?? '', desk.clock());
	const { process, categories } = production ?? proposeDisclosure(state) ?? {};
	const opened = await openModal(
		session,
		'produce',
		{ caseId, ...(production ? { productionId: production.productionId } : {}) },
		{
			title: say(production ? 'produce.change-title' : 'produce.title'),
			submit: say(production ? 'button.change-production' : 'button.request-production'),
			blocks: [
				...(waiting ? [ui.warning(`${waiting.why} ${say('produce.change-explained')}`)] : []),
				ui.facts([
					[say('card.case'), state.reference],
					[say('account.username'), hold ? `@${hold.subject.username}` : ''],
					[say('card.agency'), state.agency.name],
					...(hold ? sayCounts(say, hold) : []),
				]),
				ui.note(say('produce.explained')),
				...((await lacksApprover(session, state)) ? [ui.warning(say('produce.nobody-approves'))] : []),
				notice.ok
					? ui.note(`${say('produce.notice')}: ${sayNotice(say, notice.value)}`)
					: ui.warning(`${sayRefusal(say, notice)} ${say('produce.notice-first')}`),
				...renderHolds(session, production ? [] : listProducibleHolds(state, desk.clock())),
				ui.select(
					'process',
					{ label: say('produce.process'), hint: say('produce.process-hint') },
					PRODUCIBLE_PROCESSES.map((kind) => ({ value: kind, text: ENTITLEMENTS[kind].title })),
					process?.kind,
				),
				ui.textField('issuer', { label: say('produce.issuer') }, { initial: process?.issuer, maxLength: 200 }),
				ui.textField('processNumber', { label: say('produce.number') }, { initial: process?.number, maxLength: 120 }),
				ui.dateField('issuedOn', { label: say('produce.issued') }, process?.issuedOn),
				ui.multiSelect(
					'categories',
					{ label: say('produce.categories'), hint: say('produce.categories-hint') },
					PRODUCIBLE_CATEGORIES.map((category) => ({ value: category, text: say(`category.${category}`) })),
					categories,
				),
				...renderScope(session, production?.scope),
			],
		},
	);
	if (opened && hold) {
		await recordPreview(session, caseFile, hold, production?.productionId);
	}
	return opened ? undefined : say('line.needs-client');
}

/** Only a case of several accounts is asked of which. */
function renderHolds({ say, ui }: Session, holds: readonly HoldState[]): ModalView['blocks'] {
	const options = holds.map(({ holdId, subject, capturedAt }) => ({
		value: holdId,
		text: `@${subject.username}, ${(capturedAt ?? '').slice(0, 10)}`,
	}));
	return options.length > 1 ? [ui.select('hold', { label: say('produce.hold') }, options, options.at(-1)?.value)] : [];
}

function renderScope({ say, ui }: Session, scope: ProductionScope | undefined): ModalView['blocks'] {
	return [
		ui.note(say('produce.narrow-explained')),
		ui.dateField('from', { label: say('produce.from') }, scope?.from?.slice(0, 10), true),
		ui.dateField('to', { label: say('produce.to') }, scope?.until && dayBefore(scope.until), true),
		ui.textField(
			'rooms',
			{ label: say('produce.rooms'), hint: say('produce.rooms-hint') },
			{ initial: scope?.rooms?.map(({ name }) => name).join(', '), maxLength: 2000, optional: true },
		),
		ui.textField(
			'counterparts',
			{ label: say('produce.counterparts'), hint: say('produce.counterparts-hint') },
			{ initial: scope?.counterparts?.map(({ username }) => `@${username}`).join(', '), maxLength: 2000, optional: true },
		),
	];
}

/** What was decided in an emergency, as the form would have it typed: in its hours nobody should have to copy it. */
function proposeDisclosure(state: CaseState): Pick<ProductionState, 'process' | 'categories'> | undefined {
	const emergency = listEmergencies(state).at(-1);
	const named = findNamedCategories(state);
	if (!emergency || !named.ok || findNextStep(state, emergency) !== 'produce') {
		return undefined;
	}
	const { details, receivedOn } = emergency.request;
	const { name: issuer, reference: number = '' } = details.from;
	return { process: { kind: 'emergency', issuer, number, issuedOn: receivedOn }, categories: [...named.value] };
}

export function sayNotice(say: Say, { basis, details }: { basis: string; details: string }): string {
	// What an order or a notice says of itself stands as it is; that of an exception is one sentence, in the reader's language.
	const why = basis === 'order' || basis === 'notified' ? details : details && say('notice.exception-approved');
	return [say(`notice.${basis}` as 'notice.order'), why].filter(Boolean).join(': ');
}

/** The last day of a period whose end is the first instant after it. */
function dayBefore(until: string): string {
	return formatDay(subMilliseconds(until, 1));
}
