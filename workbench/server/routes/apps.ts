import type { AppState, Host } from '../../engine/contract';
import { Refusal } from '../refusal';
import { Answer, type Call, type Route } from '../router';

const findApp = async (host: Host, id: string | undefined): Promise<AppState> => {
	const app = (await host.apps()).find((candidate) => candidate.id === id);
	if (!app) throw new Refusal(404, `No App found by the id of: ${id}`);
	return app;
};

/** `rc-apps deploy` sends the packaged app as the multipart field `app`. */
const takeZip = ({ form }: Call): Buffer => {
	const zip = form?.files.find((file) => file.field === 'app')?.content;
	if (!zip) throw new Refusal(400, 'Failed to get a file to install for the App.');
	return zip;
};

const describeInstall = (app: AppState): Record<string, unknown> => {
	if (app.errors?.length) throw new Refusal(400, app.errors.join('; '));
	return { app, success: true };
};

const setStatus = async (host: Host, { params, body }: Call): Promise<unknown> => {
	const { id } = await findApp(host, params.appId);
	if (body.status === 'manually_enabled') return { status: (await host.enableApp(id)).status, success: true };
	if (body.status === 'manually_disabled') return { status: (await host.disableApp(id)).status, success: true };
	throw new Refusal(400, 'Invalid status provided, it must be "status" field and a string.');
};

/** Asked for by an `<img>`, which carries no token. */
const readIcon = (host: Host, { params }: Call): Answer => {
	const icon = host.appIcon(params.appId as string);
	if (!icon) throw new Refusal(404, `No icon of an App by the id of: ${params.appId}`);
	return new Answer(200, icon.content, { 'content-type': icon.type, 'x-content-type-options': 'nosniff' });
};

/** Management of apps by people with the role admin, and what clients need to know of apps. */
export function listAppRoutes(host: Host): Route[] {
	return [
		{
			method: 'POST',
			path: '/api/apps/ui.interaction/:appId',
			access: 'person',
			// Nothing is checked on the app's behalf, as in Rocket.Chat: any signed-in person, any payload.
			handle: ({ params, user, body }) => host.interact(params.appId as string, user._id, body),
		},
		{ method: 'GET', path: '/api/apps/actionButtons', access: 'person', handle: () => host.buttons() },
		{ method: 'GET', path: '/api/apps', access: 'person', handle: async () => ({ apps: await host.apps(), success: true }) },
		{
			method: 'POST',
			path: '/api/apps',
			access: 'admin',
			handle: async (call) => describeInstall(await host.installApp(takeZip(call))),
		},
		{ method: 'GET', path: '/api/apps/:appId/icon', access: 'anyone', handle: (call) => readIcon(host, call) },
		{
			method: 'GET',
			path: '/api/apps/:appId',
			access: 'person',
			handle: async ({ params }) => ({ app: await findApp(host, params.appId), success: true }),
		},
		{
			method: 'POST',
			path: '/api/apps/:appId',
			access: 'admin',
			handle: async (call) => {
				await findApp(host, call.params.appId);
				return describeInstall(await host.updateApp(takeZip(call)));
			},
		},
		{
			method: 'DELETE',
			path: '/api/apps/:appId',
			access: 'admin',
			handle: async ({ params }) => {
				const app = await findApp(host, params.appId);
				await host.uninstallApp(app.id);
				return { app, success: true };
			},
		},
		{ method: 'POST', path: '/api/apps/:appId/status', access: 'admin', handle: (call) => setStatus(host, call) },
		{
			method: 'POST',
			path: '/api/apps/:appId/settings/:settingId',
			access: 'admin',
			handle: async ({ params, body }) => {
				const { id } = await findApp(host, params.appId);
				await host.setAppSetting(id, params.settingId as string, body.setting?.value);
				return { success: true };
			},
		},
	];
}
