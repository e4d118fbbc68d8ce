import { HOLD_REMINDER_DAYS, NOTICE_WAITING_DAYS, ORDER_REMINDER_DAYS } from './clocks';

/** What an administrator may set of the desk's own periods. The legal ones are in the table of regimes and are not for setting. */
export interface DeskRules {
	/** Between notice to an account holder and disclosure. */
	readonly noticeWaitingDays: number;
	/** Hour of the day, in UTC, from which the daily digest is posted. */
	readonly digestHour: number;
	/** Days before the end of a preservation on which people are reminded of it. */
	readonly holdReminderDays: readonly number[];
	/** The same for non-disclosure orders. The end itself, 0, is always among them: it is when the account holder can be told. */
	readonly orderReminderDays: readonly number[];
	/** How many people it takes to produce records: two, or one at a desk that has no second person. */
	readonly productionPeople: number;
}

/** 14:00 UTC is morning in Delaware, and afternoon in Europe. */
export const DEFAULT_RULES: DeskRules = {
	noticeWaitingDays: NOTICE_WAITING_DAYS,
	digestHour: 14,
	holdReminderDays: HOLD_REMINDER_DAYS,
	orderReminderDays: ORDER_REMINDER_DAYS,
	productionPeople: 2,
};

export type RuleName = keyof DeskRules;

const MOST_WAITING_DAYS = 90;
const LAST_HOUR = 23;
const MOST_DAYS_BEFORE = 365;
const MOST_REMINDERS = 12;

/** How each rule is read from what an administrator typed; undefined for what it cannot be. */
const READERS: { readonly [Name in RuleName]: (typed: string) => DeskRules[Name] | undefined } = {
	noticeWaitingDays: (typed) => readWhole(typed, MOST_WAITING_DAYS),
	digestHour: (typed) => readWhole(typed, LAST_HOUR),
	holdReminderDays: (typed) => readDays(typed)?.filter((day) => day > 0),
	orderReminderDays: (typed) => {
		const days = readDays(typed);
		return days && [...days.filter((day) => day > 0), 0];
	},
	productionPeople: (typed) => (['1', '2'].includes(typed) ? Number(typed) : undefined),
};

export const RULE_NAMES = Object.keys(READERS) as RuleName[];

export interface ReadRules {
	rules: DeskRules;
	/** Rules that cannot be read as typed; the default holds in their place. */
	unreadable: { name: RuleName; typed: string }[];
}

/**
 * Reads the desk's rules from the settings. What is missing or empty is the default; what cannot be read is the default too,
 * and is named, so that people learn that their value does not hold.
 *
 * @param typed as the workspace stores it: texts or numbers
 * @example
 * readRules({ digestHour: '25' }) // { rules: DEFAULT_RULES, unreadable: [{ name: 'digestHour', typed: '25' }] }
 */
export function readRules(typed: Partial<Record<RuleName, unknown>>): ReadRules {
	const unreadable: ReadRules['unreadable'] = [];
	const read = <Name extends RuleName>(name: Name): DeskRules[Name] => {
		const given = typed[name];
		const text = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
		const value = text === '' ? DEFAULT_RULES[name] : READERS[name](text);
		if (value === undefined) {
			unreadable.push({ name, typed: text.slice(0, 40) });
		}
		return value ?? DEFAULT_RULES[name];
	};
	const rules: DeskRules = {
		noticeWaitingDays: read('noticeWaitingDays'),
		digestHour: read('digestHour'),
		holdReminderDays: read('holdReminderDays'),
		orderReminderDays: read('orderReminderDays'),
		productionPeople: read('productionPeople'),
	};
	return { rules, unreadable };
}

/** Names the rules from which a case's next reminder follows: a summary that was made under others is made anew. */
export function nameReminders({ holdReminderDays, orderReminderDays }: DeskRules): string {
	return `${holdReminderDays.join(',')}/${orderReminderDays.join(',')}`;
}

function readWhole(typed: string, most: number): number | undefined {
	return /^\d{1,3}$/.test(typed) && Number(typed) <= most ? Number(typed) : undefined;
}

/** @returns the days, furthest from the end first, once each; undefined unless all of them are days, and there are any */
function readDays(typed: string): number[] | undefined {
	const days = typed.split(/[\s,;]+/).filter(Boolean);
	const read = days.map((day) => readWhole(day, MOST_DAYS_BEFORE));
	if (read.length === 0 || read.length > MOST_REMINDERS || read.includes(undefined)) {
		return undefined;
	}
	const known = read.filter((day) => day !== undefined);
	return known.some((day) => day > 0) ? [...new Set(known)].sort((a, b) => b - a) : undefined;
}
