import { useEffect, useState, type ReactElement } from 'react';

import type { PageFacts } from './model/session';
import { useStore } from './model/store';
import { sayFailure } from './model/toasts';
import { OperatorPanel } from './operator/OperatorPanel';
import { NoRoom, RoomView } from './rooms/RoomView';
import { Sidebar } from './rooms/Sidebar';
import { Surfaces } from './surfaces/Surfaces';
import { useWorkspace } from './useWorkspace';

interface WorkspaceProps {
	facts?: PageFacts;
	isDark: boolean;
	onTheme(): void;
	onSignOut(): void;
}

/** Opens the room that was last looked at in this tab. */
function useLastRoom(): void {
	const { rooms, roomId, openRoom } = useWorkspace();
	useEffect(() => {
		const kept = sessionStorage.getItem('room');
		const room = rooms.get().find(({ _id }) => _id === kept);
		if (room && !roomId.get()) openRoom(room._id).catch(sayFailure);
	}, [rooms, roomId, openRoom]);
}

export function Workspace({ facts, isDark, onTheme, onSignOut }: WorkspaceProps): ReactElement {
	const { rooms, roomId, connected } = useWorkspace();
	const [showsRooms, setShowsRooms] = useState(false);
	const [showsOperator, setShowsOperator] = useState(() => localStorage.getItem('operator') === 'open');
	useLastRoom();
	const id = useStore(roomId);
	const room = useStore(rooms).find(({ _id }) => _id === id);
	const isConnected = useStore(connected);
	const toggleOperator = (): void => {
		setShowsRooms(false);
		localStorage.setItem('operator', showsOperator ? 'closed' : 'open');
		setShowsOperator(!showsOperator);
	};
	const openRooms = (): void => setShowsRooms(true);
	return (
		<div className="wb-workspace" data-rooms={showsRooms}>
			<Sidebar
				siteName={facts?.siteName ?? location.host}
				isDark={isDark}
				onTheme={onTheme}
				onSignOut={onSignOut}
				onOpen={() => setShowsRooms(false)}
				onOperator={facts?.operatorToken ? toggleOperator : undefined}
			/>
			<div className="wb-workspace__middle">
				{!isConnected && (
					<div className="wb-offline" role="status">
						No connection to the server. The page tries again by itself.
					</div>
				)}
				<Surfaces kind="banner" />
				{room ? <RoomView key={room._id} room={room} onMenu={openRooms} /> : <NoRoom onMenu={openRooms} />}
			</div>
			{facts?.operatorToken && showsOperator && <OperatorPanel token={facts.operatorToken} onClose={toggleOperator} />}
			<Surfaces kind="modal" />
		</div>
	);
}
