import { Button, Icon, IconButton, States, StatesIcon, StatesSubtitle, StatesTitle } from '@rocket.chat/fuselage';
import { useState, type ReactElement } from 'react';

import { Composer } from '../composer/Composer';
import { MessageList } from '../messages/MessageList';
import { Thread } from '../messages/Thread';
import { iconOf, listButtons, nameButton, nameRoom } from '../model/rooms';
import { useStore } from '../model/store';
import { openViews } from '../model/surfaces';
import type { Room } from '../model/types';
import { Surfaces } from '../surfaces/Surfaces';
import { useWorkspace } from '../useWorkspace';

function RoomHeader({ room, onMenu }: { room: Room; onMenu(): void }): ReactElement {
	const { me, people, buttons, actions } = useWorkspace();
	const offered = listButtons(useStore(buttons), 'roomAction', room, me);
	return (
		<header className="wb-header">
			<IconButton className="wb-header__menu" small icon="burger" title="Rooms" onClick={onMenu} />
			<Icon name={iconOf(room)} size="x20" />
			<h1>{nameRoom(room, me, useStore(people))}</h1>
			<span className="wb-header__topic">{room.topic}</span>
			{offered.map((button) => (
				<Button
					key={`${button.appId} ${button.actionId}`}
					small
					icon="cube"
					onClick={() => void actions.pressButton(button, { roomId: room._id })}
				>
					{nameButton(button)}
				</Button>
			))}
		</header>
	);
}

export function RoomView({ room, onMenu }: { room: Room; onMenu(): void }): ReactElement {
	const [thread, setThread] = useState<string>();
	const hasBar = useStore(openViews).some(({ kind }) => kind === 'contextual_bar');
	return (
		<main className="wb-room-view">
			<RoomHeader room={room} onMenu={onMenu} />
			<div className="wb-room-view__body">
				<div className="wb-room-view__talk">
					<MessageList room={room} onThread={({ _id }) => setThread(_id)} />
					<Composer key={room._id} room={room} />
				</div>
				{thread && !hasBar && <Thread key={thread} room={room} threadId={thread} onClose={() => setThread(undefined)} />}
				<Surfaces kind="contextual_bar" />
			</div>
		</main>
	);
}

export const NoRoom = ({ onMenu }: { onMenu(): void }): ReactElement => (
	<main className="wb-room-view wb-room-view--empty">
		<States>
			<StatesIcon name="balloons" />
			<StatesTitle>Choose a room</StatesTitle>
			<StatesSubtitle>Type / in its composer to see the commands of the installed apps.</StatesSubtitle>
			<Button className="wb-header__menu" onClick={onMenu}>
				Rooms
			</Button>
		</States>
	</main>
);
