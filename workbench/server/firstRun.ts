import { readFileSync } from 'node:fs';

import { strFromU8, unzipSync } from 'fflate';

import type { Host, WorkspaceData } from '../engine/contract';
import { buildCommunity, buildEmpty, buildSmall, buildStaff, readSeedFile, type SeedOptions } from '../seed';

const builders: Record<string, (options: SeedOptions) => WorkspaceData> = {
	small: buildSmall,
	community: buildCommunity,
	empty: buildEmpty,
	staff: buildStaff,
};

/** Fills a workspace that nobody lives in yet, wholly or not at all. @param seed a builder's name or the path of a seed file. */
export async function seedIfEmpty(host: Host, seed: string): Promise<void> {
	if (host.workspace.users().some((user) => user.type === 'user')) return;
	const build = builders[seed] ?? (() => readSeedFile(seed));
	await host.loadWorkspace(build({ at: new Date(host.now()) }));
}

/** The app id that a packaged app states. @throws Error when it is not a packaged app. */
const readAppId = (zip: Buffer): string => {
	const manifest = unzipSync(zip, { filter: (file) => file.name === 'app.json' })['app.json'];
	if (!manifest) throw new Error('The zip holds no app.json');
	return (JSON.parse(strFromU8(manifest)) as { id: string }).id;
};

/** Installs a packaged app unless the workspace has it already, whatever the version. */
export async function installIfMissing(host: Host, zipPath: string): Promise<void> {
	const zip = readFileSync(zipPath);
	const id = readAppId(zip);
	if ((await host.apps()).some((app) => app.id === id)) return;
	const app = await host.installApp(zip);
	if (app.errors?.length) throw new Error(`${zipPath} could not be installed: ${app.errors.join('; ')}`);
}
