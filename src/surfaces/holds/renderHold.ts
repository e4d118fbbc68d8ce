import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { nameHold, type FoundHold } from './findHold';
import { sayCounts, sayHoldStatus, sayProgress } from './sayHold';
import { findKeeper, KEPT_AFTER_ANSWER_DAYS } from '../../cases/keeping';
import type { CaseState, HoldState } from '../../cases/state';
import { formatInstant } from '../../policy/instants';
import { findLivingHold, offerExtension } from '../../preservation/decisions';
import { decideExport } from '../../preservation/exportCase';
import { ACCOUNT_SCOPE, ROOM_KINDS } from '../../preservation/scope';
import type { ModalView, Session } from '../session';
import { sayRemaining, type Say } from '../texts';
import { shorten, splitButtons } from '../ui';

/** One hold: how it stands, what it covers, and what can be done about it now. */
export function renderHold({ say, ui, desk }: Session, { caseFile, hold }: FoundHold): ModalView {
	const { caseId, state } = caseFile;
	const { holdId, subject, expiresAt, block, release } = hold;
	const value = nameHold(caseId, holdId);
	const button = (actionId: string, text: string, style?: 'primary' | 'danger') => ui.button(actionId, text, { value, style });
	const isLiving = findLivingHold(state, holdId).ok;
	const buttons = [
		...(offerExtension(state, holdId, desk.clock()).ok ? [button('holdExtend', say('hold.button.extend'))] : []),
		...(isLiving && !block ? [button('holdBlock', say('hold.button.block'))] : []),
		...(isLiving && block ? [button('holdUnblock', say('hold.button.unblock'))] : []),
		...(isLiving && !block ? [button('holdRelease', say('hold.button.release'), 'danger')] : []),
		...(decideExport(state, holdId).ok ? [button('holdExport', say('export.button'))] : []),
	];
	const end = Date.parse(expiresAt ?? '');
	const ends = expiresAt ? `${formatInstant(end)} (${sayRemaining(say, end, desk.clock())})` : say('holds.no-expiry');
	return {
		title: say('hold.title', { reference: state.reference }),
		blocks: [
			ui.facts([
				[say('hold.subject'), `@${subject.username}`],
				[say('hold.status'), sayHoldStatus(say, hold)],
				[say('hold.expires'), release ? undefined : ends],
				[say('hold.scope'), describeScope(say, hold)],
				[say('hold.snapshot'), hold.counts ? sayCounts(say, hold.counts) : sayProgress(say, hold)],
				[say('hold.extensions'), describeExtensions(say, hold)],
			]),
			...(block ? [ui.warning(say('hold.blocked-line', { at: block.at, matter: block.matter }))] : []),
			...sayKept(say, state, hold).map((line) => ui.warning(line)),
			...(release ? [ui.warning(say('hold.released-line', { at: release.at, reason: release.reason }))] : []),
			...renderOthers(
				{ say, ui },
				caseId,
				state.holds.filter((other) => other.holdId !== holdId),
			),
			ui.note(say('hold.uninstall')),
			...(buttons.length > 0 ? [ui.actions('hold', ...buttons)] : []),
		],
	};
}

/** Why a snapshot does not go when its days are over. */
function sayKept(say: Say, state: CaseState, hold: HoldState): string[] {
	const keeper = hold.status === 'active' && !hold.release ? findKeeper(state, hold) : undefined;
	const { kind, number } = keeper ?? {};
	return kind && number ? [say(`hold.kept-by-${kind}`, { number, days: KEPT_AFTER_ANSWER_DAYS })] : [];
}

/** The other holds of the case, each to be looked at in turn. */
function renderOthers({ say, ui }: Pick<Session, 'say' | 'ui'>, caseId: string, others: readonly HoldState[]): LayoutBlock[] {
	const buttons = others.map((hold) =>
		ui.button('holdManage', shorten(`@${hold.subject.username} · ${sayHoldStatus(say, hold)}`, 75), {
			value: nameHold(caseId, hold.holdId),
		}),
	);
	const rows = splitButtons(buttons).map((row, index) => ui.actions(`other-holds-${index}`, ...row));
	return rows.length > 0 ? [ui.note(say('hold.several')), ...rows] : [];
}

function describeScope(say: Say, { scope = ACCOUNT_SCOPE }: HoldState): string {
	const covered = ROOM_KINDS.filter((kind) => scope.messages[kind] !== 'none');
	const messages = covered.map((kind) =>
		say(`plan.kind-scope.${scope.messages[kind]}` as 'plan.kind-scope.own', {
			kind: say(`plan.kind.${kind}` as 'plan.kind.other'),
		}),
	);
	const period = scope.from || scope.until ? [`${scope.from ?? '…'} – ${scope.until ?? '…'}`] : [];
	const rooms = scope.roomPlaces ? [say('plan.named-count', { count: scope.roomPlaces.length })] : [];
	const files = messages.length > 0 ? [sayFiles(say, scope.maxFileBytes)] : [];
	const because = scope.broadBecause ? [say('plan.broad-line', { reason: scope.broadBecause })] : [];
	return [...(messages.length > 0 ? messages : [say('plan.choice.account')]), ...rooms, ...period, ...files, ...because].join(
		'; ',
	);
}

function sayFiles(say: Say, maxFileBytes: number): string {
	return maxFileBytes > 0 ? say('plan.files-up-to', { size: `${maxFileBytes / 1024 / 1024} MiB` }) : say('plan.no-files');
}

function describeExtensions(say: Say, { extensions = [] }: HoldState): string {
	return extensions
		.map(({ number, at, expiresAt, beyondRegime }) => {
			const line = say('hold.extension-line', { number, at, expiresAt });
			return beyondRegime ? `${line} (${say('hold.beyond')}: ${beyondRegime})` : line;
		})
		.join('; ');
}
