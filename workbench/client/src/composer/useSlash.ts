import { useState, type KeyboardEvent } from 'react';

import { findCommands } from '../model/rooms';
import { useStore } from '../model/store';
import type { Command } from '../model/types';
import { useWorkspace } from '../useWorkspace';

export interface Slash {
	/** What is offered now; empty when nothing is. */
	offered: Command[];
	cursor: number;
	choose(command: Command): void;
	/** True when the key was for the popup. */
	takeKey(event: KeyboardEvent): boolean;
}

/** Completion of a command's name while that is what is being typed. */
export function useSlash(text: string, setText: (text: string) => void, roomId: string): Slash {
	const { commands, mayUse } = useWorkspace();
	const known = useStore(commands);
	const [place, setPlace] = useState({ text: '', cursor: 0 });
	const [dismissed, setDismissed] = useState<string>();
	const typed = /^\/([^\s]*)$/.exec(text)?.[1];
	const offered =
		typed === undefined || dismissed === text
			? []
			: findCommands(
					known.filter((command) => mayUse(command, roomId)),
					typed,
				);
	const cursor = place.text === text ? place.cursor : 0;
	const choose = ({ command }: Command): void => setText(`/${command} `);
	const takeKey = (event: KeyboardEvent): boolean => {
		const current = offered[cursor];
		if (!current) return false;
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step) setPlace({ text, cursor: (cursor + step + offered.length) % offered.length });
		else if (event.key === 'Tab' || event.key === 'Enter') choose(current);
		else if (event.key === 'Escape') setDismissed(text);
		else return false;
		return true;
	};
	return { offered, cursor, choose, takeKey };
}
