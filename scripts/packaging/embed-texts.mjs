import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { deflateSync } from 'fflate';

const opener = fileURLToPath(new URL('deflated-texts.mjs', import.meta.url));

/**
 * Lets a bundle carry the texts of `i18n/` and the page of a package deflated: they are long, and a class file must stay under one megabyte.
 * `import en from '../i18n/en.json'` gives the same texts here as it gives to tools that read the file as it is.
 * Deflated by fflate, since two versions of Node's own zlib may give different bytes for the same text.
 */
export const embedTextsDeflated = {
	name: 'embed-texts-deflated',
	setup(builder) {
		builder.onLoad({ filter: /[\\/](i18n[\\/][\w-]+|viewer[\\/]page)\.json$/ }, async ({ path: file }) => {
			const text = JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
			const base64 = Buffer.from(deflateSync(Buffer.from(text), { level: 9, mem: 12 })).toString('base64');
			const contents = [
				`import { openDeflatedTexts } from ${JSON.stringify(opener)};`,
				`export default openDeflatedTexts("${base64}");`,
			].join('\n');
			return { contents, loader: 'js' };
		});
	},
};
