import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

import { bundleApp } from './bundle.mjs';
import { findPackagingFaults } from './check.mjs';
import { collectLicences } from './licences.mjs';
import { zipDeterministically } from './zip.mjs';

/**
 * Packages an app folder into the zip that a workspace's administrator uploads.
 *
 * @param {string} appFolder folder with app.json, the class file, i18n and icon
 * @returns zip bytes, their SHA-256 in hex, the manifest as packaged, the zip's files by name; the source map of the class file, as JSON
 * @throws Error with one sentence for each fault that would make the engine refuse, rewrite or half-load the app
 */
export async function packageApp(appFolder) {
	const manifest = await readManifest(appFolder);
	const bundle = await bundleApp(appFolder, manifest.classFile);
	const faults = await findPackagingFaults(appFolder, manifest, bundle);
	if (faults.length) {
		throw new Error(`The app cannot be packaged:\n  ${faults.join('\n  ')}`);
	}
	const packagedManifest = { ...manifest, classFile: `${path.basename(manifest.classFile, '.ts')}.js` };
	const files = {
		...(await readResources(appFolder, manifest)),
		'app.json': Buffer.from(`${JSON.stringify(packagedManifest, null, 4)}\n`),
		'LICENSES.txt': Buffer.from(await collectLicences(bundle.packageFiles, bundle.legalNotices)),
		[packagedManifest.classFile]: Buffer.from(bundle.code),
	};
	const zip = zipDeterministically(files);
	return { zip, sha256: createHash('sha256').update(zip).digest('hex'), manifest: packagedManifest, files, map: bundle.map };
}

/** Reads app.json; its faults are said here, since the engine reports them only to a server's log. */
async function readManifest(appFolder) {
	const text = await readFile(path.join(appFolder, 'app.json'), 'utf8').catch(() => {
		throw new Error(`There is no app.json in ${appFolder}.`);
	});
	const manifest = JSON.parse(text);
	const missing = ['id', 'version', 'requiredApiVersion', 'name', 'nameSlug', 'classFile', 'iconFile'].filter(
		(field) => !manifest[field],
	);
	if (missing.length) {
		throw new Error(`app.json lacks ${missing.join(', ')}.`);
	}
	return manifest;
}

/** Icon, translations and our own licence go in as they are. */
async function readResources(appFolder, manifest) {
	const translations = (await readdir(path.join(appFolder, 'i18n')))
		.filter((name) => name.endsWith('.json'))
		.map((name) => `i18n/${name}`);
	const names = [manifest.iconFile, ...translations, ...(existsSync(path.join(appFolder, 'LICENSE')) ? ['LICENSE'] : [])];
	return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(path.join(appFolder, name))])));
}
