import { addDays, isAfter } from 'date-fns';
import * as z from 'zod/v4';

import { appendEvents } from '../../cases/caseFile';
import { listDue } from '../../cases/dueList';
import { formatDay, UTC } from '../../policy/instants';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import { openModal } from '../session';
import type { Action, FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** Nothing is put off for longer at once. */
const MOST_DAYS = 30;

/** *Put off*, on a line of the due list. The value is a case id, and after a colon what is due. */
export const openSnooze: Action = {
	actionId: 'snooze',
	capability: 'view-case',
	async run(session, value) {
		const { desk, say, ui } = session;
		const caseId = value.slice(0, value.indexOf(':'));
		const key = value.slice(value.indexOf(':') + 1);
		const found = await openCase(desk, caseId);
		if (!found.ok) {
			return sayRefusal(say, found);
		}
		const item = listDue(found.value.state, desk.clock()).find((known) => known.key === key);
		if (!item) {
			return say('due.gone');
		}
		const tomorrow = formatDay(addDays(desk.clock(), 1, UTC));
		const opened = await openModal(
			session,
			'snooze',
			{ caseId, key },
			{
				title: say('due.snooze-title'),
				submit: say('button.snooze-now'),
				blocks: [
					ui.text(`${found.value.state.reference}: ${say(`due.${item.kind}`)}`),
					ui.note(say('due.snooze-explained', { days: MOST_DAYS })),
					ui.dateField('until', { label: say('due.snooze-until') }, tomorrow),
					ui.textField('reason', { label: say('due.snooze-reason') }, { multiline: true, maxLength: 500 }),
				],
			},
		);
		return opened ? undefined : say('line.needs-client');
	},
};

const SNOOZE = z.object({ until: z.iso.date({ error: 'error.date' }), reason: requiredLine('error.reason', 500) });

export const submitSnooze: FormHandler = {
	kind: 'snooze',
	capability: 'view-case',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor } = session;
		const parsed = parseFields(SNOOZE, values, say);
		if (!parsed.ok) {
			return { errors: parsed.errors };
		}
		const { until, reason } = parsed.value;
		const now = desk.clock();
		if (Date.parse(until) <= now || isAfter(until, addDays(now, MOST_DAYS, UTC))) {
			return { errors: { until: say('error.snooze-day', { days: MOST_DAYS }) } };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return { errors: { until: sayRefusal(say, found) } };
		}
		const body = { key: String(form.data.key), until: new Date(until).toISOString(), reason };
		await appendEvents(found.value, [{ type: 'due.snoozed', body }], actor, desk);
		return { line: say('due.snooze-done', { reference: found.value.state.reference, until }) };
	},
};
