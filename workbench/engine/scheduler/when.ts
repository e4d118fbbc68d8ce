/** How Rocket.Chat's scheduler reads times, misreadings included. */
import { CronExpressionParser } from 'cron-parser';
import parseNaturalDate from 'date.js';
import humanInterval from 'human-interval';

/** A date or a text that `Date` knows; else natural language; and whatever neither understands means now. */
export function parseWhen(when: unknown, now: Date): Date {
	const exact = when instanceof Date ? when : new Date(when as string);
	return Number.isNaN(exact.getTime()) ? parseNaturalDate(String(when), now) : exact;
}

/**
 * The next run of a recurring job: by cron expression, or by interval from the last run. A first run by interval is at once.
 * Undefined when the interval is unreadable: such a job never runs.
 */
export function computeNextRun(interval: string | number, lastRunAt: Date | undefined, now: Date): Date | undefined {
	const cron = parseCron(interval, lastRunAt ?? now);
	if (cron) {
		return cron;
	}
	const everyMs = humanInterval(interval);
	if (!lastRunAt && everyMs) {
		return now;
	}
	const next = new Date((lastRunAt ?? now).getTime() + everyMs);
	return Number.isNaN(next.getTime()) ? undefined : next;
}

/** Five fields or six, in the server's time zone; the parser itself would take fewer. */
function parseCron(interval: string | number, from: Date): Date | undefined {
	if (typeof interval !== 'string' || !/^(\S+\s+){4,5}\S+$/.test(interval.trim())) {
		return undefined;
	}
	try {
		return CronExpressionParser.parse(interval, { currentDate: from }).next().toDate();
	} catch {
		return undefined;
	}
}
