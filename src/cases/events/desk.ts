import type { Subject } from './parties';

export interface Certificate {
	pem: string;
	/** SHA-256 of the DER bytes, lower-case hex. */
	fingerprint: string;
}

export type KeyChangeCause = 'rotation' | 'supplied' | 'recovery-set' | 'recovery-removed';

/** The desk's own ledger: how it is set up, and looks at accounts outside any case. */
export interface DeskEvents {
	'desk.configured': {
		organisation: string;
		serverUrl: string;
		channelId: string;
		officerRole: string;
		approverRole: string;
		/** The desk's keys are those of the first configuration; what replaces them is a `keys.changing`. */
		sealing: Certificate;
		signing: Certificate;
		/** Every data key is wrapped to it too; its private key is not on the server. */
		recovery?: Certificate;
	};
	/** From here on new data keys are wrapped to these certificates; the old sealing key stays valid until all older ones are. */
	'keys.changing': {
		changeId: string;
		cause: KeyChangeCause;
		sealing: Certificate;
		signing: Certificate;
		recovery?: Certificate;
	};
	/** Nothing that any of the keys opens is wrapped to an old certificate any more. */
	'keys.changed': { changeId: string; rewrapped: number; unopened: number };
	/** Under which names the same private keys now lie, encrypted under another passphrase, by certificate fingerprint. */
	'keys.passphrase-changed': { keyIds: Record<string, string> };
	/** The encrypted private keys were posted as a file. */
	'keys.exported': { fingerprints: string[]; sha256: string };
	/** What was shown: the account record; or, with `plan`, its rooms, their counts and who its direct rooms are with. */
	'account.viewed': { subject: Subject; what?: 'plan' };
	/** A verification found a case's ledger damaged; into the case itself nothing more is written. */
	'case.found-damaged': { caseId: string; codes: string[]; headsGiven: string[] };
}
