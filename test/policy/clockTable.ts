import { orderEnd } from '../../src/cases/decisions/orders';
import { backupDeadline, backupRelease, extensionEnd, preservationEnd, productionDeadline } from '../../src/policy/clocks';
import { formatInstant } from '../../src/policy/instants';
import type { LawId } from '../../src/policy/law';

export const at = (iso: string) => Date.parse(iso);
const extend = (regime: string, expiresAt: string, extensions = 0) => {
	const end = extensionEnd({ expiresAt: at(expiresAt), regime, extensions }, at(expiresAt) - 1);
	return end.ok ? end.value : end.code;
};
export const show = (end: number | string | undefined) => (typeof end === 'number' ? formatInstant(end) : end);

/**
 * Each clock of the table beside the words of the law from which it comes. Received, and then due, at the same time of the
 * day unless the law says otherwise.
 */
export const ROWS: [law: LawId, words: string, clock: () => number | string | undefined, end: string | undefined][] = [
	[
		'us-2703-f',
		'“shall be retained for a period of 90 days”',
		() => preservationEnd(at('2026-03-01T10:15:00Z'), 'us-2703f'),
		'2026-05-30T10:15:00Z',
	],
	[
		'us-2703-f',
		'“extended for an additional 90-day period upon a renewed request”',
		() => extend('us-2703f', '2026-05-30T10:15:00Z'),
		'2026-08-28T10:15:00Z',
	],
	[
		'us-2703-f',
		'one renewal; a third period is for counsel',
		() => extend('us-2703f', '2026-08-28T10:15:00Z', 1),
		'no-further-extension',
	],
	[
		'us-2703-f',
		'sets no date for production: the process does',
		() => productionDeadline(at('2026-03-01T10:15:00Z'), 'us-2703f'),
		undefined,
	],
	[
		'us-2704',
		'backup within two business days of the order',
		() => backupDeadline(at('2026-03-06T15:00:00Z')),
		'2026-03-10T23:59:59Z',
	],
	[
		'us-2704',
		'released no sooner than fourteen days after the notice',
		() => backupRelease(at('2028-02-20T12:00:00Z')),
		'2028-03-05T12:00:00Z',
	],
	[
		'eu-2023-1543-10',
		'EPOC: within 10 days of its receipt',
		() => productionDeadline(at('2026-09-01T10:15:00Z'), 'eu-2023-1543'),
		'2026-09-11T10:15:00Z',
	],
	[
		'eu-2023-1543-10',
		'emergency: within 8 hours of its receipt',
		() => productionDeadline(at('2026-12-31T20:00:00Z'), 'eu-2023-1543', true),
		'2027-01-01T04:00:00Z',
	],
	[
		'eu-2023-1543-11',
		'EPOC-PR: preservation ends after 60 days',
		() => preservationEnd(at('2028-01-31T10:15:00Z'), 'eu-2023-1543'),
		'2028-03-31T10:15:00Z',
	],
	['eu-2023-1543-11', 'extended by 30 days more', () => extend('eu-2023-1543', '2028-03-31T10:15:00Z'), '2028-04-30T10:15:00Z'],
	['eu-2023-1543-11', 'once', () => extend('eu-2023-1543', '2028-04-30T10:15:00Z', 1), 'no-further-extension'],
	['budapest-16', 'up to ninety days', () => preservationEnd(at('2027-11-30T10:15:00Z'), 'budapest'), '2028-02-28T10:15:00Z'],
	[
		'budapest-16',
		'renewal is left to each party: here a new order',
		() => extend('budapest', '2028-02-28T10:15:00Z'),
		'no-further-extension',
	],
	[
		'us-2705-b',
		'“for such period as the court deems appropriate”: the last day counts everywhere on earth',
		() => orderEnd({ endsOn: '2028-02-29' }),
		'2028-03-01T12:00:00Z',
	],
];
