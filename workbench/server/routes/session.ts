import type { Host, RawDocument } from '../../engine/contract';
import { Refusal } from '../refusal';
import type { Route } from '../router';
import type { Sessions } from '../sessions';

/** What a person may know of their own account. */
export const describeOwnAccount = (user: RawDocument): RawDocument => {
	const { services: _secrets, ...rest } = user;
	return rest;
};

const publicFields = ['_id', 'username', 'name', 'type', 'active', 'roles', 'bio', 'statusText', 'utcOffset'];

/** What everybody may know of an account: no mail addresses, no secrets. */
export const describeAccount = (user: RawDocument): RawDocument =>
	Object.fromEntries(publicFields.map((field) => [field, user[field]]));

export function listSessionRoutes({ workspace }: Host, sessions: Sessions): Route[] {
	// The versions whose interfaces are spoken here; `rc-apps deploy` reads it.
	const describeServer = (path: string): Route => ({
		...{ method: 'GET', path, access: 'anyone' },
		handle: () => ({ version: '8.0', success: true }),
	});
	return [
		...['/api/info', '/api/v1/info'].map(describeServer),
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
