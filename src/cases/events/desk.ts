import type { Subject } from './parties';

export interface Certificate {
	pem: string;
	/** SHA-256 of the DER bytes, lower-case hex. */
	fingerprint: string;
}

/** The desk's own ledger: how it is set up, and looks at accounts outside any case. */
export interface DeskEvents {
	'desk.configured': {
		organisation: string;
		serverUrl: string;
		channelId: string;
		officerRole: string;
		approverRole: string;
		sealing: Certificate;
		signing: Certificate;
	};
	'account.viewed': { subject: Subject };
	/** A verification found a case's ledger damaged; into the case itself nothing more is written. */
	'case.found-damaged': { caseId: string; codes: string[]; headsGiven: string[] };
}
