import type { TypedRequest } from './readRequest';
import type { IntakeWarning, RequestOutcome } from '../../cases/events';
import { isLegalProcess, ENTITLEMENTS } from '../../policy/entitlement';
import type { Say, TextKey } from '../texts';
import { maskUsername } from '../ui';

export function sayOutcome(say: Say, outcome: RequestOutcome): string {
	return say(`outcome.${outcome}`);
}

/** A warning to one person who may see the account that it is about. */
export function sayWarning(say: Say, { code, about, username }: IntakeWarning): string {
	return say(`warning.${code}` as TextKey, { about, account: username === undefined ? '' : `@${username}` });
}

/** A warning in the channel, where notifications and mail previews carry it on. */
export function sayMaskedWarning(say: Say, { username, ...warning }: IntakeWarning): string {
	return say(`warning.${warning.code}` as TextKey, {
		about: warning.about,
		account: username === undefined ? '' : maskUsername(username),
	});
}

/** A request's facts, label by label, as they will be recorded. */
export function describeRequest(say: Say, { receivedOn, facts, details }: TypedRequest): [string, string | undefined][] {
	const { from, process, period, nonDisclosureOrder: order } = details;
	const field = (name: string) => say(`request.field.${name}` as TextKey);
	return [
		[field('agency'), [from.name, from.officer, from.officialEmail].filter(Boolean).join(', ')],
		[field('agencyReference'), from.reference],
		[field('receivedOn'), receivedOn],
		[field('receivedBy'), details.receivedBy && say(`request.received-by.${details.receivedBy}`)],
		[field('route'), [say(`request.option.${details.route}`), details.country].filter(Boolean).join(', ')],
		[field('marks'), details.marks.map((mark) => say(`mark.${mark}` as TextKey)).join(', ')],
		[field('serverUrl'), facts.serverUrl],
		[field('accounts'), facts.accounts?.join(', ')],
		[
			field('process'),
			process &&
				[
					isLegalProcess(process.kind) ? ENTITLEMENTS[process.kind].title : process.kind,
					process.issuer,
					process.number,
					process.issuedOn,
				]
					.filter(Boolean)
					.join(', '),
		],
		[field('informationRequested'), facts.informationRequested],
		[say('request.period'), period && `${period.from ?? '…'} – ${period.to ?? '…'}`],
		[
			say('request.order'),
			order &&
				[order.court, order.number, order.statute, `${order.startsOn ?? '…'} – ${order.endsOn ?? '…'}`]
					.filter(Boolean)
					.join(', '),
		],
	];
}
