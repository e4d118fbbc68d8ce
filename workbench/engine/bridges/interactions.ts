/** Views that apps push. A client opens one only for a trigger that it sent in the last five seconds, and only once. */
import type { Context } from '../context';

/** Measured on the person's machine, so in real time. */
const TRIGGER_LIFETIME_MS = 5_000;

/** Called when a person's client does something that carries a trigger. */
export function issueTrigger({ store }: Context, userId: string, triggerId: string | undefined): void {
	if (triggerId) {
		store.run('DELETE FROM triggers WHERE issued_at < ?', Date.now() - TRIGGER_LIFETIME_MS);
		store.run('INSERT OR IGNORE INTO triggers VALUES (?, ?, ?)', triggerId, userId, Date.now());
	}
}

/** True once for each trigger that is still fresh. */
export function takeTrigger({ store }: Context, userId: string, triggerId: unknown): boolean {
	if (typeof triggerId !== 'string') {
		return false;
	}
	const oldest = Date.now() - TRIGGER_LIFETIME_MS;
	return store.run('DELETE FROM triggers WHERE id = ? AND user_id = ? AND issued_at >= ?', triggerId, userId, oldest) > 0;
}

export function createUiInteractionBridge(context: Context) {
	return new (class extends context.engine.bridges.UiInteractionBridge {
		/** The app is not told when its view opens nowhere. */
		async notifyUser(user: any, interaction: any, appId: string) {
			if (!context.manager.getOneById(appId)) {
				throw new Error('Invalid app provided');
			}
			if (takeTrigger(context, user?.id, interaction.triggerId)) {
				context.emit({ kind: 'interaction', userId: user.id, interaction });
			}
		}
	})();
}
