import { CLAUSES } from '../../policy/clauses';
import { isRecordCategory, RECORD_CATEGORIES, type Entitlement, type RecordCategory } from '../../policy/entitlement';
import type { ProductionCounts, ProductionFacts } from '../facts';
import { RECORD_FIELDS } from '../recordFields';
import { CATEGORY_TITLES, renderHeader } from './header';
import { field, prose, quotation, quotedField, subheading } from '../text/layout';

/**
 * withheld.txt: requested, entitled, produced and withheld, each with its reason. No counts of what is withheld: how many
 * rooms an account belongs to is itself a record that a subpoena does not reach.
 */
export function renderWithheld(
	documentId: string,
	facts: ProductionFacts,
	entitlement: Entitlement,
	counts: ProductionCounts,
): string[] {
	return [
		...renderHeader('REQUESTED, PRODUCED AND WITHHELD', documentId, facts),
		...prose`Records are produced by category, and a category only if it was requested and the legal process named above
			reaches it. Where it depends on what a person named for this case, only what was named.`,
		...subheading('By category'),
		...RECORD_CATEGORIES.flatMap((category) => renderCategory(category, facts, entitlement)),
		...facts.requestedCategories
			.filter((category, index, all) => !isRecordCategory(category) && all.indexOf(category) === index)
			.flatMap((category) => renderUnknown(category, entitlement)),
		...(entitlement.produced.some((category) => category !== 'account') ? renderScope(facts) : []),
		...(facts.pseudonymised ? explainPseudonyms() : []),
		...renderCounts(counts),
		...(entitlement.produced.includes('account') ? renderFieldsLeftOut(entitlement.produced) : []),
		...prose`For what is withheld this file states neither whether such records exist nor how many.`,
	];
}

function renderCategory(
	category: RecordCategory,
	facts: ProductionFacts,
	{ entitled, produced, withheld }: Entitlement,
): string[] {
	const requested = facts.requestedCategories.includes(category);
	const denial = withheld.find((entry) => entry.category === category);
	return [
		...field('Category', CATEGORY_TITLES[category]),
		...field('Requested', requested ? 'yes' : 'no'),
		...field('Entitled', entitled.includes(category) ? 'yes' : 'no'),
		...field('Produced', produced.includes(category) ? 'yes' : 'no'),
		...(requested ? [] : field('Reason', 'Not requested.')),
		...(produced.includes(category) ? field('Reason', 'Requested, and reached by the legal process.') : []),
		...(denial
			? [...field('Reason', denial.sentence), ...field('Guidelines', 'they state:'), ...quotation(CLAUSES[denial.clause])]
			: ['']),
	];
}

function renderUnknown(category: string, { withheld }: Entitlement): string[] {
	const denial = withheld.find((entry) => entry.category === category);
	return [
		...field('Category', `"${category}"`),
		...field('Requested', 'yes'),
		...field('Entitled', 'no'),
		...field('Produced', 'no'),
		...field('Reason', denial?.sentence ?? 'Not known here.'),
		'',
	];
}

/**
 * What the legal process narrows the production to. What is left out by it is not counted either. Not shown where rooms are
 * out of reach: that a name belongs to a room of the workspace is then not to be told.
 */
function renderScope({ scope, pseudonymised }: ProductionFacts): string[] {
	if (!scope) {
		return [];
	}
	// An id beside a name would tell whose pseudonym is whose.
	const showId = (label: string, id: string) => (pseudonymised ? [] : field(label, id));
	return [
		...subheading('Narrowed'),
		...prose`Of the categories produced, only what lies within the following is produced. A period concerns messages and their files,
			by the instant at which they were sent; rooms and counterparts concern memberships, messages and files.`,
		...field('From', scope.from ?? '(from the first message)'),
		...field('Before', scope.until ?? '(to the last message)'),
		...(scope.rooms ?? []).flatMap(({ roomId, name }) => [...quotedField('Room', name), ...showId('- room id', roomId)]),
		...(scope.counterparts ?? []).flatMap(({ userId, username }) => [
			...field('Direct rooms with', `@${username}`),
			...showId('- user id', userId),
		]),
		'',
	];
}

function explainPseudonyms(): string[] {
	return [
		...subheading('Pseudonyms'),
		...prose`Other people than the holder of the account bear pseudonyms ("person-" and "direct-", with letters and digits after
			them), by decision of the approver. One account has the same pseudonym in all files and volumes of this case. Display
			names of these people and the names of direct rooms are left out. The names of other rooms, and fields of the account
			that its holder filled, are shown as they were. The producing organisation can tell under legal process whom a
			pseudonym stands for.`,
	];
}

/** Of what is produced; of what is withheld, how much there is of it is itself withheld. */
function renderCounts({ accounts, memberships, exceptions, messages, rooms, files }: ProductionCounts): string[] {
	return [
		...subheading('Records produced'),
		...field('Accounts', String(accounts)),
		...field('Room memberships', String(memberships)),
		...field('Messages', String(messages)),
		...field('- in rooms', String(rooms)),
		...field('Files', String(files)),
		...field('Exceptions', String(exceptions)),
		'',
	];
}

/** The same list whether or not the account has such fields: their mere presence is not to be told. */
function renderFieldsLeftOut(produced: readonly RecordCategory[]): string[] {
	const leftOut = Object.values(RECORD_FIELDS.account).filter(({ category }) => !produced.includes(category));
	if (leftOut.length === 0) {
		return [];
	}
	return [
		...subheading('Fields of the account record'),
		...prose`The account record is produced without the following fields, which belong to categories that are not produced. They
			are left out from account.txt and from its exact data alike, whether or not the account has them.`,
		...leftOut.flatMap(({ label, category }) => [
			...field('Field', label),
			...field('Belongs to', CATEGORY_TITLES[category]),
			'',
		]),
	];
}
