import { nameToEmoji } from 'gemoji';

/** The sign that a shortcode stands for, with or without its colons; the shortcode itself when there is none, as for custom emoji. */
export function drawShortcode(shortcode: string): string {
	const name = shortcode.replace(/^:|:$/g, '');
	return Object.hasOwn(nameToEmoji, name) ? (nameToEmoji[name] as string) : `:${name}:`;
}
