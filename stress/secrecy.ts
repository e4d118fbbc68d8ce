import type { Archive } from './archive';
import { PEOPLE, type Who } from './steps';
import type { Heard } from './world';
import type { CaseState } from '../src/cases/state';

/** A case that some people may not know of, and who they are. */
interface HiddenCase {
	reference: string;
	caseId: string;
	from: Who[];
}

/**
 * Cases that are kept from somebody: a restricted one from everybody whom it does not name, and any case from its own subject
 * who works in the legal team.
 */
export function listHidden(archive: Archive): HiddenCase[] {
	const idOf = archive.readUserIds();
	return archive.cases.flatMap(({ reference, caseId }) => {
		const { state } = archive.fold(caseId);
		const from = (Object.keys(PEOPLE) as Who[]).filter((who) => state && isKeptFrom(state, idOf.get(PEOPLE[who]) ?? ''));
		// Who was told of their own case by a notice knows of it.
		const kept = from.filter((who) => who !== 'subject' || !state?.notices.length);
		return kept.length > 0 ? [{ reference, caseId, from: kept }] : [];
	});
}

export function isKeptFrom(
	{ restrictedTo, subjects, holds }: Pick<CaseState, 'restrictedTo' | 'subjects' | 'holds'>,
	userId: string,
): boolean {
	const about = [...subjects, ...holds.map(({ subject }) => subject)];
	return about.some((subject) => subject.userId === userId) || (restrictedTo !== undefined && !restrictedTo.includes(userId));
}

/** The answer to a case that is kept from somebody is the answer to one that does not exist: it repeats what they typed. */
const NO_SUCH_CASE = /(There is no case|Es gibt keinen Fall|Não há caso) [\w-]+\./g;

/** The server answers a submit with the id of the view that the caller says it has; what the desk opens has random ids. */
const OWN_VIEW = /"viewId":"[^"]*"/g;

/** A form that is opened again holds what the person typed into it, also a reference that they may not know of. */
const OWN_WORDS = /"initialValue":"LE-\d{4}-\d+"/g;

/** Forms and help name this one for an example. */
const EXAMPLE = 'LE-2026-0001';

/** @returns what was shown to somebody of a case that is kept from them, in words */
export function findBetrayals(hidden: readonly HiddenCase[], heard: readonly Heard[]): string[] {
	return heard.flatMap(({ who, text }) => {
		const told = text.replace(NO_SUCH_CASE, '').replace(OWN_VIEW, '').replace(OWN_WORDS, '');
		return hidden
			.filter(({ from }) => from.includes(who))
			.filter(({ reference, caseId }) => told.includes(caseId) || (reference !== EXAMPLE && told.includes(reference)))
			.map(({ reference }) => `${who} was shown ${reference}, which is kept from them: ${told.slice(0, 400)}`);
	});
}
