import { dropIntake, readContext } from './draft';
import { openKinds } from './openKinds';
import { openPage } from './openPage';
import { isRequestKind } from '../../policy/requestKinds';
import type { Action } from '../surface';

/** *New request*, on the account's modal and on the case card. */
export const newRequest: Action = {
	actionId: 'newRequest',
	capability: 'record-request',
	run: (session, value) => openKinds(session, readContext(value)),
};

/** A kind of request, and *Back* on the last look at one. */
export const chooseKind: Action = {
	actionId: 'requestKind',
	capability: 'record-request',
	async run(session, value) {
		const [kind, context = ''] = value.split(' ');
		return isRequestKind(kind) ? openPage(session, { context: readContext(context), kind, page: 0 }) : undefined;
	},
};

/** *Discard draft*. Only the person's own draft can be meant. */
export const discardRequest: Action = {
	actionId: 'discardRequest',
	capability: 'record-request',
	async run(session, value) {
		const context = readContext(value);
		await dropIntake(session, context);
		return (await openKinds(session, context)) ?? session.say('request.discarded');
	},
};
