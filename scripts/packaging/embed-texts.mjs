import { readFile } from 'node:fs/promises';

import { deflateSync } from 'fflate';

/**
 * Lets a bundle carry the texts of `i18n/` deflated: they are long, and a class file must stay under one megabyte.
 * `import en from '../i18n/en.json'` gives the same object here as it gives to tools that read the file as it is.
 * Deflated by fflate, since two versions of Node's own zlib may give different bytes for the same text.
 */
export const embedTextsDeflated = {
	name: 'embed-texts-deflated',
	setup(builder) {
		builder.onLoad({ filter: /[\\/]i18n[\\/][\w-]+\.json$/ }, async ({ path: file }) => {
			const text = JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
			const base64 = Buffer.from(deflateSync(Buffer.from(text), { level: 9, mem: 12 })).toString('base64');
			return { contents: writeModule(base64), loader: 'js' };
		});
	},
};

/** The inverse, as a module: `Buffer` and `zlib` are what every version of the sandbox lets an app require. */
function writeModule(base64) {
	return [
		'import { Buffer } from "buffer";',
		'import { inflateRawSync } from "zlib";',
		`export default JSON.parse(inflateRawSync(Buffer.from("${base64}", "base64")).toString());`,
	].join('\n');
}
