/** Whose accounts are preserved. The last one works in the legal team, and does not learn of it. */
export const SUBJECTS = ['maria.silva', 'joao.prado', 'Maria.Silva2', 'legal.officer2'] as const;

/** Only the first of them writes what a package can be looked through for. */
export const SUBJECT_WEIGHTS = { 'maria.silva': 4, 'joao.prado': 1, 'Maria.Silva2': 1 } as const;

/** What the legal team does; each is one form of the desk. */
export const DEEDS = {
	preserve: 6,
	intake: 3,
	extensionRequest: 4,
	produce: 9,
	change: 3,
	withdraw: 2,
	approve: 14,
	order: 6,
	extendOrder: 2,
	liftOrder: 1,
	proposeException: 2,
	decideException: 3,
	postCopy: 1,
	notice: 5,
	release: 1,
	block: 1,
	unblock: 1,
	extend: 5,
	verify: 2,
	look: 4,
	emergency: 4,
	callBack: 4,
	recommend: 4,
	decide: 5,
	restrict: 2,
	close: 3,
	reopen: 1,
	exportCase: 2,
	importCase: 2,
	signOutside: 5,
	followUp: 1,
} as const;

/** What the administrator does with the desk's keys. */
export const KEY_DEEDS = { passphrase: 1, rotate: 1, finishKeys: 1 } as const;

export const WORLD = {
	chat: 6,
	intrude: 5,
	wrongPassphrase: 1,
	pass: 13,
	lastDay: 3,
	off: 1,
	crash: 1,
	restart: 2,
	prune: 1,
	deactivate: 1,
	fault: 16,
	both: 6,
} as const;

/**
 * Where a deed goes: to a case where it can be done, to one where it must not be done, or to any case, as it comes. Left to
 * chance alone few deeds would ever succeed, and few would be refused for the reason that matters.
 */
export const AIMS = { can: 7, mustNot: 2, any: 1 } as const;
export type Aim = keyof typeof AIMS;

/** Calls of the platform that can fail, by how much of the desk hangs on them. */
export const METHODS = {
	'persistence.create': 6,
	'persistence.update': 3,
	'persistence.remove': 2,
	'persistence.read': 2,
	'messages.create': 3,
	'messages.update': 1,
	'messages.notify': 1,
	'uploads.create': 3,
	'uploads.read': 1,
	'scheduler.scheduleOnce': 4,
	'rooms.read': 1,
	'users.read': 1,
	'email.send': 1,
	'interactions.notify': 1,
} as const;

export const EFFECTS = { 'fail': 6, 'fail-after': 3, 'delay': 2, 'power-cut': 1, 'power-cut-after': 1 } as const;

export const LINES = {
	'/legal': 1,
	'/legal-case': 1,
	'/legal-hold': 1,
	'/legal-help': 1,
	'/legal-report 2026': 1,
	'/legal-locate @maria.silva': 1,
	'/legal-emergency': 1,
} as const;

export const PROCESSES = {
	'subpoena': 2,
	'court-order': 2,
	'search-warrant': 2,
	'emergency': 2,
	'consent': 1,
	'epoc': 1,
	'mlat': 1,
} as const;

/** Disclosures with the place of what is named in `NAMED_CATEGORIES`. */
export const DECISIONS = { 'disclose 0': 2, 'disclose 1': 1, 'disclose 2': 1, 'refuse': 1, 'ask-for-more': 1 } as const;

export const PASSES = [
	{ hours: 1 },
	{ hours: 6, strideHours: 1 },
	{ hours: 24, strideHours: 6 },
	{ hours: 72, strideHours: 12 },
	{ hours: 240, strideHours: 24 },
	{ hours: 480 },
];
