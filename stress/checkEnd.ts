import type { ArchivedCase } from './archive';
import { textOf } from './archive';
import { checkWrappedKeys } from './checkKeys';
import { checkSnapshots } from './checkSnapshots';
import type { Watch } from './checkStep';
import { isKept } from './kept';
import { listHidden } from './secrecy';
import { SUBJECTS } from './weights';
import type { World } from './world';
import { doStep } from './worldDeeds';
import { listWork } from '../src/cases/due';
import type { CaseState, HoldState } from '../src/cases/state';
import { HOLD_REMINDER_DAYS } from '../src/policy/clocks';
import { DAY_MS } from '../src/policy/instants';

/** All faults are over: longer than the desk takes to notice what was cut off, in strides of its sweep. */
export async function letSettle(world: World): Promise<void> {
	for (const on of [0, 1]) {
		// What is planned dies with a server.
		await world
			.server(on)
			.operator.clearFaults()
			.catch(() => undefined);
	}
	await world.revive();
	for (const on of [0, 1]) {
		const { operator } = world.server(on);
		const [app] = await operator.apps();
		if (app && !app.enabled) {
			await operator.enable(app.id);
		}
	}
	for (const user of await world.server().operator.users()) {
		if (SUBJECTS.includes(user.username as never) && user.active === false) {
			await world.server().operator.setUserActive(user.username as string, true);
		}
	}
	if (world.archive.readKeys().config?.keyChange) {
		await doStep(world, { do: 'finishKeys', on: 0, who: 'admin' });
	}
	for (const on of [0, 1]) {
		await world.server(on).operator.advance({ minutes: 90 }, { minutes: 6 });
	}
}

/** Nothing was lost: looked at from the database alone, after everything has come to rest. @returns what is wrong, in words */
export async function checkEnd(world: World, watch: Watch): Promise<string[]> {
	const { archive } = world;
	const now = (await world.server().operator.now()).getTime();
	const records = archive.listRecords();
	const texts = records.map(textOf);
	const names = new Set(
		records.flatMap(({ associations }) => (associations as { id: string }[] | undefined)?.map(({ id }) => id) ?? []),
	);
	const references = archive.cases.map(({ reference }) => reference);
	const cases = archive.cases.map((known) => ({ ...known, file: archive.fold(known.caseId) }));
	return [
		...checkNothingRemoved(world, texts),
		...references
			.filter((reference, at) => references.indexOf(reference) !== at)
			.map((reference) => `two cases are called ${reference}`),
		...cases.flatMap(({ file, ...known }) =>
			file.state ? checkCase(world, known, file.state, names, now) : [`${known.reference} does not fold`],
		),
		...cases.flatMap(({ file, caseId, reference }) => checkSummary(texts, caseId, reference, file.eventCount)),
		...checkPosted(world),
		...checkWrappedKeys(archive),
		...checkNoticeCounts(world),
		...texts.filter((text) => text.includes('CANARY-')).map(() => 'a secret lies unsealed in the database'),
		...archive
			.listLogs()
			.filter((line) => /CANARY-|Wilmington|a\.example@/.test(line))
			.map((line) => `the app’s log names a person: ${line.slice(0, 300)}`),
		...(await checkSnapshots(world, records)),
		...(await checkVerifies(world, watch)),
	];
}

function checkNothingRemoved({ archive }: World, texts: readonly string[]): string[] {
	const present = new Set(texts);
	return [...archive.ledgers.values()]
		.flat()
		.filter(({ hash, bytes }) => !present.has(JSON.stringify({ hash, bytes })))
		.map(({ type, ledger }) => `an event ${type} of ${ledger} is not in the database any more`);
}

function checkCase(world: World, { reference }: ArchivedCase, state: CaseState, names: Set<string>, now: number): string[] {
	// A case about somebody in the legal channel has no card there: even a masked one would tell them.
	const hasCard = !listHidden(world.archive).some((kept) => kept.reference === reference && kept.from.includes('officer2'));
	const overdue = listWork(state, now).filter(({ at, kind }) => at <= now && (hasCard || kind !== 'post-card'));
	return [
		...overdue.map((work) => `${reference}: not done though due: ${JSON.stringify(work)}`),
		...state.holds.flatMap((hold) => checkHold(reference, hold, isKept(state, hold, now), names, now)),
		...state.notices
			.filter(({ status }) => status === 'sending')
			.map(({ number }) => `${reference}: notice ${number} was never finished or marked`),
		...state.productions
			.filter(({ status }) => status === 'approved')
			.map(({ number }) => `${reference}: production ${number} hangs`),
		...(state.exports
			?.filter(({ completedAt, failure }) => !completedAt && !failure)
			.map(() => `${reference}: an export hangs`) ?? []),
		...(state.closing && state.holds.some(({ status }) => status !== 'purged')
			? [`${reference}: closed while it keeps records`]
			: []),
		...(state.card && !world.archive.hasMessage(state.card.messageId) ? [`${reference}: its card is gone`] : []),
	];
}

/** A hold is what its clock says, with all of its pieces or with none. */
function checkHold(reference: string, hold: HoldState, kept: boolean, names: Set<string>, now: number): string[] {
	const { status, expiresAt, block, release, snapshotId, chunks } = hold;
	const isOver = release !== undefined || (expiresAt !== undefined && Date.parse(expiresAt) <= now);
	const pieces = chunks.map(({ chunkId }) => `snapshot:${snapshotId}:chunk:${chunkId}`);
	const lost = pieces.filter((name) => !names.has(name));
	const keys = ['wrapped-keys', 'keys'].map((what) => `snapshot:${snapshotId}:${what}`);
	const left = [...pieces, ...keys].filter((name) => names.has(name));
	const reminded = HOLD_REMINDER_DAYS.filter((days) => expiresAt && Date.parse(expiresAt) - days * DAY_MS <= now);
	const nearest = Math.min(...HOLD_REMINDER_DAYS.filter((days) => hold.reminders[days]?.done));
	// Whatever became of the hold since: the days before a reminder that was posted were posted too, or recorded as passed over.
	const skipped = HOLD_REMINDER_DAYS.filter((days) => days > nearest && !hold.reminders[days]?.done);
	const missed = skipped.map((days) => `${reference}: the reminder of ${days} days was left out`);
	if (status === 'purged') {
		return [
			...missed,
			...(block || !isOver ? [`${reference}: purged although ${block ? 'blocked' : 'it had not expired'}`] : []),
			...(kept && !release ? [`${reference}: purged although served process was not answered`] : []),
			...(left.length > 0 ? [`${reference}: purged, and ${left.length} of its records are left`] : []),
			...(hold.purge?.announced ? [] : [`${reference}: its purge was never told`]),
		];
	}
	return [
		...missed,
		...(status === 'capturing' ? [`${reference}: still being captured`] : []),
		...(status === 'purging' || (isOver && !block && (release || !kept))
			? [`${reference}: should be purged and is ${status}`]
			: []),
		...(lost.length > 0 ? [`${reference}: ${lost.length} of ${pieces.length} sealed records are lost`] : []),
		...(status === 'active' && !block && !release && !kept
			? reminded.filter((days) => !hold.reminders[days]?.done).map((days) => `${reference}: the reminder of ${days} days is lost`)
			: []),
	];
}

/** The due list and the sweep know of a case by its summary alone. */
function checkSummary(texts: readonly string[], caseId: string, reference: string, eventCount: number): string[] {
	const summaries = texts
		.filter((text) => text.includes('"eventCount"') && text.includes(caseId))
		.map((text) => JSON.parse(text) as { caseId?: string; eventCount?: number })
		.filter((summary) => summary.caseId === caseId && summary.eventCount !== undefined);
	const newest = Math.max(0, ...summaries.map((summary) => summary.eventCount ?? 0));
	return newest === eventCount ? [] : [`${reference}: its summary knows ${newest} of ${eventCount} events`];
}

/** What is recorded as posted stands in the workspace. */
function checkPosted({ archive }: World): string[] {
	const types = ['reminder.posted', 'order.reminder-posted', 'due.escalated', 'account.change-announced', 'digest.posted'];
	const events = [...archive.ledgers.values()].flat();
	return [
		...events
			.filter(({ type, body }) => types.includes(type) && !hasAll(body.messageId, (id) => archive.hasMessage(id)))
			.map(({ type, at }) => `${type} of ${at} names a message that is not there`),
		...events
			.filter(
				({ type, body }) => type === 'purge.announced' && !hasAll(body.uploadId, (id) => archive.readUpload(id) !== undefined),
			)
			.map(({ at }) => `the purge certificate of ${at} is not there`),
	];
}

/** What is not for the whole channel goes to several people: then the ids are joined by commas. */
const hasAll = (ids: unknown, has: (id: string) => boolean): boolean => String(ids).split(',').every(has);

/** As many notices have left as the ledgers know, or may have left as they say. */
function checkNoticeCounts({ archive }: World): string[] {
	const notices = archive.cases.flatMap(({ caseId }) => archive.fold(caseId).state?.notices ?? []);
	const possible = notices.filter(({ status }) => status !== 'stopped').map(({ text }) => text);
	const posts = archive.listPosts().filter(({ msg }) => possible.includes(String(msg)));
	return [
		...(posts.length > possible.length
			? [`${posts.length} notices were posted, and the ledgers know of ${possible.length}`]
			: []),
		...notices
			.filter(({ direct }) => direct?.outcome === 'posted' && !archive.hasMessage(String(direct.messageId)))
			.map(({ number }) => `notice ${number} is recorded as posted and is not there`),
	];
}

/** The desk says the same of the latest cases as this looks at them. */
async function checkVerifies(world: World, watch: Watch): Promise<string[]> {
	const officer = await world.person(0, 'officer');
	const wrong: string[] = [];
	const hidden = listHidden(world.archive).filter(({ from }) => from.includes('officer'));
	const seen = world.archive.cases.filter(({ caseId }) => !hidden.some((kept) => kept.caseId === caseId));
	for (const { reference } of seen.slice(-2)) {
		const { view, ephemerals } = await officer.type(`/legal-verify ${reference}`, { room: 'legal' });
		const told = `${JSON.stringify(view?.blocks ?? '')} ${ephemerals.join(' ')}`;
		if (!told.includes('is whole') || /Not as recorded: [1-9]/.test(told)) {
			wrong.push(`${reference}: /legal-verify says ${told.slice(0, 300)}`);
		}
	}
	return [...wrong, ...watch.check([], false)];
}
