import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { appendEvents, appendToDesk, isWhole, type LoadedCase, type OpenCase } from '../../cases/caseFile';
import { dropCheckpoints } from '../../cases/checkpoint';
import { recordSigns } from '../../cases/decisions/tamper';
import { describeActor } from '../../cases/describeEvent';
import { DESK_LEDGER } from '../../cases/events';
import type { HashedEvent } from '../../cases/ledger';
import { verifyLedger, type LedgerReport } from '../../cases/verify';
import { checkChunks, listVouchedChunks, type ChunkProgress } from '../../cases/verifyChunks';
import { formatInstant } from '../../policy/instants';
import { keepCard } from '../cards/keepCard';
import { openModal, type Session } from '../session';

/** A command is answered within the seconds that a client waits; what this leaves goes on as a job. */
const FIRST_STEP_MS = 2000;

/**
 * Verifies a case now and shows what was found: the whole ledger, and the sealed chunks as far as a first step comes.
 *
 * @param given heads of the ledger that a person read from a paper
 */
export async function verifyCase(session: Session, loaded: LoadedCase, given: readonly string[]): Promise<string | undefined> {
	const { desk, say } = session;
	const report = verifyLedger(loaded.caseId, await desk.ledgers.read(loaded.caseId), given);
	const sound = isWhole(loaded) && report.problems.length === 0;
	const progress = sound ? await verifySound(session, loaded, report) : await recordDamage(session, loaded, report, given);
	const opened = await openModal(
		session,
		'verify',
		{ caseId: loaded.caseId },
		{
			title: say('verify.title', { reference: loaded.state?.reference ?? '' }),
			submit: say('verify.button.again'),
			blocks: [
				...renderReport(session, report),
				...(progress && loaded.state ? renderChunks(session, progress, listVouchedChunks(loaded.state).length) : []),
				...askForHead(session),
			],
		},
	);
	return opened ? undefined : say(sound ? 'verify.line-sound' : 'verify.line-damaged', { reference: loaded.state?.reference });
}

async function verifySound({ desk, actor }: Session, loaded: OpenCase, report: LedgerReport): Promise<ChunkProgress> {
	const { caseId } = loaded;
	const chunks = listVouchedChunks(loaded.state);
	const verificationId = desk.makeId();
	const begun = {
		verificationId,
		head: report.head,
		eventCount: report.eventCount,
		headsFound: report.heads.length,
		chunksTotal: chunks.length,
	};
	const started = await appendEvents(loaded, [{ type: 'verification.started', body: begun }], actor, desk);
	const none = { checked: 0, faults: [], faultCount: 0 };
	const progress = await checkChunks(chunks, none, { ...desk, budgetMs: FIRST_STEP_MS });
	if (progress.checked < chunks.length) {
		await desk.accessors.modify
			.getScheduler()
			.scheduleOnce({ id: 'verify-next-step', when: new Date(desk.clock()), data: { caseId, verificationId, progress } });
	} else {
		const { checked: chunksChecked, faults, faultCount } = progress;
		const body = { verificationId, chunksChecked, faults, faultCount };
		await keepCard(desk, await appendEvents(started, [{ type: 'verification.completed', body }], actor, desk));
	}
	return progress;
}

/**
 * The desk's own ledger says that a case was found damaged, and by whom. Into a ledger whose chain is broken nothing is
 * written; where the chain is whole and still not what its authors wrote, the case says so and produces nothing until an
 * approver has answered for it.
 */
async function recordDamage(
	{ desk, actor }: Session,
	loaded: LoadedCase,
	{ problems }: LedgerReport,
	given: readonly string[],
): Promise<undefined> {
	const { caseId } = loaded;
	const codes = [...new Set(problems.map(({ code }) => code))];
	await dropCheckpoints(caseId, 0, desk.ledgers);
	await appendToDesk(DESK_LEDGER, [{ type: 'case.found-damaged', body: { caseId, codes, headsGiven: [...given] } }], actor, desk);
	if (isWhole(loaded)) {
		const found = recordSigns(loaded.state, problems, given);
		await keepCard(desk, found.length > 0 ? await appendEvents(loaded, found, actor, desk) : loaded);
	}
	return undefined;
}

const MOST_PROBLEMS = 20;

function renderReport(session: Session, report: LedgerReport): LayoutBlock[] {
	const { say, ui } = session;
	const { problems, eventCount, repeatedCount, head, heads, sideBySide } = report;
	const known = heads.filter((departed) => departed.with !== 'given').length;
	const given = heads.filter((departed) => departed.with === 'given');
	const missing = new Set(problems.filter(({ code }) => code === 'head-missing').map(({ hash }) => hash));
	return [
		problems.length === 0
			? ui.text(say('verify.sound', { count: eventCount, heads: known }))
			: ui.warning(say('verify.damaged', { count: problems.length })),
		...problems
			.slice(0, MOST_PROBLEMS)
			.map(({ code, hash }) => ui.text(say('ledger.problem', { what: say(`ledger.problem.${code}`), hash }))),
		...(problems.length > MOST_PROBLEMS
			? [ui.note(say('verify.more-problems', { count: problems.length - MOST_PROBLEMS }))]
			: []),
		...given.map(({ hash }) => ui.text(say(missing.has(hash) ? 'verify.given-missing' : 'verify.given-found', { hash }))),
		...renderSideBySide(session, sideBySide),
		...(problems.length === 0 ? [ui.text(sayWhatVouches(session, report))] : []),
		...(repeatedCount > 0 ? [ui.note(say('verify.repeated', { count: repeatedCount }))] : []),
		ui.note(say('verify.head', { head })),
	];
}

/** What the answer cannot show: an event that was added at the end in another's name looks like any other. */
function sayWhatVouches({ say }: Session, { eventCount, sinceHeadLeft }: LedgerReport): string {
	const counts = new Map<string, number>();
	for (const { event } of sinceHeadLeft) {
		const author = describeActor(event.actor);
		counts.set(author, (counts.get(author) ?? 0) + 1);
	}
	const authors = [...counts].map(([author, count]) => `${author}: ${count}`);
	return say('verify.vouched', {
		vouched: eventCount - sinceHeadLeft.length,
		since: sinceHeadLeft.length,
		authors: authors.length > 0 ? authors : '–',
	});
}

/** What somebody who can write into the database puts in within the hour looks like this, and like nothing else. */
function renderSideBySide({ say, ui }: Session, events: readonly HashedEvent[]): LayoutBlock[] {
	const lines = events
		.slice(-MOST_PROBLEMS)
		.map(({ hash, event }) => `• ${formatInstant(Date.parse(event.at))} ${describeActor(event.actor)} ${event.type} ${hash}`);
	return lines.length > 0 ? [ui.text([say('verify.side-by-side', { count: events.length }), ...lines].join('\n'))] : [];
}

function renderChunks({ say, ui }: Session, { checked, faultCount, faults }: ChunkProgress, total: number): LayoutBlock[] {
	if (total === 0) {
		return [ui.text(say('verify.no-chunks'))];
	}
	const line =
		checked < total ? say('verify.chunks-running', { checked, total }) : say('verify.chunks', { checked, faults: faultCount });
	return [
		faultCount === 0 ? ui.text(line) : ui.warning(line),
		...faults.slice(0, MOST_PROBLEMS).map(({ chunkId, code }) => ui.text(say('verify.chunk-fault', { chunkId, code }))),
	];
}

function askForHead({ say, ui }: Session): LayoutBlock[] {
	return [
		ui.divider(),
		ui.textField('head', { label: say('verify.head-field'), hint: say('verify.head-hint') }, { maxLength: 64 }),
	];
}
