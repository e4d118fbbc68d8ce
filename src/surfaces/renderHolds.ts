import type { ModalView, Session } from './session';
import { sayRemaining } from './texts';
import { maskUsername } from './ui';
import type { CaseSummary } from '../cases/ports';

const PER_PAGE = 20;

/** The list of holds, nearest expiry first. An administrator sees that a hold exists, not on whom. */
export async function renderHolds(session: Session, page: number): Promise<ModalView> {
	const { desk, say, ui, roles } = session;
	const seesSubject = roles.includes('officer') || roles.includes('approver');
	const holds = (await desk.index.list('open'))
		.filter(({ holdStatus }) => holdStatus !== 'none' && holdStatus !== 'purged')
		.sort(byExpiry);
	const shown = holds.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
	const now = desk.clock();
	const describe = ({ reference, subjects, holdStatus, expiresAt, due }: CaseSummary) => {
		const who = subjects.map(({ username }) => (seesSubject ? `@${username}` : maskUsername(username))).join(', ');
		const until = expiresAt
			? `${expiresAt.slice(0, 16)}Z (${sayRemaining(say, Date.parse(expiresAt), now)})`
			: say('holds.no-expiry');
		if (holdStatus === 'releasing') {
			return `${reference} · ${who}\n${say('holds.releasing', { at: expiresAt })}`;
		}
		const kept = due?.some(({ kind }) => kind === 'kept') ? `, ${say('hold.kept')}` : '';
		return `${reference} · ${who}\n${say(`hold.${holdStatus}` as 'hold.active')} · ${until}${kept}`;
	};
	const buttons = [
		...(page > 0 ? [ui.button('holdsPage', say('button.previous'), { value: String(page - 1) })] : []),
		...(holds.length > (page + 1) * PER_PAGE
			? [ui.button('holdsNextPage', say('button.next'), { value: String(page + 1) })]
			: []),
	];
	return {
		title: say('holds.title'),
		blocks: [
			ui.note(
				say('holds.count', {
					count: holds.length,
					from: shown.length > 0 ? page * PER_PAGE + 1 : 0,
					to: page * PER_PAGE + shown.length,
				}),
			),
			...(holds.length === 0 ? [ui.text(say('holds.none'))] : []),
			...shown.flatMap((summary) => [
				ui.text(describe(summary)),
				...(seesSubject
					? [ui.actions(`hold-${summary.reference}`, ui.button('holdManage', say('hold.manage'), { value: summary.caseId }))]
					: []),
			]),
			...(buttons.length > 0 ? [ui.actions('pages', ...buttons)] : []),
			...(holds.length > 0 ? [ui.warning(say('hold.uninstall')), ...offerExport(session, seesSubject)] : []),
		],
	};
}

/** Who sees no content is told to ask for the export: its ledger names the subject. */
function offerExport({ say, ui }: Session, seesSubject: boolean) {
	return seesSubject ? [ui.actions('export', ui.button('holdsExport', say('export.button-all')))] : [ui.note(say('export.ask'))];
}

function byExpiry(a: CaseSummary, b: CaseSummary): number {
	return (a.expiresAt ?? '9').localeCompare(b.expiresAt ?? '9') || a.reference.localeCompare(b.reference);
}
