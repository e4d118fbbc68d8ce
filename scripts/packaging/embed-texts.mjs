import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { deflateSync } from 'fflate';

/** The language whose file has every name. */
const ENGLISH = 'en.json';

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
			const texts = JSON.parse(await readFile(file, 'utf8'));
			const keysFrom = await readKeys(file);
			// The names of the texts are the same in every language, and are carried once.
			const text = JSON.stringify(keysFrom ? keysFrom.map((key) => texts[key] ?? null) : texts);
			const base64 = Buffer.from(deflateSync(Buffer.from(text), { level: 9, mem: 12 })).toString('base64');
			const contents = [
				`import { openDeflatedTexts } from ${JSON.stringify(opener)};`,
				...(keysFrom ? [`import english from "./${ENGLISH}";`] : []),
				`export default openDeflatedTexts("${base64}"${keysFrom ? ', english' : ''});`,
			].join('\n');
			return { contents, loader: 'js' };
		});
	},
};

/** The names of a translation's texts, in the order of the English file; undefined for a file that has names of its own. */
async function readKeys(file) {
	const isTranslation = path.basename(path.dirname(file)) === 'i18n' && path.basename(file) !== ENGLISH;
	return isTranslation ? Object.keys(JSON.parse(await readFile(path.join(path.dirname(file), ENGLISH), 'utf8'))) : undefined;
}
