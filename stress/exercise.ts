import type { ArchivedEvent } from './archive';
import { PROCESSES } from './weights';
import type { World } from './world';
import type { CaseState } from '../src/cases/state';
import { HOLD_REMINDER_DAYS } from '../src/policy/clocks';

/** What a run has left behind, to be counted. */
interface Traces {
	events: readonly ArchivedEvent[];
	states: readonly CaseState[];
	noted: ReadonlyMap<string, number>;
}
type Count = (traces: Traces) => number;

const event =
	(type: string, where: (body: ArchivedEvent['body']) => boolean = () => true): Count =>
	({ events }) =>
		events.filter((one) => one.type === type && where(one.body)).length;

const noted =
	(what: string): Count =>
	({ noted: notes }) =>
		notes.get(what) ?? 0;

const inStates =
	(count: (state: CaseState) => number): Count =>
	({ states }) =>
		states.reduce((sum, state) => sum + count(state), 0);

const delivered = (process: string): Count =>
	inStates(({ productions }) => productions.filter((one) => one.deliveredAt && one.process.kind === process).length);

/** Ledgers in which both happened, in this order. */
const inOrder =
	(first: string, then: string): Count =>
	({ events }) => {
		const begun = (at: number, ledger: string) =>
			events.slice(0, at).some((before) => before.ledger === ledger && before.type === first);
		return events.filter(({ ledger, type }, at) => type === then && begun(at, ledger)).length;
	};

const entries = (object: Record<string, Count>): [string, Count][] => Object.entries(object);

/**
 * What the desk promises, and how often a run has put it to the test. A promise that was never put to it is not shown by a run,
 * however long.
 */
const PROMISES: readonly [string, Count][] = [
	...Object.keys(PROCESSES).map((process): [string, Count] => [`packages handed over: ${process}`, delivered(process)]),
	...entries({
		'packages with contents': noted('packages with contents'),
		'packages with rooms and counterparts, without contents': noted('packages with rooms and counterparts, without contents'),
		'packages with the account alone': noted('packages with the account alone'),
		'packages from which contents were kept back': noted('packages from which contents were kept back'),
		'packages with the exceptions of their snapshot': noted('packages with exceptions'),
		'productions changed': event('production.changed'),
		'productions changed after an approval': inOrder('production.approved', 'production.changed'),
		'productions cut off': event('production.failed'),
		'productions gone on with under their approval': event('production.resumed'),
		'productions signed outside': event('production.signed'),
		'productions withdrawn': event('production.withdrawn'),
		'emergencies disclosed': event('emergency.decided', ({ decision }) => decision === 'disclose'),
		'emergencies refused': event('emergency.decided', ({ decision }) => decision === 'refuse'),
		'restricted cases': inStates(({ restrictedTo }) => (restrictedTo ? 1 : 0)),
		'deeds of named people in restricted cases': noted('deeds in restricted cases'),
		'tries at a case that is kept from the person': noted('tries at a case that is kept from the person'),
		'notices sent': event('notice.finished', ({ direct, email }) => direct.outcome === 'posted' || email.outcome === 'queued'),
		'notices held back by an order': noted('notices held back by an order'),
		'last days of an order': noted('last days of an order lived through'),
		'last days of a hold': noted('last days of a hold lived through'),
		'orders recorded': event('order.recorded'),
		'orders extended': event('order.extended'),
		'orders lifted': event('order.lifted'),
		'reminders of orders': event('order.reminder-posted'),
		'exceptions from notice approved': event('exception.approved'),
		'snapshots completed': event('snapshot.completed'),
		'snapshots with exceptions': event('snapshot.completed', ({ counts }) => counts.exceptions > 0),
		'requests to extend': event('request.recorded', ({ kind }) => kind === 'extension'),
		'holds extended': event('hold.extended'),
		'holds extended beyond the first extension': event('hold.extended', ({ number }) => number > 1),
		'holds released': event('hold.released'),
		'holds blocked': event('hold.blocked'),
		'changes of an account told': event('account.change-announced'),
	}),
	...HOLD_REMINDER_DAYS.map((days): [string, Count] => [
		`reminders of ${days} days before the end`,
		event('reminder.posted', ({ daysBefore }) => daysBefore === days),
	]),
	...entries({
		'purges': event('purge.completed'),
		'purges told': event('purge.announced'),
		'cases closed': event('case.closed'),
		'cases opened again': event('case.reopened'),
		'closings refused while a hold lives': noted('refused: close'),
		'escalations': event('due.escalated'),
		'daily digests': event('digest.posted'),
		'passphrases changed': event('keys.passphrase-changed'),
		'rotations of the sealing key finished': event('keys.changed'),
		'data keys wrapped anew': ({ events }) =>
			events.filter(({ type }) => type === 'keys.changed').reduce((sum, { body }) => sum + Number(body.rewrapped), 0),
		'exports completed': event('export.completed'),
		'exports imported': noted('exports imported'),
		'verifications completed': event('verification.completed'),
		'wrong passphrases refused': noted('refused: wrongPassphrase'),
		'kinds of deeds that were refused': ({ noted: notes }) =>
			[...notes.keys()].filter((what) => what.startsWith('refused: ')).length,
		'ways tried by people who have no business here': ({ noted: notes }) =>
			[...notes.keys()].filter((what) => what.startsWith('intruder, way ')).length,
		'deeds by two people at the same moment': noted('deeds by two people at the same moment'),
		'servers that lost power in the middle of a call': noted('servers that lost power in the middle of a call'),
		'servers killed, processes of the app crashed': noted('kills and crashes'),
		'times that the app was switched off': noted('times that the app was switched off'),
		'writes that failed': noted('writes that failed'),
		'writes that were done and said to have failed': noted('writes that were done and said to have failed'),
		'messages and uploads that failed': noted('messages and uploads that failed'),
		'jobs that were lost': noted('jobs that were lost'),
		'calls that came late': noted('calls that came late'),
	}),
];

/** Steps from which on a promise that was never put to the test is a gap of the run. */
export const WHOLE_RUN_STEPS = 200;

/** How often a run has put each promise to the test. */
export type Exercised = Record<string, number>;

export function countExercised({ archive, noted: notes }: World): Exercised {
	const traces: Traces = {
		events: [...archive.ledgers.values()].flat(),
		states: archive.cases.flatMap(({ caseId }) => archive.fold(caseId).state ?? []),
		noted: notes,
	};
	return Object.fromEntries(PROMISES.map(([promise, count]) => [promise, count(traces)]));
}

/** The promises of which nothing is shown. */
export function listUnexercised(...runs: readonly Exercised[]): string[] {
	return PROMISES.map(([promise]) => promise).filter((promise) => runs.every((run) => !run[promise]));
}

/** Added up over several runs. */
export function addUp(runs: readonly Exercised[]): Exercised {
	return Object.fromEntries(PROMISES.map(([promise]) => [promise, runs.reduce((sum, run) => sum + (run[promise] ?? 0), 0)]));
}
