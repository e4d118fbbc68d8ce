/** Signs that Slack writes for a few emoji under other names. */
const emoji: [RegExp, string][] = [
	[/:simple_smile:/g, ':smile:'],
	[/:memo:/g, ':pencil:'],
	[/:piggy:/g, ':pig:'],
	[/:uk:/g, ':gb:'],
];

const special = new Map([
	['everyone', '@all'],
	['channel', '@all'],
	['here', '@here'],
]);

const decode = (text: string): string => text.replace(/&gt;/g, '>').replace(/&lt;/g, '<').replace(/&amp;/g, '&');

/** One `<…>` of Slack's: a person, a channel, a group, an address. */
function convertReference(inner: string, usernameOf: (id: string) => string | undefined): string {
	const [target = '', label] = inner.split('|');
	if (target.startsWith('@')) return `@${usernameOf(target.slice(1)) ?? label ?? target.slice(1)}`;
	if (target.startsWith('#')) return `#${label || target.slice(1)}`;
	if (target.startsWith('!')) return special.get(target.slice(1)) ?? label ?? `@${target.slice(1)}`;
	if (target.startsWith('mailto:')) return label || target.slice('mailto:'.length);
	if (!/^[a-z]+:/i.test(target)) return `<${inner}>`;
	return label ? `[${label}](${target})` : target;
}

/**
 * Slack's markup as Rocket.Chat's importer turns it: mentions by username, links, entities.
 * @param usernameOf the username of a Slack id
 */
export function convertText(text: unknown, usernameOf: (id: string) => string | undefined): string {
	if (typeof text !== 'string') return '';
	// References first: only what Slack itself put in angle brackets is one, everything else is written with entities.
	const referred = text.replace(/<([^<>]+)>/g, (_, inner: string) => convertReference(inner, usernameOf));
	return emoji.reduce((converted, [sign, name]) => converted.replace(sign, name), decode(referred));
}
