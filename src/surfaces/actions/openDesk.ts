import { remainingInWords } from '../../policy/instants';
import { openModal } from '../session';
import type { Action } from '../surface';

const MOST_CASES = 20;

/** *Open legal desk*, on a room: the open cases that this person may know of, what falls due next first. */
export const openDesk: Action = {
	actionId: 'openDesk',
	capability: 'view-case',
	async run(session) {
		const { desk, say, ui } = session;
		const cases = (await desk.index.list('open')).sort((a, b) => (a.nextAt ?? Infinity) - (b.nextAt ?? Infinity));
		const lines = cases.slice(0, MOST_CASES).flatMap(({ caseId, reference, subjects, expiresAt }) => {
			const who = subjects.map(({ username }) => `@${username}`).join(', ');
			const until = expiresAt
				? ` · ${say('case.hold-expires', { expiresAt, remaining: remainingInWords(Date.parse(expiresAt), desk.clock()) })}`
				: '';
			return [
				ui.text(`${reference} · ${who}${until}`),
				ui.actions(`open-${reference}`, ui.button('showCase', say('case.button.open'), { value: caseId })),
			];
		});
		const count = say('case.open-count', { count: cases.length, shown: Math.min(cases.length, MOST_CASES) });
		const opened = await openModal(session, 'desk', {}, { title: say('help.title'), blocks: [ui.note(count), ...lines] });
		return opened ? undefined : say('line.needs-client');
	},
};
