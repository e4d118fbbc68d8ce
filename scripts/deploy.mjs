/**
 * Installs or updates the app on a workspace by the genuine `rc-apps deploy`.
 *
 * usage: npm run deploy -- --url URL --username NAME [--code 2FA-CODE]
 *    or: npm run deploy -- --url URL --user-id ID          (with a personal access token)
 *
 * The password comes from ROCKETCHAT_PASSWORD, the token from ROCKETCHAT_TOKEN, or is asked for. `--password` and
 * `--token` work too, but a command line can be read by everyone on the machine and stays in the shell's history.
 * ROCKETCHAT_URL, ROCKETCHAT_USERNAME, ROCKETCHAT_USER_ID and ROCKETCHAT_CODE stand in for the other options.
 */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { runRcApps, stageForRcApps } from './packaging/rc-apps.mjs';
import { readSecret } from './packaging/read-secret.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const text = { type: 'string' };
const { values: options } = parseArgs({
	options: {
		'app': { ...text, default: root },
		'url': text,
		'username': text,
		'password': text,
		'user-id': text,
		'token': text,
		'code': text,
	},
});

try {
	const login = await gatherLogin();
	const stage = await stageForRcApps(path.resolve(options.app));
	process.exitCode = await deployWithLogin(stage, login);
} catch (fault) {
	console.error(fault.message);
	process.exitCode = 1;
}

/** Says what rc-apps needs to know, in its own names. A token wins over a password, as in rc-apps. */
async function gatherLogin() {
	const url = read('url');
	if (!/^https?:\/\//.test(url ?? '')) {
		throw new Error('Say where to deploy: --url https://chat.example.org (or ROCKETCHAT_URL).');
	}
	const userId = read('user-id');
	if (userId) {
		return {
			url,
			userId,
			token: read('token') ?? (await readSecret(`Personal access token of ${userId}: `, 'ROCKETCHAT_TOKEN')),
		};
	}
	const username = read('username');
	if (!username) {
		throw new Error('Say who deploys: --username NAME (or ROCKETCHAT_USERNAME), or --user-id ID with a personal access token.');
	}
	const password = read('password') ?? (await readSecret(`Password of ${username}: `, 'ROCKETCHAT_PASSWORD'));
	const code = read('code');
	return { url, username, password, ...(code ? { code } : {}) };
}

function read(option) {
	return options[option] ?? (process.env[`ROCKETCHAT_${option.toUpperCase().replace('-', '_')}`] || undefined);
}

/** rc-apps also reads a file for its options: readable by this person alone, and gone when rc-apps is done. */
async function deployWithLogin(stage, login) {
	const loginFile = path.join(stage, '.rcappsconfig');
	const ignoreSignal = () => {}; // the signal reaches rc-apps as well; this process stays to remove the file
	process.on('SIGINT', ignoreSignal).on('SIGTERM', ignoreSignal);
	try {
		await writeFile(loginFile, JSON.stringify(login), { mode: 0o600, flag: 'wx' });
		return await runRcApps(stage, ['deploy']);
	} finally {
		await rm(loginFile, { force: true });
	}
}
