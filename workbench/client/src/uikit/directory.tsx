import type { ReactElement } from 'react';

import type { BlockProps } from './BlockProps';
import { useSurface } from './context';
import { MultiSelectElement, SelectElement } from './selects';

const isMulti = (type: string): boolean => type.startsWith('multi_');

/** People and rooms to choose from: the value is a person's username or a room's id, as in Rocket.Chat. */
export function UsersSelect(props: BlockProps): ReactElement {
	const { people } = useSurface();
	const Chosen = isMulti(props.block.type) ? MultiSelectElement : SelectElement;
	return <Chosen {...props} options={people.map(({ username, name }) => [username, `${name ?? username} (@${username})`])} />;
}

export function RoomsSelect(props: BlockProps): ReactElement {
	const { rooms } = useSurface();
	const Chosen = isMulti(props.block.type) ? MultiSelectElement : SelectElement;
	const named = rooms.filter(({ t }) => t !== 'd');
	return <Chosen {...props} options={named.map(({ _id, fname, name }) => [_id, `#${fname ?? name}`])} />;
}
