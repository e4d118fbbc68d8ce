import type { DeskConfig } from './deskState';
import type { Subject } from './events';
import { accept, refuse, type Result } from '../policy/refusal';

/** What an entry point lets a person do. */
export type Capability =
	| 'set-up'
	| 'locate-account'
	| 'record-request'
	| 'send-letter'
	| 'place-hold'
	| 'list-holds'
	| 'request-production'
	| 'approve-production'
	| 'view-case'
	| 'close-case'
	| 'verify-ledger'
	| 'export-ledger'
	| 'attach-document'
	| 'import-case'
	| 'open-document'
	| 'look-up-server'
	| 'make-report'
	| 'read-help';

export type LegalRole = 'administrator' | 'officer' | 'approver';

/** What the workspace itself says of the caller at this instant: nothing here comes from the caller's client. */
export interface Caller {
	userId: string;
	active: boolean;
	/** Role ids of the workspace. */
	roles: readonly string[];
	/** The room from which the call came, and whether the caller is a member of it; absent where the platform names none (modals). */
	room?: { id: string; isMember: boolean };
	isChannelMember: boolean;
}

export type AccessRefusal = 'not-set-up' | 'not-authorised' | 'wrong-room';

const MAY: Record<Capability, readonly LegalRole[]> = {
	'set-up': ['administrator'],
	'locate-account': ['officer', 'approver'],
	'record-request': ['officer', 'approver'],
	'send-letter': ['officer', 'approver'],
	'place-hold': ['officer', 'approver'],
	// The administrator sees that holds exist, and no content.
	'list-holds': ['officer', 'approver', 'administrator'],
	'request-production': ['officer', 'approver'],
	'approve-production': ['approver'],
	'view-case': ['officer', 'approver'],
	'close-case': ['officer', 'approver'],
	'verify-ledger': ['officer', 'approver'],
	'export-ledger': ['officer', 'approver'],
	'attach-document': ['officer', 'approver'],
	'import-case': ['officer', 'approver'],
	'open-document': ['officer', 'approver'],
	'look-up-server': ['officer', 'approver', 'administrator'],
	'make-report': ['officer', 'approver'],
	'read-help': ['officer', 'approver', 'administrator'],
};

/** Everything that an entry point can be for. */
export const CAPABILITIES = Object.keys(MAY) as Capability[];

/** The roles that a caller has at the desk. */
export function legalRoles(config: DeskConfig | undefined, caller: Caller): LegalRole[] {
	const roles: LegalRole[] = [];
	if (caller.roles.includes('admin')) {
		roles.push('administrator');
	}
	if (config && caller.roles.includes(config.officerRole)) {
		roles.push('officer');
	}
	if (config && caller.roles.includes(config.approverRole)) {
		roles.push('approver');
	}
	return roles;
}

/**
 * Decides whether a caller may do something. Deny by default: an active account, the role, membership of the private legal
 * channel, and a call from that channel are all needed; setting up alone needs no channel, since there is none yet.
 *
 * @returns the caller's roles at the desk; or `not-authorised` (to be answered neutrally and recorded), `not-set-up` (no
 * secret: nothing works yet) or `wrong-room` (said openly to people who may do this in the right room)
 */
export function authorise(
	capability: Capability,
	config: DeskConfig | undefined,
	caller: Caller,
): Result<LegalRole[], AccessRefusal> {
	const roles = legalRoles(config, caller);
	const foreignRoom = caller.room !== undefined && !caller.room.isMember;
	if (!caller.active || foreignRoom) {
		return refuse('not-authorised');
	}
	if (capability === 'set-up') {
		return roles.includes('administrator') ? accept(roles) : refuse('not-authorised');
	}
	if (!config) {
		return refuse('not-set-up');
	}
	if (!caller.isChannelMember || !roles.some((role) => MAY[capability].includes(role))) {
		return refuse('not-authorised');
	}
	if (caller.room && caller.room.id !== config.channelId) {
		return refuse('wrong-room');
	}
	return accept(roles);
}

/** Whom a case is kept from, and for whom it is. */
export interface CaseAudience {
	/** User ids of the only people who may know of the case (a national security letter); absent for the whole legal team. */
	restrictedTo?: readonly string[];
	/** The accounts that the case is about: a subject who works in the legal team does not learn of their own case. */
	subjects: readonly Subject[];
}

/**
 * Whether a person of the legal team may know that a case exists. To everybody else it does not exist: not in lists and
 * counts, not in cards, and a command that names it is answered as one that names no case.
 */
export function maySeeCase({ restrictedTo, subjects }: CaseAudience, userId: string): boolean {
	const isSubject = subjects.some((subject) => subject.userId === userId);
	return !isSubject && (restrictedTo?.includes(userId) ?? true);
}
