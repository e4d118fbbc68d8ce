import { crc32 } from './crc32';
import { createRandom } from './random';

/** One file of a seeded message. */
export interface SeedFile {
	id: string;
	name: string;
	type: string;
	content: Buffer;
}

const chunk = (kind: string, body: Buffer): Buffer => {
	const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(body.length, 0);
	frame.writeUInt32BE(crc32(named), 4);
	return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
};

const adler32 = (bytes: Buffer): number => {
	let low = 1;
	let high = 0;
	for (const byte of bytes) {
		low = (low + byte) % 65521;
		high = (high + low) % 65521;
	}
	return ((high << 16) | low) >>> 0;
};

/** A zlib stream that stores its bytes: unlike a compressed one it is the same under every zlib version. */
const storeAsZlib = (bytes: Buffer): Buffer => {
	if (bytes.length > 0xffff) throw new Error('One stored block holds 65,535 bytes at most');
	const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
	head.writeUInt16LE(bytes.length, 3);
	head.writeUInt16LE(bytes.length ^ 0xffff, 5);
	const tail = Buffer.alloc(4);
	tail.writeUInt32BE(adler32(bytes));
	return Buffer.concat([head, bytes, tail]);
};

/** A valid greyscale PNG of `side` × `side` pixels whose pattern follows from the name. */
export function makePng(name: string, side = 24): Buffer {
	const random = createRandom(`picture ${name}`);
	const rows = Array.from({ length: side }, () =>
		Buffer.from([0, ...Array.from({ length: side }, () => random.integer(0, 255))]),
	);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	header[8] = 8;
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([
		signature,
		chunk('IHDR', header),
		chunk('IDAT', storeAsZlib(Buffer.concat(rows))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Bytes that begin and end as a PDF does, with binary bytes between; not a document that a reader opens. */
export function makePdfLike(name: string): Buffer {
	const random = createRandom(`pdf ${name}`);
	const body = Buffer.from(Array.from({ length: random.integer(400, 2400) }, () => random.integer(0, 255)));
	return Buffer.concat([Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1'), body, Buffer.from('\n%%EOF\n', 'latin1')]);
}

const typeByEnding: Record<string, string> = { png: 'image/png', pdf: 'application/pdf', txt: 'text/plain', csv: 'text/csv' };

/** A file whose content suits its name's ending: png, pdf, or text. `text` is used for text files; empty text gives zero bytes. */
export function makeFile(id: string, name: string, text = `${name}\n`): SeedFile {
	const ending = name.split('.').pop() ?? '';
	const type = typeByEnding[ending] ?? 'application/octet-stream';
	if (ending === 'png') return { id, name, type, content: makePng(name) };
	if (ending === 'pdf') return { id, name, type, content: makePdfLike(name) };
	return { id, name, type, content: Buffer.from(text, 'utf8') };
}
