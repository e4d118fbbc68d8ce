import type { Host, RawDocument } from '../../engine/contract';
import { Refusal } from '../refusal';
import type { Route } from '../router';
import type { Sessions } from '../sessions';

/** What a person may know of their own account. */
export const describeOwnAccount = (user: RawDocument): RawDocument => {
	const { services: _secrets, ...rest } = user;
	return rest;
};

/** What everybody may know of an account: no mail addresses, no secrets. */
export const describeAccount = ({
	_id,
	username,
	name,
	type,
	active,
	roles,
	bio,
	statusText,
	utcOffset,
}: RawDocument): RawDocument => ({
	_id,
	username,
	name,
	type,
	active,
	roles,
	bio,
	statusText,
	utcOffset,
});

export function listSessionRoutes({ workspace }: Host, sessions: Sessions): Route[] {
	// The versions whose interfaces are spoken here; `rc-apps deploy` reads it.
	const describeServer = () => ({ version: '8.0', success: true });
	return [
		{ method: 'GET', path: '/api/info', access: 'anyone', handle: describeServer },
		{ method: 'GET', path: '/api/v1/info', access: 'anyone', handle: describeServer },
		{
			method: 'POST',
			path: '/api/v1/login',
			access: 'anyone',
			handle: ({ body }) => {
				const user = workspace.signIn(String(body.user ?? body.username ?? ''), String(body.password ?? ''));
				if (!user) throw new Refusal(401, 'Unauthorized');
				const data = { userId: user._id, authToken: sessions.issueToken(user._id), me: describeOwnAccount(user) };
				return { status: 'success', data };
			},
		},
		{
			method: 'GET',
			path: '/api/v1/me',
			access: 'person',
			handle: ({ user }) => ({ ...describeOwnAccount(user), success: true }),
		},
		{
			method: 'GET',
			path: '/api/v1/users.list',
			access: 'person',
			handle: () => ({ users: workspace.users().map(describeAccount), success: true }),
		},
	];
}
