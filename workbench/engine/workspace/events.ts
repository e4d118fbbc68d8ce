/** Tells apps what happened, through the genuine listener manager, with the payloads that Rocket.Chat's server builds. */
import { type Context, ServerError } from '../context';

/** Fires an event and returns what the apps said. The engine swallows handlers' errors: an app that fails prevents nothing. */
export async function fire(context: Context, event: string, data: unknown): Promise<unknown> {
	const listeners = context.manager.getListenerManager();
	const execute = listeners.executeListener.bind(listeners) as (event: string, data: unknown) => Promise<unknown>;
	try {
		return await execute(event, data);
	} catch (error) {
		if (/essential to this event/.test((error as Error).message)) {
			throw new ServerError('error-essential-app-disabled');
		}
		throw error;
	}
}

/** Fires and forgets: nothing that goes wrong after the fact reaches the person. */
export function announce(context: Context, event: string, data: unknown): void {
	fire(context, event, data).catch((error) => context.log(`${event}: ${(error as Error).message}`));
}
