/** How a request for disclosure in an emergency is checked and decided. Each names the request that it is about. */
export interface EmergencyEvents {
	/** Somebody called the agency back. */
	'emergency.called-back': {
		requestId: string;
		number: string;
		/** One of NUMBER_SOURCES. */
		numberFrom: string;
		/** Who was reached at the agency. */
		personReached: string;
		/** ISO 8601 UTC. */
		calledAt: string;
		/** The person reached said that the agency made this request. */
		isConfirmed: boolean;
	};
	/** One person recommends disclosure, and what is necessary to prevent the harm. */
	'emergency.recommended': { requestId: string; categories: string[]; reason: string };
	/** Another person decides. Only with `disclose` does anything leave, and of that only the categories named here. */
	'emergency.decided': {
		requestId: string;
		decision: 'disclose' | 'refuse' | 'ask-for-more';
		reason: string;
		categories: string[];
		whyNecessary: string;
	};
	/** The legal process that has to follow an emergency was served, or the person says why none will be. */
	'emergency.followed-up': { requestId: string; outcome: string };
}
