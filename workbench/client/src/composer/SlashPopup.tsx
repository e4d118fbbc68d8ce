import { Option, OptionColumn, OptionContent, OptionDescription, Tile } from '@rocket.chat/fuselage';
import { useEffect, useRef, type ReactElement } from 'react';

import type { Command } from '../model/types';

interface SlashPopupProps {
	id: string;
	commands: Command[];
	cursor: number;
	onChoose(command: Command): void;
}

export const optionIdOf = (popupId: string, { command }: Command): string => `${popupId}-${command}`;

/** What the composer offers after a slash: name, parameters, description. */
export function SlashPopup({ id, commands, cursor, onChoose }: SlashPopupProps): ReactElement {
	const list = useRef<HTMLDivElement>(null);
	useEffect(() => {
		list.current?.children[cursor]?.scrollIntoView({ block: 'nearest' });
	}, [cursor]);
	return (
		<Tile className="wb-slash" padding={0} elevation="2">
			<div className="wb-slash__title" id={`${id}-title`}>
				Commands
			</div>
			<div ref={list} role="listbox" id={id} aria-labelledby={`${id}-title`}>
				{commands.map((command, index) => (
					<Option
						key={command.command}
						is="div"
						role="option"
						id={optionIdOf(id, command)}
						aria-selected={index === cursor}
						focus={index === cursor}
						onMouseDown={(event) => event.preventDefault()}
						onClick={() => onChoose(command)}
					>
						<OptionContent>
							<strong>{command.command}</strong> <OptionDescription>{command.params?.trim()}</OptionDescription>
						</OptionContent>
						<OptionColumn>
							<OptionDescription>{command.description}</OptionDescription>
						</OptionColumn>
					</Option>
				))}
			</div>
		</Tile>
	);
}
