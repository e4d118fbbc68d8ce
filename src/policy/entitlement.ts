import type { ClauseId } from './clauses';
import type { LawId } from './law';

/** From the least to the most private. */
export const RECORD_CATEGORIES = ['account', 'non-content', 'content'] as const;
export type RecordCategory = (typeof RECORD_CATEGORIES)[number];

export const LEGAL_PROCESSES = [
	'none',
	'subpoena',
	'court-order',
	'search-warrant',
	'emergency',
	'consent',
	'epoc',
	'epoc-pr',
	'mlat',
	'national-security-letter',
] as const;
export type LegalProcess = (typeof LEGAL_PROCESSES)[number];

export interface EntitlementRule {
	/** What a lawyer calls it. */
	readonly title: string;
	/** The most that can ever be produced under it. */
	readonly ceiling: readonly RecordCategory[];
	/** Only what a person named for this case, within the ceiling: nothing follows from the process alone. */
	readonly onlyNamed?: true;
	/** What the person names it from. */
	readonly namedFrom?: string;
	readonly clause: ClauseId;
	readonly law?: LawId;
}

/**
 * Legal process → record categories. Whatever is not in this table is not produced.
 *
 * @clause private-information-process
 * @clause contents-search-warrant
 * @clause valid-legal-process
 * @clause preservation-ninety-days
 * @clause emergency-good-faith
 * @law us-2703-c-2
 * @law us-2703-d
 * @law us-2702-b-3
 * @law us-2702-b-8
 * @law us-2709
 * @law us-3512
 * @law eu-2023-1543-3
 * @law eu-2023-1543-11
 */
export const ENTITLEMENTS: Readonly<Record<LegalProcess, EntitlementRule>> = {
	'none': { title: 'no legal process', ceiling: [], clause: 'private-information-process' },
	'subpoena': { title: 'subpoena', ceiling: ['account'], clause: 'private-information-process', law: 'us-2703-c-2' },
	'court-order': {
		title: 'court order under 18 U.S.C. § 2703(d)',
		ceiling: ['account', 'non-content'],
		clause: 'private-information-process',
		law: 'us-2703-d',
	},
	'search-warrant': { title: 'search warrant', ceiling: RECORD_CATEGORIES, clause: 'contents-search-warrant' },
	'emergency': {
		title: 'emergency disclosure request',
		ceiling: RECORD_CATEGORIES,
		onlyNamed: true,
		namedFrom: 'what the approver finds necessary to prevent the harm',
		clause: 'emergency-good-faith',
		law: 'us-2702-b-8',
	},
	'consent': {
		title: 'consent',
		ceiling: RECORD_CATEGORIES,
		onlyNamed: true,
		namedFrom: 'what the consent states',
		clause: 'private-information-process',
		law: 'us-2702-b-3',
	},
	'epoc': {
		title: 'European Production Order Certificate',
		ceiling: RECORD_CATEGORIES,
		onlyNamed: true,
		namedFrom: 'the categories that the certificate states and counsel accepts',
		clause: 'valid-legal-process',
		law: 'eu-2023-1543-3',
	},
	// A preservation certificate, like a preservation request, lets nothing out.
	'epoc-pr': {
		title: 'European Preservation Order Certificate',
		ceiling: [],
		clause: 'preservation-ninety-days',
		law: 'eu-2023-1543-11',
	},
	'mlat': {
		title: 'mutual legal assistance request or letter rogatory',
		ceiling: RECORD_CATEGORIES,
		onlyNamed: true,
		namedFrom: 'the order of the court that executes the request',
		clause: 'contents-search-warrant',
		law: 'us-3512',
	},
	'national-security-letter': {
		title: 'national security letter',
		ceiling: ['account'],
		onlyNamed: true,
		namedFrom: 'what the letter states and the statute permits',
		clause: 'private-information-process',
		law: 'us-2709',
	},
};

export type WithholdingReason = 'no-process' | 'outside-process' | 'not-named' | 'unknown-process' | 'unknown-category';

export interface Withheld {
	/** As requested, even where no such category exists. */
	readonly category: string;
	readonly reason: WithholdingReason;
	/** For the package and the letter. */
	readonly sentence: string;
	readonly clause: ClauseId;
}

export interface Entitlement {
	readonly entitled: readonly RecordCategory[];
	/** Entitled and requested: all that may leave. */
	readonly produced: readonly RecordCategory[];
	/** Everything requested that is not produced, each with its reason. */
	readonly withheld: readonly Withheld[];
}

/**
 * Decides which record categories may be produced. Deny by default: unknown processes and categories give nothing,
 * and are listed as withheld.
 *
 * @clause private-information-process
 * @clause contents-search-warrant
 * @clause emergency-good-faith
 * @param process the legal process served
 * @param requested categories that the request asks for
 * @param named categories that a person named; counts only for processes with `onlyNamed`
 * @example
 * decideEntitlement('subpoena', ['account', 'content']).produced // ['account']
 */
export function decideEntitlement(process: string, requested: readonly string[], named: readonly string[] = []): Entitlement {
	const rule = findRule(process);
	const ceiling = rule?.ceiling ?? [];
	const entitled = RECORD_CATEGORIES.filter(
		(category) => ceiling.includes(category) && (!rule?.onlyNamed || named.includes(category)),
	);
	const produced = entitled.filter((category) => requested.includes(category));
	const withheld = [...new Set(requested)]
		.filter((category) => !produced.some((other) => other === category))
		.map((category) => withhold(category, rule));
	return { entitled, produced, withheld };
}

/** The rule for a process; none for anything that is not a process of the table, inherited names included. */
function findRule(process: string): EntitlementRule | undefined {
	return isLegalProcess(process) ? ENTITLEMENTS[process] : undefined;
}

export function isLegalProcess(value: unknown): value is LegalProcess {
	return LEGAL_PROCESSES.some((process) => process === value);
}

/** What a lawyer calls a legal process; what was recorded, where it is not one of the table. */
export function nameProcess(kind: string): string {
	return isLegalProcess(kind) ? ENTITLEMENTS[kind].title : kind;
}

export function isRecordCategory(value: unknown): value is RecordCategory {
	return RECORD_CATEGORIES.some((category) => category === value);
}

const CATEGORY_WORDS: Readonly<Record<RecordCategory, string>> = {
	'account': 'Basic account information',
	'non-content': 'Records that are not contents of communications',
	'content': 'Contents of communications',
};

function withhold(category: string, rule: EntitlementRule | undefined): Withheld {
	const fallback: ClauseId = category === 'content' ? 'contents-search-warrant' : 'private-information-process';
	const because = (reason: WithholdingReason, sentence: string, clause: ClauseId): Withheld => ({
		category,
		reason,
		sentence,
		clause,
	});
	if (!isRecordCategory(category)) {
		return because('unknown-category', 'The request names a kind of record that is not known here.', fallback);
	}
	const what = CATEGORY_WORDS[category];
	if (!rule) {
		return because('unknown-process', `${what} withheld: the legal process is not one that is known here.`, fallback);
	}
	if (rule.ceiling.length === 0) {
		const clause = rule.clause === 'preservation-ninety-days' ? rule.clause : fallback;
		return because('no-process', `${what} withheld: no legal process that permits disclosure was served.`, clause);
	}
	if (rule.ceiling.includes(category)) {
		return because('not-named', `${what} withheld: not within ${rule.namedFrom}.`, rule.clause);
	}
	const needed = category === 'content' ? ' They require a valid search warrant or equivalent.' : '';
	return because('outside-process', `${what} withheld: a ${rule.title} does not reach them.${needed}`, fallback);
}
