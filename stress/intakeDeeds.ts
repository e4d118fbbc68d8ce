import { type Do } from './byForm';
import { Client } from './client';
import type { Reply } from './reply';
import { NAMED, PEOPLE } from './steps';
import { COMPLETE, SENDER } from '../test/engine/support/intake';
import type { View } from '../workbench/testing';

type Page = Record<string, unknown>;

/** Takes a request in, page by page, to the preserved account. @param kind as chosen at `/legal-request` */
const takeIn =
	(kind: string, changePages: (pages: readonly Page[], reference?: string) => readonly Page[] = (pages) => pages): Do =>
	async (world, step) => {
		const about = world.archive.findCase(step)?.reference;
		const client = await Client.of(world, step);
		let { view, reply } = await client.type('/legal-request');
		const chosen = view && findValue(view, 'requestKind', `${kind} `);
		if (!view || !chosen) {
			return reply;
		}
		({ view, reply } = await client.press('requestKind', chosen));
		for (const values of [...changePages(COMPLETE[kind] ?? [], about), { compared: 'yes' }]) {
			if (!view) {
				return reply;
			}
			const accounts = 'accounts' in values && step.with ? { accounts: `@${step.with}` } : {};
			const before = client.person.ephemerals.length;
			const submitted = await client.person.submit(view, { ...values, ...accounts });
			reply = {
				who: client.who,
				said: [...Object.values(submitted.errors ?? {}), ...client.person.ephemerals.slice(before)],
				opened: submitted.view !== undefined,
				...(submitted.timedOut ? { unanswered: 'it took longer than a client waits' } : {}),
			};
			({ view } = submitted);
		}
		const reference = view && /LE-\d{4}-\d{4,}/.exec(JSON.stringify(view.title))?.[0];
		const subject = view && findValue(view, 'preserveSubject', '');
		if (!view || !reference) {
			return reply;
		}
		const types = kind === 'extension' ? ['request.recorded'] : ['case.opened', 'request.recorded'];
		const recorded: Reply = { ...reply, done: { reference, types } };
		if (!subject) {
			return recorded;
		}
		const plan = await client.press('preserveSubject', subject);
		const preserved = plan.view ? await client.submit(plan.view, {}) : plan.reply;
		return { ...preserved, done: recorded.done };
	};

function findValue(view: View, actionId: string, start: string): string | undefined {
	const buttons = view.blocks.flatMap(({ elements }) => (elements ?? []) as { actionId?: string; value?: string }[]);
	return buttons.find((button) => button.actionId === actionId && button.value?.startsWith(start))?.value;
}

/** A national security letter: only the people it names may know of the case. */
const restrict = (pages: readonly Page[]): Page[] => [
	{ ...pages[0], agencyReference: 'NSL-26-1' },
	{
		...pages[1],
		process: 'national-security-letter',
		namedPeople: NAMED.map((who) => `@${PEOPLE[who]}`).join(', '),
	},
];

/** Recorded in the case that it extends. */
const extendIn = (_pages: readonly Page[], reference = 'LE-2026-0001'): Page[] => [{ ...SENDER, extendedReference: reference }];

export const INTAKE_DEEDS = {
	extensionRequest: takeIn('extension', extendIn),
	intake: takeIn('account-information'),
	emergency: takeIn('emergency'),
	restrict: takeIn('account-information', restrict),
};
