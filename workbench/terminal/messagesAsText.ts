import { drawBlocks } from './blocksAsText';
import { indent, makePrintable } from './plainText';

type Message = Record<string, any>;

const nameSystemMessage = (message: Message): string => {
	if (message.t === 'e2e') return '(end-to-end-encrypted)';
	if (message.t === 'rm') return '(message removed)';
	return `(${message.t}) ${makePrintable(String(message.msg ?? ''))}`;
};

/** One message as a paragraph: time, author, text, files with their links, blocks. */
export function drawMessage(message: Message): string {
	const at = new Date(message.ts).toISOString().slice(0, 16).replace('T', ' ');
	const author = makePrintable(String(message.alias ?? message.u?.name ?? '')) || '?';
	const text = message.t ? nameSystemMessage(message) : makePrintable(String(message.msg ?? ''));
	const head = `${at}  ${author} (@${makePrintable(String(message.u?.username ?? '?'))})${message.tmid ? ' in a thread' : ''}: ${text}`;
	const files = (message.files ?? []).map(
		(file: Message) => `file: ${makePrintable(String(file.name))}  /file-upload/${file._id}/${encodeURIComponent(file.name)}`,
	);
	const blocks = message.blocks?.length ? [drawBlocks(message.blocks)] : [];
	return [head, ...[...files, ...blocks].map((part) => indent(part))].join('\n');
}
