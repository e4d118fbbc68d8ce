import { isKeptFrom } from './secrecy';
import { PEOPLE, type Deed, type Kind, type Step } from './steps';
import { DEEDS, PROCESSES } from './weights';
import type { World } from './world';
import { decideApproval, decideResumption, findOpenProduction, findProducibleHold } from '../src/cases/decisions';
import { checkClosing } from '../src/cases/decisions/closing';
import { findNamedCategories, isUndecided, listEmergencies } from '../src/cases/decisions/emergency';
import { checkRepeat, checkSending, listNoticeSubjects } from '../src/cases/decisions/notice';
import { findRulingOrder } from '../src/cases/decisions/orders';
import type { Actor } from '../src/cases/events';
import type { CaseState, HoldState } from '../src/cases/state';
import { listExtensionRequests } from '../src/preservation/decisions';

interface Look {
	state: CaseState;
	now: number;
	actor: Actor;
	step: Step;
}
type Fits = (look: Look) => boolean;

const living = ({ holds }: CaseState): HoldState[] => holds.filter(({ status, release }) => status === 'active' && !release);

/** How it stands with the latest emergency of a case that nobody has decided. */
function findEmergency(state: CaseState) {
	const latest = listEmergencies(state).at(-1);
	const standing = latest && isUndecided(latest) ? latest.standing : undefined;
	const call = standing?.callBacks.at(-1);
	return { standing, isCalled: call?.isConfirmed === true && call.numberFrom !== 'from-the-request' };
}

const isBy = (by: Actor | undefined, actor: Actor): boolean =>
	by?.kind === 'person' && actor.kind === 'person' && by.userId === actor.userId;

const isApprovable: Fits = ({ state, now, actor }) => {
	const open = findOpenProduction(state);
	return (
		open !== undefined &&
		(decideApproval(state, open.productionId, actor, now, { people: 2 }).ok ||
			decideResumption(state, open.productionId, actor, now, 2).ok)
	);
};

/**
 * In which cases a deed has a prospect. This guides the schedule and judges nothing: the desk's own rules serve for it, and
 * whether what came of it was right is looked at elsewhere, without them.
 */
const CAN: Partial<Record<Kind, Fits>> = {
	produce: ({ state, now, step }) =>
		findProducibleHold(state, now).ok &&
		!findOpenProduction(state) &&
		(step.with !== 'emergency' || findNamedCategories(state).ok),
	// An approval that was given is void by it.
	change: ({ state }) => ['unsigned', 'failed'].includes(String(findOpenProduction(state)?.status)),
	withdraw: ({ state }) => state.productions.some(({ withdrawal }) => !withdrawal),
	approve: isApprovable,
	wrongPassphrase: isApprovable,
	signOutside: ({ state }) => state.productions.some(({ status }) => status === 'unsigned'),
	// Where a production waits, or may come: it can leave while the order runs.
	order: ({ state, now }) =>
		living(state).length > 0 && !findRulingOrder(state, now) && !state.closing && listNoticeSubjects(state).length > 0,
	extendOrder: ({ state, now }) => findRulingOrder(state, now) !== undefined,
	liftOrder: ({ state, now }) => findRulingOrder(state, now) !== undefined,
	proposeException: ({ state }) => listNoticeSubjects(state).length > 0 && state.exceptions.length === 0,
	decideException: ({ state, actor }) =>
		state.exceptions.some(({ status, proposedBy }) => status === 'proposed' && !isBy(proposedBy, actor)),
	notice: ({ state, now }) =>
		listNoticeSubjects(state).some(({ userId }) => checkSending(state, userId, now).ok && checkRepeat(state, userId, now).ok),
	release: ({ state }) => living(state).some(({ block }) => !block),
	block: ({ state }) => living(state).some(({ block }) => !block),
	unblock: ({ state }) => living(state).some(({ block }) => block),
	extensionRequest: ({ state }) => living(state).some(({ extensions = [] }) => extensions.length < 2),
	extend: ({ state }) => living(state).some(({ holdId }) => listExtensionRequests(state, holdId).length > 0),
	callBack: ({ state }) => {
		const { standing, isCalled } = findEmergency(state);
		return standing !== undefined && !isCalled;
	},
	recommend: ({ state }) => {
		const { standing, isCalled } = findEmergency(state);
		return isCalled && !standing?.recommendation;
	},
	decide: ({ state, actor }) => {
		const { standing, isCalled } = findEmergency(state);
		return isCalled && standing?.recommendation !== undefined && !isBy(standing.recommendation.by, actor);
	},
	followUp: ({ state }) =>
		listEmergencies(state).some(({ standing: { decision, followUp } }) => decision?.decision === 'disclose' && !followUp),
	close: ({ state, now }) => checkClosing(state, now).ok,
	reopen: ({ state }) => state.closing !== undefined,
	exportCase: ({ state }) => living(state).length > 0,
};

/** In which cases it has to be refused, for the reason that matters most. */
const MUST_NOT: Partial<Record<Kind, Fits>> = {
	produce: ({ state, now }) => state.holds.length > 0 && !findProducibleHold(state, now).ok,
	approve: ({ state, now, actor }) => {
		const open = findOpenProduction(state);
		// Only that it takes two stands in the way.
		return open
			? isBy(open.requestedBy, actor) && decideApproval(state, open.productionId, actor, now, { people: 1 }).ok
			: state.productions.some(({ withdrawal }) => withdrawal);
	},
	signOutside: ({ state }) => state.productions.some(({ status, prepared }) => status !== 'unsigned' && prepared),
	decideException: ({ state, actor }) =>
		state.exceptions.some(({ status, proposedBy }) => status === 'proposed' && isBy(proposedBy, actor)),
	notice: ({ state, now }) => listNoticeSubjects(state).length > 0 && findRulingOrder(state, now) !== undefined,
	release: ({ state }) => living(state).some(({ block }) => block),
	extend: ({ state }) => living(state).some(({ extensions = [] }) => extensions.length > 0),
	decide: ({ state }) => {
		const { standing, isCalled } = findEmergency(state);
		return standing !== undefined && (!isCalled || !standing.recommendation);
	},
	// Only the hold stands in the way.
	close: ({ state, now }) => living(state).length > 0 && checkClosing({ ...state, holds: [] }, now).ok,
};

/** What people try in cases that are kept from them. */
const KEPT_FROM: readonly Kind[] = ['look', 'verify', 'exportCase', 'block', 'unblock', 'order', 'withdraw'];

/** Who does best what is done instead, and in what way. */
const INSTEAD: Partial<Record<Kind, Pick<Step, 'who' | 'with'>>> = {
	approve: { who: 'counsel', with: 'desk' },
	signOutside: { who: 'counsel' },
	decide: { who: 'counsel', with: 'disclose 2' },
	decideException: { who: 'counsel' },
	order: { who: 'officer', with: 40 },
	change: { who: 'officer', with: 'court-order' },
	extendOrder: { who: 'officer', with: 10 },
	extend: { who: 'counsel' },
	proposeException: { who: 'officer' },
};

/** The same in another way, now and then. */
const OTHERWISE: Partial<Record<Kind, Pick<Step, 'with'>>> = { approve: { with: 'outside' }, decide: { with: 'refuse' } };

/**
 * Finds the case that a step goes for. Where none fits what was to be done, something else that fits one is done instead: what
 * was done least.
 *
 * @returns the step with the id of the case; without one where nothing fits
 */
export async function takeAim(world: World, step: Step): Promise<Step> {
	if (step.both) {
		const [one, other] = step.both;
		return { ...step, both: [await takeAim(world, one), await takeAim(world, other)] };
	}
	const table = { can: CAN, mustNot: MUST_NOT, any: {} }[step.aim ?? 'any'] as Partial<Record<Kind, Fits>>;
	const isKept = step.aim === 'mustNot' && KEPT_FROM.includes(step.do);
	if (!table[step.do] && !isKept) {
		return step;
	}
	const now = (await world.server(step.on).operator.now()).getTime();
	const ids = world.archive.readUserIds();
	const states = world.archive.listFrom(step.of ?? 0).flatMap(({ caseId }) => world.archive.fold(caseId).state ?? []);
	const aimAt = (wish: Step): Step | undefined => {
		const username = PEOPLE[wish.who ?? 'officer'];
		const actor: Actor = { kind: 'person', userId: ids.get(username) ?? '', username };
		const found = states.find(
			(state) =>
				isKeptFrom(state, actor.userId) === isKept && (isKept || table[wish.do]?.({ state, now, actor, step: wish }) === true),
		);
		return found && { ...wish, caseId: found.caseId };
	};
	const others = step.instead ? listOthers(world, step) : [];
	const [aimed] = [step, ...others].flatMap((wish) =>
		listWays(world, wish)
			.flatMap((way) => aimAt(way) ?? [])
			.slice(0, 1),
	);
	if (aimed) {
		world.attempts.set(aimed.do, (world.attempts.get(aimed.do) ?? 0) + 1);
	}
	return aimed ?? step;
}

/** A step as it was done, to be done again: nothing else instead of it, and its case found anew. */
export function settle({ instead: _instead, caseId: _caseId, ...step }: Step): Step {
	return step.both ? { ...step, both: [settle(step.both[0]), settle(step.both[1])] } : step;
}

/** What else could be done, the rarest first. */
function listOthers({ attempts }: World, step: Step): Step[] {
	const share = (kind: Kind) => ((attempts.get(kind) ?? 0) + 1) / DEEDS[kind as Deed];
	return (Object.keys(CAN) as Kind[])
		.filter((kind) => kind !== 'wrongPassphrase')
		.sort((one, other) => share(one) - share(other))
		.map((kind) => ({ ...step, with: undefined, ...INSTEAD[kind], do: kind }))
		.map((other) => ({ ...other, ...((step.of ?? 0) % 3 === 2 ? OTHERWISE[other.do] : {}) }));
}

/** A production that can be had under a process that none was handed over under yet is asked for under that one. */
function listWays({ archive }: World, step: Step): Step[] {
	if (step.do !== 'produce' || step.aim !== 'can') {
		return [step];
	}
	const left = archive.cases.flatMap(({ caseId }) => archive.fold(caseId).state?.productions ?? []);
	const count = (process: string) => left.filter(({ process: { kind } }) => kind === process).length;
	const processes = Object.keys(PROCESSES).sort((one, other) => count(one) - count(other));
	// What counsel asks for nobody else can approve: now and then, so that it can be tried.
	const officer = step.who === 'counsel' ? 'officer' : step.who;
	const who = step.of === 5 ? 'counsel' : officer;
	return ['emergency', ...processes].flatMap((process) =>
		count(process) === 0 || process !== 'emergency' ? { ...step, who, with: process } : [],
	);
}
