import { Button, Icon, IconButton } from '@rocket.chat/fuselage';
import type { ReactElement } from 'react';

import { Avatar } from '../messages/Avatar';
import { iconOf, nameRoom } from '../model/rooms';
import { useStore } from '../model/store';
import type { Room } from '../model/types';
import { useWorkspace } from '../useWorkspace';

const groups: { title: string; types: Room['t'][] }[] = [
	{ title: 'Channels', types: ['c', 'p'] },
	{ title: 'Direct messages', types: ['d'] },
];

function RoomLink({ room, onOpen }: { room: Room; onOpen(): void }): ReactElement {
	const { me, people, roomId, unread, openRoom } = useWorkspace();
	const name = nameRoom(room, me, useStore(people));
	const isOpen = useStore(roomId) === room._id;
	const isUnread = useStore(unread).has(room._id);
	const open = (): void => {
		onOpen();
		void openRoom(room._id);
	};
	return (
		<li>
			<button type="button" className="wb-room" aria-current={isOpen ? 'page' : undefined} data-unread={isUnread} onClick={open}>
				<Icon name={iconOf(room)} size="x20" />
				<span className="wb-room__name">{name}</span>
				{isUnread && <span className="wb-room__badge" role="img" aria-label="unread" />}
			</button>
		</li>
	);
}

interface SidebarProps {
	siteName: string;
	isDark: boolean;
	onTheme(): void;
	onSignOut(): void;
	onOpen(): void;
	/** Absent where the machine's operator is somebody else. */
	onOperator?(): void;
}

export function Sidebar({ siteName, isDark, onTheme, onSignOut, onOpen, onOperator }: SidebarProps): ReactElement {
	const { me, rooms } = useWorkspace();
	const all = useStore(rooms);
	return (
		<nav className="wb-sidebar" aria-label="Rooms">
			<div className="wb-sidebar__head">
				<Avatar name={me.username} size={28} />
				<div className="wb-sidebar__me">
					<strong>{me.name ?? me.username}</strong>
					<span>{siteName}</span>
				</div>
				<IconButton small icon={isDark ? 'sun' : 'moon'} title={isDark ? 'Light theme' : 'Dark theme'} onClick={onTheme} />
				<IconButton small icon="sign-out" title="Sign out" onClick={onSignOut} />
			</div>
			<div className="wb-sidebar__rooms">
				{groups.map(({ title, types }) => {
					const shown = all.filter(({ t }) => types.includes(t));
					return shown.length > 0 ? (
						<section key={title}>
							<h2>{title}</h2>
							<ul>
								{shown.map((room) => (
									<RoomLink key={room._id} room={room} onOpen={onOpen} />
								))}
							</ul>
						</section>
					) : null;
				})}
			</div>
			{onOperator && (
				<div className="wb-sidebar__foot">
					<Button small icon="cog" onClick={onOperator}>
						Operator
					</Button>
				</div>
			)}
		</nav>
	);
}
