import type { Host, RawDocument } from '../../engine/contract';
import { Refusal } from '../refusal';
import type { Call, Route } from '../router';

const findPerson = ({ workspace }: Host, username: unknown): RawDocument => {
	const user = typeof username === 'string' ? workspace.findUser({ username }) : undefined;
	if (!user) throw new Refusal(404, `Nobody is called "${String(username)}"`);
	return user;
};

/** The id of the person in whose name something is done, if anybody's. */
const findActor = (host: Host, username: unknown): string | undefined =>
	username === undefined ? undefined : findPerson(host, username)._id;

const findPlace = ({ workspace }: Host, idOrName: unknown): RawDocument => {
	const room = typeof idOrName === 'string' ? workspace.findRoom(idOrName) : undefined;
	if (!room) throw new Refusal(404, `No room has the id or name "${String(idOrName)}"`);
	return room;
};

const readMs = (value: unknown, name: string): number => {
	if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
		throw new Refusal(400, `"${name}" must be a number of milliseconds`);
	return value;
};

type Work = (body: any, call: Call) => unknown;

/** The clock and the app's process. */
const workOnMachine = (host: Host): Record<string, Work> => ({
	'clock': () => ({ now: new Date(host.now()).toISOString() }),
	'advance': async ({ ms, strideMs }) => {
		await host.advance(readMs(ms, 'ms'), strideMs === undefined ? undefined : readMs(strideMs, 'strideMs'));
		return { now: new Date(host.now()).toISOString() };
	},
	'settle': () => host.settle(),
	'crash': ({ appId }) => host.crashApp(appId),
	'inject-fault': ({ method, plan }) => host.operator.inject(method, plan),
	'clear-faults': () => host.operator.clearFaults(),
	'struck-faults': () => ({ struck: host.operator.takeStruckFaults() }),
	'mail': () => ({ mail: host.operator.mail() }),
	'jobs': () => ({ jobs: host.operator.jobs() }),
	'denials': () => ({ denials: host.operator.denials() }),
	'logs': async ({ appId }) => ({ logs: await host.appLogs(appId) }),
	'persistence': ({ appId }) => ({ records: host.operator.persistence(appId) }),
	'tamper': ({ id, change }) => {
		if (!host.operator.tamper(id, change)) throw new Refusal(404, `No persistence record has the id "${id}"`);
	},
});

/** The workspace behind the backs of its people and of the app. */
const workOnWorkspace = (host: Host): Record<string, Work> => ({
	'users': () => ({ users: host.workspace.users().map(({ services: _secrets, ...user }) => user) }),
	'rooms': () => ({ rooms: host.workspace.rooms() }),
	'members': ({ room }) => ({ members: host.workspace.members(findPlace(host, room)._id) }),
	'prune': async ({ room, before }) => ({ count: await host.prune({ roomId: findPlace(host, room)._id, before }) }),
	'delete-user': ({ username, by, erasure }) =>
		host.deleteUser({ userId: findPerson(host, username)._id, by: findActor(host, by), erasure }),
	'set-user-active': ({ username, active }) => host.setUserActive(findPerson(host, username)._id, active === true),
	'update-user': ({ username, by, patch }) =>
		host.updateUser({ userId: findPerson(host, username)._id, by: findPerson(host, by)._id, patch }),
	'delete-room': ({ room, by }) => host.deleteRoom(findPlace(host, room)._id, findActor(host, by)),
	'add-member': ({ room, username }) => host.addMember(findPlace(host, room)._id, findPerson(host, username)._id),
	'remove-member': ({ room, username }) => host.removeMember(findPlace(host, room)._id, findPerson(host, username)._id),
	'set-setting': ({ id, value }) => host.workspace.setSetting(id, value),
});

/** Apps, without a person of the workspace who would have to be admin. */
const workOnApps = (host: Host): Record<string, Work> => {
	const takeZip = ({ form }: Call): Buffer => {
		const zip = form?.files[0]?.content;
		if (!zip) throw new Refusal(400, 'The form has no file');
		return zip;
	};
	return {
		'apps': async () => ({ apps: await host.apps() }),
		'install': async (_, call) => ({ app: await host.installApp(takeZip(call)) }),
		'update': async (_, call) => ({ app: await host.updateApp(takeZip(call)) }),
		'uninstall': ({ appId }) => host.uninstallApp(appId),
		'enable': async ({ appId }) => ({ app: await host.enableApp(appId) }),
		'disable': async ({ appId }) => ({ app: await host.disableApp(appId) }),
		'set-app-setting': ({ appId, settingId, value }) => host.setAppSetting(appId, settingId, value),
	};
};

/** `POST /_workbench/<work>`: what an operator of the machine can do and no person of the workspace, guarded by the operator token. */
export function listOperatorRoutes(host: Host): Route[] {
	const works = { ...workOnMachine(host), ...workOnWorkspace(host), ...workOnApps(host) };
	return Object.entries(works).map(([name, work]): Route => {
		const handle = async (call: Call) => (await work(call.body, call)) ?? { success: true };
		return { method: 'POST', path: `/_workbench/${name}`, access: 'operator', handle };
	});
}
