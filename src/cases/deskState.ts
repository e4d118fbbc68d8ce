import type { Actor, Certificate, EventBodies, KeyChangeCause } from './events';
import type { HashedEvent } from './ledger';

/** How the desk is set up, and since when. The latest configuration in ledger order rules; its keys change by events of their own. */
export type DeskConfig = EventBodies['desk.configured'] & {
	since: string;
	/** Since when the keys are these. */
	keysSince: string;
	/** Where the encrypted private key of a certificate lies, by fingerprint; under the fingerprint itself without an entry. */
	keyIds: Record<string, string>;
	/** Keys that were replaced and are not destroyed yet. */
	replaced: { sealing: Certificate[]; signing: Certificate[] };
	/** A change of keys of which older data keys are still being wrapped anew. */
	keyChange?: { changeId: string; cause: KeyChangeCause; startedAt: string; by: Actor };
};

/** @returns undefined until `/legal-setup` was completed */
export function foldDesk(events: readonly HashedEvent[]): DeskConfig | undefined {
	let config: DeskConfig | undefined;
	for (const { event } of events) {
		switch (event.type) {
			case 'desk.configured':
				config = configure(config, event.body, event.at);
				break;
			case 'keys.changing':
				config = config && beginChange(config, event.body, event);
				break;
			case 'keys.changed':
				config =
					config?.keyChange?.changeId === event.body.changeId
						? { ...config, keyChange: undefined, replaced: { sealing: [], signing: [] } }
						: config;
				break;
			case 'keys.passphrase-changed':
				config = config && { ...config, keyIds: { ...config.keyIds, ...event.body.keyIds } };
				break;
			default:
		}
	}
	return config;
}

/** Of two people who set the desk up at once, the first in ledger order decides the keys. */
function configure(config: DeskConfig | undefined, body: EventBodies['desk.configured'], at: string): DeskConfig {
	if (!config) {
		return { ...body, since: at, keysSince: at, keyIds: {}, replaced: { sealing: [], signing: [] } };
	}
	const { sealing, signing, recovery } = config;
	return { ...config, ...body, since: at, sealing, signing, recovery };
}

function beginChange(
	config: DeskConfig,
	{ changeId, cause, sealing, signing, recovery }: EventBodies['keys.changing'],
	{ at, actor }: { at: string; actor: Actor },
): DeskConfig {
	const replaced = (purpose: 'sealing' | 'signing', next: Certificate) => {
		const known = [...config.replaced[purpose], config[purpose]];
		return known.filter(({ fingerprint }) => fingerprint !== next.fingerprint);
	};
	return {
		...config,
		...{ sealing, signing, recovery, keysSince: at, keyIds: keepKeyIds(config) },
		replaced: { sealing: replaced('sealing', sealing), signing: replaced('signing', signing) },
		keyChange: { changeId, cause, startedAt: at, by: actor },
	};
}

/** A key that was replaced long ago and comes back lies under its fingerprint again. */
function keepKeyIds({ keyIds, sealing, signing, replaced }: DeskConfig): DeskConfig['keyIds'] {
	const inUse = [sealing, signing, ...replaced.sealing, ...replaced.signing].map(({ fingerprint }) => fingerprint);
	return Object.fromEntries(Object.entries(keyIds).filter(([fingerprint]) => inUse.includes(fingerprint)));
}

/** PEM of every certificate to which a new data key is wrapped. */
export function listRecipients({ sealing, recovery }: Pick<DeskConfig, 'sealing' | 'recovery'>): string[] {
	return [sealing.pem, ...(recovery ? [recovery.pem] : [])];
}

/** Under which name a certificate's encrypted private key lies. */
export function nameKeyOf({ keyIds }: Pick<DeskConfig, 'keyIds'>, { fingerprint }: Certificate): string {
	return keyIds[fingerprint] ?? fingerprint;
}
