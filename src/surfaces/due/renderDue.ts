import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { renderDrafts } from './renderDrafts';
import type { DueKind } from '../../cases/dueItem';
import { listDueLines, type DueFilter, type DueLine } from '../../cases/dueLines';
import { formatInstant } from '../../policy/instants';
import { sayUnreadableRules } from '../sayRules';
import type { ModalView, Session } from '../session';
import { sayRemaining, type TextKey } from '../texts';

const PER_PAGE = 10;

/** What a line's button does. It opens what the person needs next; whatever is done there is authorised and decided again. */
const NEXT: Readonly<Record<DueKind, { actionId: string; label: TextKey }>> = {
	'emergency': { actionId: 'emergency', label: 'button.emergency' },
	'emergency-letter': { actionId: 'emergency', label: 'button.emergency' },
	'emergency-process': { actionId: 'emergency', label: 'button.emergency' },
	'production-deadline': { actionId: 'produce', label: 'button.produce' },
	'approval': { actionId: 'produce', label: 'button.review-production' },
	'signature': { actionId: 'produce', label: 'button.review-production' },
	'production-failed': { actionId: 'produce', label: 'button.review-production' },
	'waiting-period': { actionId: 'produce', label: 'button.review-production' },
	'notice': { actionId: 'notice', label: 'button.notice' },
	'notice-failed': { actionId: 'notice', label: 'button.notice' },
	'exception': { actionId: 'notice', label: 'button.notice' },
	'order-end': { actionId: 'notice', label: 'button.notice' },
	'order-review': { actionId: 'notice', label: 'button.notice' },
	'order-incomplete': { actionId: 'notice', label: 'button.notice' },
	'letter': { actionId: 'openLetter', label: 'button.open-letter' },
	'hand-over': { actionId: 'openProductionLetter', label: 'button.open-letter' },
	'stalled': { actionId: 'showCase', label: 'case.button.open' },
	'capture-trouble': { actionId: 'showCase', label: 'case.button.open' },
	'document-missing': { actionId: 'showCase', label: 'case.button.open' },
	'expiry': { actionId: 'produce', label: 'button.produce' },
	'kept': { actionId: 'produce', label: 'button.produce' },
};

export interface DuePage {
	filter: DueFilter;
	page: number;
}

/** The due list, as one person sees it: their cases' open clocks, nearest first. */
export async function renderDue(session: Session, { filter, page }: DuePage): Promise<ModalView> {
	const { desk, say, ui, person, roles } = session;
	const now = desk.clock();
	const reader = { userId: person.id, isApprover: roles.includes('approver') };
	const lines = listDueLines(await desk.index.list('open'), reader, filter, now);
	const last = Math.max(0, Math.ceil(lines.length / PER_PAGE) - 1);
	const from = Math.min(page, last) * PER_PAGE;
	const shown = lines.slice(from, from + PER_PAGE);
	const overdue = lines.filter(({ isOverdue }) => isOverdue).length;
	return {
		title: say('due.title'),
		besideRoom: true,
		blocks: [
			...sayUnreadableRules(say, await desk.readRules()).map((line) => ui.text(line)),
			renderFilters(session, filter),
			ui.note(say('due.count', { count: lines.length, overdue, from: shown.length > 0 ? from + 1 : 0, to: from + shown.length })),
			...(filter !== 'overdue' && from === 0 ? await renderDrafts(session) : []),
			...(shown.length === 0 ? [ui.text(say(`due.none-${filter}`))] : []),
			...shown.flatMap((line, index) => renderLine(session, line, index, now)),
			...renderPages(session, filter, Math.min(page, last), last),
		],
	};
}

function renderFilters({ say, ui }: Session, current: DueFilter): LayoutBlock {
	const button = (filter: DueFilter, actionId: string) =>
		ui.button(actionId, say(`due.filter-${filter}`), {
			value: `${filter}:0`,
			...(filter === current ? { style: 'primary' as const } : {}),
		});
	return ui.actions('due-filters', button('all', 'dueAll'), button('mine', 'dueMine'), button('overdue', 'dueOverdue'));
}

function renderLine({ say, ui }: Session, { item, summary, isOverdue }: DueLine, index: number, now: number): LayoutBlock[] {
	const who = summary.subjects.map(({ username }) => `@${username}`).join(', ');
	const when = `${formatInstant(item.at)} (${sayRemaining(say, item.at, now)})`;
	// A case about another server has no account here.
	const whoAndWhen = who ? `${who} · ${when}` : when;
	const mark = isOverdue ? `${say('due.overdue')} ` : '';
	const snoozed = item.snoozedUntil ? `\n${say('due.snoozed', { until: formatInstant(item.snoozedUntil) })}` : '';
	// A letter that answers no request, such as one about costs, is found in its case.
	const next = NEXT[item.kind === 'letter' && item.about === undefined ? 'stalled' : item.kind];
	const { caseId, reference } = summary;
	const value = [caseId, ...(item.about === undefined ? [] : [item.about])].join(' ');
	const isCase = next.actionId === 'showCase';
	return [
		ui.text(`${mark}${reference} · ${say(`due.${item.kind}`)}\n${whoAndWhen}${snoozed}`),
		ui.actions(
			`due-${index}`,
			ui.button(next.actionId, say(next.label), { value, ...sayUrgency(item.kind, isOverdue) }),
			...(isCase ? [] : [ui.button('showCase', say('case.button.open'), { value: caseId })]),
			ui.button('snooze', say('button.snooze'), { value: `${caseId}:${item.key}` }),
		),
	];
}

/** How much the button of what is next stands out. */
function sayUrgency(kind: DueKind, isLate: boolean): { style?: 'primary' | 'danger' } {
	if (kind === 'emergency') {
		return { style: 'danger' };
	}
	return isLate ? { style: 'primary' } : {};
}

function renderPages({ say, ui }: Session, filter: DueFilter, page: number, last: number): LayoutBlock[] {
	const buttons = [
		...(page > 0 ? [ui.button('duePrevious', say('button.previous'), { value: `${filter}:${page - 1}` })] : []),
		...(page < last ? [ui.button('dueNext', say('button.next'), { value: `${filter}:${page + 1}` })] : []),
	];
	return buttons.length > 0 ? [ui.actions('due-pages', ...buttons)] : [];
}
