import { createRandom, type Random } from './random';

/** Who does something. Two officers and counsel are the legal team; the subject is one of those who are preserved. */
export const PEOPLE = {
	officer: 'legal.officer',
	officer2: 'legal.officer2',
	counsel: 'legal.counsel',
	admin: 'workspace.admin',
	outsider: 'yuki.mori',
	subject: 'maria.silva',
} as const;
export type Who = keyof typeof PEOPLE;

/** Whose accounts are preserved. The last one works in the legal team, and does not learn of it. */
export const SUBJECTS = ['maria.silva', 'joao.prado', 'Maria.Silva2', 'legal.officer2'] as const;

/** Who is named in a restricted case. */
export const NAMED = ['counsel', 'officer2'] as const;

/** What an approver names in an emergency, in turn. */
export const NAMED_CATEGORIES = [['account'], ['account', 'non-content'], ['account', 'content']] as const;

/** What the legal team does; each is one form of the desk. */
const DEEDS = {
	preserve: 7,
	intake: 2,
	produce: 6,
	approve: 7,
	order: 5,
	extendOrder: 1,
	liftOrder: 1,
	proposeException: 1,
	decideException: 1,
	postCopy: 2,
	notice: 4,
	release: 1,
	block: 1,
	unblock: 1,
	extend: 1,
	verify: 2,
	look: 6,
	emergency: 2,
	callBack: 3,
	recommend: 2,
	decide: 3,
	restrict: 1.5,
	close: 1.5,
	reopen: 1,
	exportCase: 1.5,
	importCase: 1,
	signOutside: 2,
	followUp: 0.5,
} as const;

/** What the administrator does with the desk's keys. */
const KEY_DEEDS = { passphrase: 0.8, rotate: 0.5, finishKeys: 0.6 } as const;

const WORLD = {
	chat: 8,
	intrude: 5,
	wrongPassphrase: 1,
	pass: 14,
	off: 1,
	crash: 1,
	restart: 1,
	prune: 0.3,
	deactivate: 0.5,
	fault: 14,
	both: 6,
} as const;

export type Deed = keyof typeof DEEDS;
export type KeyDeed = keyof typeof KEY_DEEDS;
export type Kind = Deed | KeyDeed | keyof typeof WORLD;

/**
 * One thing that happens, as plain data. A case is named by how many cases back it is, so that a schedule still makes sense when
 * steps are taken out of it.
 */
export interface Step {
	do: Kind;
	/** Which of the two servers it goes through. */
	on?: number;
	who?: Who;
	/** Which case: 0 is the latest. */
	of?: number;
	/** What kind of it: the subject, the process, the days, the line that is typed. */
	with?: string | number;
	hours?: number;
	strideHours?: number;
	fault?: { method: string; effect: string; skip: number; times: number };
	/** Two deeds at the same moment, on the two servers. */
	both?: [Step, Step];
}

const TEAM = { officer: 4, officer2: 2, counsel: 3 } as const;

/** Calls of the platform that can fail, by how much of the desk hangs on them. */
const METHODS = {
	'persistence.create': 8,
	'persistence.update': 4,
	'persistence.remove': 3,
	'persistence.read': 3,
	'messages.create': 4,
	'messages.update': 2,
	'messages.notify': 1,
	'uploads.create': 3,
	'uploads.read': 1,
	'scheduler.scheduleOnce': 2,
	'rooms.read': 2,
	'users.read': 1,
	'email.send': 1,
	'interactions.notify': 1,
} as const;

const EFFECTS = { 'fail': 6, 'fail-after': 3, 'delay': 2, 'power-cut': 1, 'power-cut-after': 1 } as const;

const LINES = [
	'/legal',
	'/legal-case',
	'/legal-hold',
	'/legal-help',
	'/legal-report 2026',
	'/legal-locate @maria.silva',
	'/legal-emergency',
];
const PROCESSES = ['subpoena', 'court-order', 'search-warrant', 'search-warrant', 'emergency', 'national-security-letter'];
/** Disclosures with the place of what is named in `NAMED_CATEGORIES`. */
const DECISIONS = ['disclose 0', 'disclose 1', 'disclose 2', 'refuse', 'ask-for-more'];
const PASSES = [
	{ hours: 1 },
	{ hours: 6, strideHours: 1 },
	{ hours: 24, strideHours: 6 },
	{ hours: 72, strideHours: 12 },
	{ hours: 240, strideHours: 24 },
	{ hours: 480 },
];

/** @returns the schedule that belongs to the seed: the same for the same seed, and a longer one begins as a shorter one does */
export function makeSteps(seed: number, count: number): Step[] {
	const random = createRandom(seed);
	return Array.from({ length: count }, () => makeStep(random));
}

function makeStep(random: Random): Step {
	const kind = random.weigh<Kind>({ ...DEEDS, ...KEY_DEEDS, ...WORLD });
	const on = random.below(2);
	switch (kind) {
		case 'both':
			return { do: kind, both: makePair(random) };
		case 'chat':
			return { do: kind, on, with: random.pick(['allotment', '@noor.haddad', 'general', 'file', 'lost-file']) };
		case 'passphrase':
		case 'rotate':
		case 'finishKeys':
			return { do: kind, on, who: 'admin' };
		case 'intrude':
			return {
				do: kind,
				on,
				who: random.pick(['outsider', 'subject', 'admin'] as const),
				of: random.below(6),
				with: random.below(8),
			};
		case 'wrongPassphrase':
			return { do: kind, on, who: 'counsel', of: random.below(6) };
		case 'pass':
		case 'off':
			return { do: kind, on, ...random.pick(PASSES) };
		case 'crash':
		case 'prune':
			return { do: kind, on };
		case 'restart':
			return { do: kind, on, with: random.pick(['kill', 'stop']) };
		case 'deactivate':
			return { do: kind, on, with: random.pick(SUBJECTS.slice(0, 3)) };
		case 'fault':
			return { do: kind, on, fault: makeFault(random) };
		default:
			return makeDeed(random, on, kind);
	}
}

/** By two people, so that what is said to one is not taken for what was said to the other. */
function makePair(random: Random): [Step, Step] {
	const one = makeDeed(random, 0);
	const other = makeDeed(random, 1);
	return [
		one,
		one.who === other.who && other.do !== 'approve' ? { ...other, who: one.who === 'officer' ? 'officer2' : 'officer' } : other,
	];
}

function makeFault(random: Random): Step['fault'] {
	const method = random.weigh<string>(METHODS);
	const effect = random.weigh<string>(EFFECTS);
	return { method, effect, skip: random.below(6), times: 1 + (random.below(4) === 0 ? random.below(4) : 0) };
}

function makeDeed(random: Random, on: number, kind: Deed = random.weigh<Deed>(DEEDS)): Step {
	const step: Step = { do: kind, on, who: random.weigh(TEAM), of: random.below(6) };
	switch (kind) {
		case 'preserve':
			// An account of the legal team now and then: most of what follows is done by people who may know of the case.
			return { ...step, of: undefined, with: random.below(10) === 0 ? SUBJECTS[3] : random.pick(SUBJECTS.slice(0, 3)) };
		case 'intake':
		case 'emergency':
			return { ...step, of: undefined, with: random.pick(SUBJECTS.slice(0, 3)) };
		case 'restrict':
			return { ...step, of: undefined, who: random.pick(NAMED), with: random.pick(SUBJECTS.slice(0, 3)) };
		case 'produce':
			return { ...step, with: random.pick(PROCESSES) };
		case 'approve':
			return { ...step, who: 'counsel', with: random.pick(['desk', 'desk', 'desk', 'outside']) };
		case 'signOutside':
			return { ...step, who: 'counsel' };
		case 'decide':
			return { ...step, who: random.weigh({ counsel: 5, officer: 1 }), with: random.pick(DECISIONS) };
		case 'order':
		case 'extendOrder':
			return { ...step, with: random.pick([0, 3, 10, 40, 90]) };
		case 'look':
			return { ...step, with: random.pick(LINES) };
		default:
			return step;
	}
}
