/**
 * Who has which of Rocket.Chat's permissions, as a new server grants them: a selection of those that apps name for their commands.
 * Apps cannot make permissions of their own.
 */
const granted: Record<string, string[]> = {
	'access-permissions': ['admin'],
	'add-user-to-any-c-room': ['admin'],
	'add-user-to-any-p-room': [],
	'add-user-to-joined-room': ['admin', 'owner', 'moderator'],
	'archive-room': ['admin', 'owner'],
	'ban-user': ['admin', 'owner', 'moderator'],
	'call-management': ['admin', 'owner', 'moderator'],
	'create-c': ['admin', 'user', 'bot', 'app'],
	'create-d': ['admin', 'user', 'bot', 'app'],
	'create-p': ['admin', 'user', 'bot', 'app'],
	'create-user': ['admin'],
	'delete-message': ['admin', 'owner', 'moderator'],
	'delete-user': ['admin'],
	'edit-message': ['admin', 'owner', 'moderator'],
	'edit-room': ['admin', 'owner', 'moderator'],
	'manage-apps': ['admin'],
	'mention-all': ['admin', 'owner', 'moderator', 'user'],
	'mention-here': ['admin', 'owner', 'moderator', 'user'],
	'pin-message': ['owner', 'moderator', 'admin'],
	'post-readonly': ['admin', 'owner', 'moderator'],
	'remove-user': ['admin', 'owner', 'moderator'],
	'run-import': ['admin'],
	'set-moderator': ['admin', 'owner'],
	'view-c-room': ['admin', 'user', 'bot', 'app', 'anonymous'],
	'view-d-room': ['admin', 'user', 'bot', 'app'],
	'view-full-other-user-info': ['admin'],
	'view-logs': ['admin'],
	'view-privileged-setting': ['admin'],
	'view-statistics': ['admin'],
};

export const permissions = Object.entries(granted).map(([_id, roles]) => ({ _id, roles }));
