import type { Account, ActionButton, Command, Room } from './types';

/** What the room is called for this person: a direct room by the others in it. */
export function nameRoom(room: Room, me: Account, people: Account[]): string {
	if (room.t !== 'd') return room.fname ?? room.name ?? room._id;
	const others = (room.usernames ?? []).filter((username) => username !== me.username);
	const names = others.map((username) => people.find((person) => person.username === username)?.name ?? username);
	return names.join(', ') || me.name || me.username;
}

export const iconOf = ({ t, encrypted }: Room): 'hash' | 'hashtag-lock' | 'at' | 'key' => {
	if (encrypted) return 'key';
	if (t === 'd') return 'at';
	return t === 'c' ? 'hash' : 'hashtag-lock';
};

/** Rocket.Chat's names of room kinds in a button's `when`. */
const roomTypesOf = ({ t, usernames = [] }: Room): string[] => {
	if (t === 'c') return ['public_channel'];
	if (t === 'p') return ['private_channel'];
	return usernames.length > 2 ? ['direct', 'direct_multiple'] : ['direct'];
};

/** Buttons that the web client would show here; `when` is looked at by clients only. */
export const listButtons = (buttons: ActionButton[], context: string, room: Room, me: Account): ActionButton[] =>
	buttons.filter(({ context: place, when = {} }) => {
		const { roomTypes, hasOneRole, hasAllRoles } = when;
		const roles = me.roles ?? [];
		return (
			place === context &&
			(!roomTypes?.length || roomTypes.some((type) => roomTypesOf(room).includes(type))) &&
			(!hasOneRole?.length || hasOneRole.some((role) => roles.includes(role))) &&
			(!hasAllRoles?.length || hasAllRoles.every((role) => roles.includes(role)))
		);
	});

/** The app's text for a button; its key in words where the server gives none. */
export const nameButton = ({ label, labelI18n }: ActionButton): string => label ?? labelI18n.replace(/[_.-]+/g, ' ');

/** What a composer offers for the letters after the slash: names that begin so first. */
export function findCommands(commands: Command[], typed: string): Command[] {
	const wanted = typed.toLowerCase();
	const fits = commands.filter(({ command }) => command.includes(wanted));
	const rank = ({ command }: Command): number => (command.startsWith(wanted) ? 0 : 1);
	return fits.sort((one, other) => rank(one) - rank(other) || one.command.localeCompare(other.command)).slice(0, 10);
}
