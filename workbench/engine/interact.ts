/** UIKit interactions as `ui.interaction` builds them: the person comes from the session, everything else from the client. */
import { toAppMessage, toAppRoom, toAppUser } from './bridges/convert';
import { issueTrigger } from './bridges/interactions';
import { type Context, ServerError } from './context';
import type { InteractionPayload } from './contract';
import type { Doc } from './store/documents';
import { fire } from './workspace/events';
import { findMessageById } from './workspace/messages';
import { findRoomById } from './workspace/rooms';
import { findUserById } from './workspace/users';

/** What the app's handler answered; undefined when it threw, which the server sends on as an empty 200. */
export async function interact(context: Context, appId: string, userId: string, payload: InteractionPayload): Promise<unknown> {
	const user = findUserById(context, userId);
	if (!user) {
		throw new ServerError('error-invalid-user', 'Invalid user');
	}
	issueTrigger(context, userId, 'triggerId' in payload ? payload.triggerId : undefined);
	const answer = await fire(context, 'IUIKitInteractionHandler', { ...build(context, payload), appId, user: toAppUser(user) });
	return answer ?? undefined;
}

function build(context: Context, body: InteractionPayload): Doc {
	const room = 'rid' in body && body.rid ? toAppRoom(context, findRoomById(context, body.rid)) : undefined;
	const message = 'mid' in body && body.mid ? toAppMessage(context, findMessageById(context, body.mid)) : undefined;
	switch (body.type) {
		case 'blockAction': {
			const { type, actionId, triggerId, payload, container } = body;
			return { type, actionId, triggerId, payload, container, room, message };
		}
		// No room: the server builds none for views.
		case 'viewSubmit': {
			const { type, actionId, triggerId, payload } = body;
			return { type, actionId, triggerId, payload };
		}
		case 'viewClosed': {
			const { view, isCleared } = body.payload;
			return { type: body.type, payload: { view, isCleared: Boolean(isCleared) } };
		}
		case 'actionButton': {
			const { type, actionId, triggerId, tmid } = body;
			const { context: buttonContext, message: text } = body.payload;
			return {
				type,
				actionId,
				triggerId,
				tmid,
				room,
				...(message && { message }),
				payload: { context: buttonContext, ...(text && { message: text }) },
			};
		}
		default:
			throw new ServerError('error-unknown-action', 'Unknown action');
	}
}
