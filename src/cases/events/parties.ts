/** Who did it: a person of the workspace, or a part of the desk that runs by itself. */
export type Actor =
	| { kind: 'person'; userId: string; username: string }
	| { kind: 'desk'; part: 'capture' | 'sweep' | 'production' | 'setup' | 'export' };

/** An account as it was when it was named in a case. The id stays when the username changes. */
export interface Subject {
	userId: string;
	username: string;
}

/** Who asks, as the served request states it. */
export interface Agency {
	name: string;
	officer: string;
	officialEmail: string;
	/** The agency's own reference. */
	reference?: string;
}
