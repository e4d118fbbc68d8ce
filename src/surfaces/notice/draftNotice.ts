import type { Subject } from '../../cases/events';
import type { CaseState } from '../../cases/state';
import { onOneLine } from '../../letters';
import { CLAUSES } from '../../policy/clauses';
import { DAY_MS, NOTICE_WAITING_DAYS } from '../../policy/clocks';

export interface NoticeSender {
	organisation: string;
	serverUrl: string;
}

/**
 * Drafts the notice to one account holder. Staff read and change it before it is sent. It says that information was asked
 * for, by whom, and what follows; of the other accounts of the case it says nothing.
 *
 * @clause notice-default
 */
export function draftNotice(state: CaseState, subject: Subject, sender: NoticeSender, now: number): string {
	const delivered = productionsFor(state, subject).some(({ status }) => status === 'delivered');
	const freeOn = new Date(now + NOTICE_WAITING_DAYS * DAY_MS).toISOString().slice(0, 10);
	const what = delivered
		? 'Information about your account was disclosed in answer to this request.'
		: `Unless it is prevented, for example by a court, information about your account can be disclosed from ${freeOn} (UTC) on.`;
	return [
		`Notice about your account @${subject.username} at ${sender.serverUrl}`,
		'',
		`${onOneLine(sender.organisation)} received a legal request for information about your account from ${onOneLine(state.agency.name)}.`,
		what,
		'A copy of the request follows this message. Details that the law or the safety of others does not let us share were removed from it.',
		'',
		`We tell you because our Guidelines for Law Enforcement say: “${CLAUSES['notice-default'].trim()}”`,
		'',
		'We cannot give you legal advice. You may wish to speak to a lawyer soon.',
		`Our reference: ${state.reference}`,
	].join('\n');
}

function productionsFor({ productions, holds }: CaseState, { userId }: Subject) {
	return productions.filter(({ holdId }) => holds.some((hold) => hold.holdId === holdId && hold.subject.userId === userId));
}
