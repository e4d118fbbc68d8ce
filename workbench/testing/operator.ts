import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Duration, Operator } from './contract';
import { createRestClient } from './restClient';

const toMs = ({ days = 0, hours = 0, minutes = 0, ms = 0 }: Duration): number =>
	((days * 24 + hours) * 60 + minutes) * 60_000 + ms;

const packFile = (content: Buffer, name: string): FormData => {
	const form = new FormData();
	form.set('app', new Blob([new Uint8Array(content)]), name);
	return form;
};

const packZip = (zipPath: string): FormData => packFile(readFileSync(zipPath), path.basename(zipPath));

/** The operator of one server process. */
export function createOperator(url: string, operatorToken: string): Operator {
	const rest = createRestClient(url, () => ({ 'x-workbench-operator': operatorToken }));
	const call = (work: string, body?: unknown): Promise<any> => rest.post(`/_workbench/${work}`, body);
	const act = async (work: string, body?: unknown): Promise<void> => void (await call(work, body));
	const take = async (work: string, part: string, body?: unknown): Promise<any> => (await call(work, body))[part];
	return {
		now: async () => new Date(await take('clock', 'now')),
		advance: (by, stride) => act('advance', { ms: toMs(by), strideMs: stride && toMs(stride) }),
		advanceToNextDue: async () => new Date(await take('advance-to-next-due', 'now')),
		settle: () => act('settle'),
		apps: () => take('apps', 'apps'),
		install: (zipPath) => take('install', 'app', packZip(zipPath)),
		update: (zipPath) => take('update', 'app', packZip(zipPath)),
		uninstall: (appId) => act('uninstall', { appId }),
		enable: (appId) => take('enable', 'app', { appId }),
		disable: (appId) => take('disable', 'app', { appId }),
		crashApp: (appId) => act('crash', { appId }),
		restartApp: (appId) => take('restart', 'app', { appId }),
		setAppSetting: (appId, settingId, value) => act('set-app-setting', { appId, settingId, value }),
		logs: (appId) => take('logs', 'logs', { appId }),
		denials: () => take('denials', 'denials'),
		mail: () => take('mail', 'mail'),
		jobs: () => take('jobs', 'jobs'),
		persistence: (appId) => take('persistence', 'records', { appId }),
		tamper: (id, change) => act('tamper', { id, change }),
		prune: (room, before) => take('prune', 'count', { room, before }),
		users: () => take('users', 'users'),
		rooms: () => take('rooms', 'rooms'),
		deleteUser: (username, options) => act('delete-user', { username, ...options }),
		setUserActive: (username, active) => act('set-user-active', { username, active }),
		updateUser: (username, { by = username, ...patch }) => act('update-user', { username, by, patch }),
		deleteRoom: (room, options) => act('delete-room', { room, ...options }),
		setRoomType: (room, type) => act('set-room-type', { room, type }),
		addMember: (room, username) => act('add-member', { room, username }),
		removeMember: (room, username) => act('remove-member', { room, username }),
		setSetting: (id, value) => act('set-setting', { id, value }),
		fail: (method, times, message) => act('inject-fault', { method, plan: { times, message } }),
		inject: (method, plan) => act('inject-fault', { method, plan }),
		clearFaults: () => act('clear-faults'),
		takeStruckFaults: () => take('struck-faults', 'struck'),
		loseMail: (times) => act('lose-mail', { times }),
		importSlack: (zip) => call('import-slack', packFile(zip, 'export.zip')),
	};
}
