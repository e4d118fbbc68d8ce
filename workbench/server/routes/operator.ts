import type { Host, RawDocument } from '../../engine/contract';
import { ImportRefused, readSlackExport } from '../../import/slack';
import type { Instances } from '../instances';
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

const readCount = (value: unknown, name: string): number => {
	if (!Number.isInteger(value) || (value as number) < 0) throw new Refusal(400, `"${name}" must be a whole number`);
	return value as number;
};

const takeFile = ({ form }: Call): Buffer => {
	const content = form?.files[0]?.content;
	if (!content) throw new Refusal(400, 'The form has no file');
	return content;
};

type Work = (body: any, call: Call) => unknown;

/** What moves the workspace's time. */
const workOnClock = (host: Host): Record<string, Work> => {
	const tell = () => {
		const dueAt = host.nextDueAt();
		return { now: new Date(host.now()).toISOString(), nextDueAt: dueAt && new Date(dueAt).toISOString() };
	};
	return {
		'clock': tell,
		'advance': async ({ ms, strideMs }) => {
			await host.advance(readMs(ms, 'ms'), strideMs === undefined ? undefined : readMs(strideMs, 'strideMs'));
			return tell();
		},
		'advance-to-next-due': async () => {
			const dueAt = host.nextDueAt();
			if (dueAt === undefined) throw new Refusal(409, 'Nothing is scheduled');
			await host.advance(Math.max(0, dueAt - host.now()));
			return tell();
		},
		'settle': () => host.settle(),
	};
};

/** The machine on which the server and its apps run. */
const workOnMachine = (host: Host, instances: Instances): Record<string, Work> => ({
	'crash': ({ appId }) => host.crashApp(appId),
	'inject-fault': ({ method, plan }) => host.operator.inject(method, plan),
	'clear-faults': () => host.operator.clearFaults(),
	'struck-faults': () => ({ struck: host.operator.takeStruckFaults() }),
	'instances': () => ({ instances: instances.list() }),
	'start-instance': async () => ({ instance: await instances.start() }),
	'stop-instance': ({ instance, how }) => instances.stop(String(instance), how === 'kill' ? 'kill' : 'stop'),
	'lose-mail': ({ times = 1 }) => host.operator.loseMail(readCount(times, 'times')),
	'mail': () => ({ mail: host.operator.mail() }),
	'jobs': () => ({ jobs: host.operator.jobs() }),
	'denials': () => ({ denials: host.operator.denials() }),
	'logs': async ({ appId, latest }) => {
		const logs = await host.appLogs(appId);
		return { logs: latest === undefined ? logs : logs.slice(-readCount(latest, 'latest')) };
	},
	'persistence-size': ({ appId }) => host.operator.measurePersistence(appId),
	'persistence': ({ appId }) => ({ records: host.operator.persistence(appId) }),
	'tamper': ({ id, change }) => {
		if (!host.operator.tamper(id, change)) throw new Refusal(404, `No persistence record has the id "${id}"`);
	},
});

/** Reads the whole export before anything of it is kept. */
const importSlack = async (host: Host, call: Call): Promise<unknown> => {
	const present = { users: host.workspace.users(), rooms: host.workspace.rooms() };
	try {
		const { data, notes } = readSlackExport(takeFile(call), present as Parameters<typeof readSlackExport>[1]);
		const added = await host.loadWorkspace(data);
		return { added, alreadyHere: data.messages.length - added.messages, notes };
	} catch (error) {
		throw error instanceof ImportRefused ? new Refusal(400, error.message, 'error-import-refused') : error;
	}
};

/** The workspace behind the backs of its people and of the app. */
const workOnWorkspace = (host: Host): Record<string, Work> => ({
	'users': () => ({ users: host.workspace.users().map(({ services: _secrets, ...user }) => user) }),
	'rooms': () => ({ rooms: host.workspace.rooms() }),
	'members': ({ room }) => ({ members: host.workspace.members(findPlace(host, room)._id) }),
	'prune': async ({ room, before }) => ({ count: await host.prune({ roomId: findPlace(host, room)._id, before }) }),
	'delete-user': ({ username, by, erasure }) =>
		host.deleteUser({ userId: findPerson(host, username)._id, by: findActor(host, by), erasure }),
	'set-user-active': ({ username, active }) => host.setUserActive(findPerson(host, username)._id, active === true),
	'update-user': ({ username, by, patch }) => {
		const taken = patch?.username !== undefined && host.workspace.findUser({ username: patch.username });
		if (taken) throw new Refusal(400, `Somebody is called "${patch.username}" already`);
		return host.updateUser({ userId: findPerson(host, username)._id, by: findPerson(host, by)._id, patch });
	},
	'delete-room': ({ room, by }) => host.deleteRoom(findPlace(host, room)._id, findActor(host, by)),
	'set-room-type': ({ room, type }) => host.setRoomType(findPlace(host, room)._id, type === 'c' ? 'c' : 'p'),
	'add-member': ({ room, username }) => host.addMember(findPlace(host, room)._id, findPerson(host, username)._id),
	'remove-member': ({ room, username }) => host.removeMember(findPlace(host, room)._id, findPerson(host, username)._id),
	'set-setting': ({ id, value }) => host.workspace.setSetting(id, value),
	'import-slack': (_, call) => importSlack(host, call),
});

/** Apps, without a person of the workspace who would have to be admin. */
const workOnApps = (host: Host): Record<string, Work> => ({
	'apps': async () => ({ apps: await host.apps() }),
	'install': async (_, call) => ({ app: await host.installApp(takeFile(call)) }),
	'update': async (_, call) => ({ app: await host.updateApp(takeFile(call)) }),
	'uninstall': ({ appId }) => host.uninstallApp(appId),
	'enable': async ({ appId }) => ({ app: await host.enableApp(appId) }),
	'disable': async ({ appId }) => ({ app: await host.disableApp(appId) }),
	'restart': async ({ appId }) => ({ app: await host.restartApp(appId) }),
	'set-app-setting': ({ appId, settingId, value }) => host.setAppSetting(appId, settingId, value),
});

/** `POST /_workbench/<work>`: what an operator of the machine can do and no person of the workspace, guarded by the operator token. */
export function listOperatorRoutes(host: Host, instances: Instances): Route[] {
	const works = { ...workOnClock(host), ...workOnMachine(host, instances), ...workOnWorkspace(host), ...workOnApps(host) };
	return Object.entries(works).map(([name, work]): Route => {
		const handle = async (call: Call) => (await work(call.body, call)) ?? { success: true };
		return { method: 'POST', path: `/_workbench/${name}`, access: 'operator', handle };
	});
}
