/** Rocket.Chat's client forgets a trigger after this time, and gives up on the interaction that carried it. */
export const triggerLifetimeMs = 5000;

const alphabet = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';

/** Each trigger lets one server interaction in, for five seconds. */
export function createTriggers() {
	const living = new Set<string>();
	return {
		make(): string {
			const bytes = crypto.getRandomValues(new Uint8Array(17));
			const id = Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
			living.add(id);
			setTimeout(() => living.delete(id), triggerLifetimeMs);
			return id;
		},
		take: (id: unknown): boolean => living.delete(id as string),
	};
}
