import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes out the licences of everything in the bundle, since theirs ask that their text goes with every copy.
 *
 * @param {string[]} packageFiles files of npm packages that went into the bundle
 * @param {string} legalNotices notices found inside those files
 * @returns {Promise<string>} text, packages in order of name; the same input gives the same text
 */
export async function collectLicences(packageFiles, legalNotices) {
	const folders = [...new Set(packageFiles.map(findPackageFolder))];
	const entries = await Promise.all(folders.map(readLicence));
	const ordered = entries.sort((one, other) => (one.title < other.title ? -1 : 1));
	const rule = '-'.repeat(80);
	const parts = ordered.map(({ title, text }) => `${rule}\n${title}\n${rule}\n\n${text.trim()}\n`);
	if (legalNotices.trim()) {
		parts.push(`${rule}\nNotices inside the files of these packages\n${rule}\n\n${stripFolders(legalNotices)}\n`);
	}
	return `Software of others in this app, and its licences.\n\n${parts.join('\n')}`;
}

function findPackageFolder(file) {
	const parts = file.split(path.sep);
	const at = parts.lastIndexOf('node_modules');
	const length = parts[at + 1].startsWith('@') ? 3 : 2;
	return parts.slice(0, at + length).join(path.sep);
}

async function readLicence(folder) {
	const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
	const file = (await readdir(folder)).sort().find((candidate) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(candidate));
	if (!file) {
		throw new Error(`The package ${name} in the bundle carries no licence text, so the app may not be passed on with it.`);
	}
	return {
		title: `${name} ${version} (${license})`,
		text: (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n'),
	};
}

/** The bundler heads each notice with the path of its file; where a machine keeps its packages is nobody's business. */
function stripFolders(legalNotices) {
	return legalNotices.replace(/^.*node_modules\/(.*:)$/gm, '$1').trim();
}
