import { createRandom, type Random } from './random';
import {
	AIMS,
	DECISIONS,
	DEEDS,
	EFFECTS,
	KEY_DEEDS,
	LINES,
	METHODS,
	PASSES,
	PROCESSES,
	SUBJECT_WEIGHTS,
	SUBJECTS,
	WORLD,
	type Aim,
} from './weights';

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

/** Who is named in a restricted case. */
export const NAMED = ['counsel', 'officer2'] as const;

/** What an approver names in an emergency, in turn. */
export const NAMED_CATEGORIES = [['account'], ['account', 'non-content'], ['account', 'content']] as const;

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
	/** Which case: 0 is the latest; or, with an aim, the latest from there on that it fits. */
	of?: number;
	aim?: Aim;
	/** Where no case fits it, something else is done instead, of which there was little. */
	instead?: true;
	/** The case that was aimed at, while the step is done. */
	caseId?: string;
	/** What kind of it: the subject, the process, the days, the line that is typed. */
	with?: string | number;
	hours?: number;
	strideHours?: number;
	fault?: { method: string; effect: string; skip: number; times: number };
	/** Two deeds at the same moment, on the two servers. */
	both?: [Step, Step];
}

const TEAM = { officer: 4, officer2: 2, counsel: 3 } as const;

/** @returns the schedule that belongs to the seed: the same for the same seed, and a longer one begins as a shorter one does */
export function makeSteps(seed: number, count: number): Step[] {
	const random = createRandom(seed);
	return [...PRELUDE, ...Array.from({ length: Math.max(0, count - PRELUDE.length) }, () => makeStep(random))].slice(0, count);
}

/** So that every snapshot of the subject holds something that not every process reaches, and a file that cannot be read. */
const PRELUDE: readonly Step[] = [
	...['allotment', '@noor.haddad', 'file', 'lost-file'].map((what): Step => ({ do: 'chat', on: 0, with: what })),
	{ do: 'postCopy', on: 0, who: 'officer' },
];

function makeStep(random: Random): Step {
	const kind = random.deal<Kind>('kinds', { ...DEEDS, ...KEY_DEEDS, ...WORLD });
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
				with: Number(random.deal('ways', { 0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1 })),
			};
		case 'wrongPassphrase':
			return { do: kind, on, who: 'counsel', of: random.below(6), aim: 'can' };
		case 'lastDay':
			return { do: kind, on, who: 'officer', of: random.below(6), with: random.deal('lastDay', { order: 2, hold: 1 }) };
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
	// Often the same deed in the same case: that is where one may undo or double what the other does.
	const other = random.below(3) > 0 ? makeDeed(random, 1) : { ...one, on: 1 };
	return [
		one,
		one.who === other.who && other.do !== 'approve' ? { ...other, who: one.who === 'officer' ? 'officer2' : 'officer' } : other,
	];
}

/** Who may not know of a case asks for it all the same. */
function lookAt(random: Random, { aim }: Step): Pick<Step, 'who' | 'with'> {
	return aim === 'mustNot'
		? { who: random.pick(['officer', 'officer2'] as const), with: '/legal-case' }
		: { with: random.deal('lines', LINES) };
}

function makeFault(random: Random): Step['fault'] {
	const method = random.deal<string>('methods', METHODS);
	const effect = random.deal<string>('effects', EFFECTS);
	return {
		method,
		effect,
		skip: method.startsWith('scheduler') ? 0 : random.below(4),
		times: 1 + (random.below(4) === 0 ? random.below(4) : 0),
	};
}

function makeDeed(random: Random, on: number, kind: Deed = random.deal<Deed>('pairs', DEEDS)): Step {
	const step: Step = {
		do: kind,
		on,
		who: random.weigh(TEAM),
		of: random.below(6),
		aim: random.deal(`aim of ${kind}`, AIMS),
		instead: true,
	};
	const newCase = { ...step, of: undefined, aim: undefined, instead: undefined };
	switch (kind) {
		case 'preserve':
			// An account of the legal team now and then: most of what follows is done by people who may know of the case.
			return { ...newCase, with: random.below(10) === 0 ? SUBJECTS[3] : random.deal('subjects', SUBJECT_WEIGHTS) };
		case 'intake':
		case 'emergency':
			return { ...newCase, with: random.deal('subjects', SUBJECT_WEIGHTS) };
		case 'restrict':
			return { ...newCase, who: random.pick(NAMED), with: random.deal('subjects', SUBJECT_WEIGHTS) };
		case 'produce':
		case 'change':
			// What counsel asks for nobody else can approve.
			return { ...step, who: random.weigh({ officer: 6, officer2: 3, counsel: 1 }), with: random.deal(kind, PROCESSES) };
		case 'approve':
			return { ...step, who: 'counsel', with: random.deal('signers', { desk: 2, outside: 1 }) };
		case 'signOutside':
			return { ...step, who: 'counsel' };
		case 'decide':
			return { ...step, who: random.weigh({ counsel: 5, officer: 1 }), with: random.deal('decisions', DECISIONS) };
		case 'order':
		case 'extendOrder':
			return { ...step, with: random.pick([0, 3, 10, 40, 90]) };
		case 'look':
			return { ...step, aim: step.aim === 'mustNot' ? 'mustNot' : undefined, instead: undefined, ...lookAt(random, step) };
		default:
			return step;
	}
}
