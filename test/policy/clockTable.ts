import { orderEnd } from '../../src/cases/decisions/orders';
import { extensionEnd, preservationEnd, productionDeadline } from '../../src/policy/clocks';
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
 * day unless the law says otherwise. What stands in quotation marks is quoted; the rest is in our words.
 *
 * Where each was read, on 2026-11-27:
 * - 18 U.S.C. § 2703(f)(2): the United States Code as the Government Printing Office gave it, quoted on lists.cpunks.org;
 * - 18 U.S.C. § 2705(b): quoted in “Federal Gag Orders Likely to Change”, ipwatchdog.com, 2017-02-18;
 * - Regulation (EU) 2023/1543, Articles 10(2) to (4) and 11(1): CELEX 32023R1543 at fantasticsearch.net, and the German
 *   version at gesetze.legal. Where Article 8 wants the enforcing authority told, the data leave at the end of the 10 days
 *   and not before, unless that authority agrees: the deadline is the same, and the people who approve see to the rest;
 * - Convention on Cybercrime, Article 16(2): the Czech version at public.codexis.cz; the English words in secondary sources.
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
		'“which shall be extended for an additional 90-day period upon a renewed request”',
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
		'eu-2023-1543-10',
		'“at the latest within 10 days following receipt of the EPOC”',
		() => productionDeadline(at('2026-09-01T10:15:00Z'), 'eu-2023-1543'),
		'2026-09-11T10:15:00Z',
	],
	[
		'eu-2023-1543-10',
		'in an emergency at the latest within 8 hours of its receipt',
		() => productionDeadline(at('2026-12-31T20:00:00Z'), 'eu-2023-1543', true),
		'2027-01-01T04:00:00Z',
	],
	[
		'eu-2023-1543-11',
		'“The obligation to preserve the data shall cease after 60 days”',
		() => preservationEnd(at('2028-01-31T10:15:00Z'), 'eu-2023-1543'),
		'2028-03-31T10:15:00Z',
	],
	[
		'eu-2023-1543-11',
		'“by an additional 30-day period”',
		() => extend('eu-2023-1543', '2028-03-31T10:15:00Z'),
		'2028-04-30T10:15:00Z',
	],
	['eu-2023-1543-11', 'once', () => extend('eu-2023-1543', '2028-04-30T10:15:00Z', 1), 'no-further-extension'],
	[
		'budapest-16',
		'“up to a maximum of ninety days”',
		() => preservationEnd(at('2027-11-30T10:15:00Z'), 'budapest'),
		'2028-02-28T10:15:00Z',
	],
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
