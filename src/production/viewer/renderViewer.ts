import page from './page.json';
import { fromUtf8, PAYLOAD_FOLDER, toUtf8 } from '../../evidence';

/** Beside README.txt, so that who opens the package finds it. */
export const VIEWER_FILE = 'index.html';

/** Above this the page carries no records: it would double the package. It then reads them from the folder that is chosen. */
export const MAX_EMBEDDED_BYTES = 1024 * 1024;

/** The page of one package, while the package is being filled. */
export interface Viewer {
	/** @param path of a file of exact data, below `data/`: `records/messages.ndjson` */
	add(path: string, ndjson: Uint8Array): void;
	/** @param name of the package, `LE-2026-0001-P1`. @returns UTF-8; equal input gives equal bytes */
	render(name: string): Uint8Array;
}

/**
 * index.html: a page that reads and searches the records of one package, and computes its hashes again in the reader's
 * browser. One file, with nothing from elsewhere; its policy lets no other script run. It carries the very bytes of the
 * package's exact data, as data: whatever a record holds cannot become part of the page. The text files stay the record.
 */
export function openViewer(): Viewer {
	const exact = new Map<string, string>();
	let sizeBytes = 0;
	return {
		add(path, ndjson) {
			sizeBytes += ndjson.byteLength;
			if (sizeBytes <= MAX_EMBEDDED_BYTES) {
				exact.set(PAYLOAD_FOLDER + path, fromUtf8(ndjson));
			} else {
				exact.clear();
			}
		},
		render(name) {
			const isEmbedded = sizeBytes <= MAX_EMBEDDED_BYTES;
			const files = [...exact].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => ({ path, text }));
			const parts: Readonly<Record<string, string>> = {
				TITLE: escapeHtml(`Records ${name}`),
				SOURCE: isEmbedded ? EMBEDDED : TOO_MANY,
				DATA: escapeForScript(JSON.stringify({ files })),
			};
			return toUtf8(page.html.replace(/\{\{(TITLE|SOURCE|DATA)\}\}/g, (_, part: string) => parts[part] ?? ''));
		},
	};
}

const EMBEDDED =
	'Shown are the records that this page carries, a copy of the files data/records/*.ndjson. Once you have chosen the folder above, it shows those of the folder.';
const TOO_MANY = 'The records are too many for this page to carry. Choose the folder above, and it shows those of the folder.';

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** JSON in which no HTML parser finds a tag, a comment or the end of the script element, whatever the records hold. */
function escapeForScript(json: string): string {
	return json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
