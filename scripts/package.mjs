/**
 * Packages the app into dist/<slug>_<version>.zip: the same sources give the same bytes. The source map of its class file, which
 * `npm run where` reads, is put beside it.
 * usage: node scripts/package.mjs [--app FOLDER] [--out FILE]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { packageApp } from './packaging/package-app.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({ options: { app: { type: 'string', default: root }, out: { type: 'string' } } });

try {
	const { zip, sha256, manifest, files, map } = await packageApp(path.resolve(options.app));
	const out = path.resolve(options.out ?? path.join(root, 'dist', `${manifest.nameSlug}_${manifest.version}.zip`));
	await mkdir(path.dirname(out), { recursive: true });
	await writeFile(out, zip);
	await writeFile(`${out.replace(/\.zip$/, '')}.js.map`, map);
	console.log(
		`${path.relative(process.cwd(), out)}  ${zip.length} bytes (class file ${files[manifest.classFile].length} bytes)\nSHA-256 ${sha256}`,
	);
} catch (fault) {
	console.error(fault.message);
	process.exitCode = 1;
}
