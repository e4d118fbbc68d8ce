import { IconButton } from '@rocket.chat/fuselage';
import { useEffect, useId, useRef, useState, type ChangeEvent, type KeyboardEvent, type ReactElement } from 'react';

import { listButtons, nameButton, nameRoom } from '../model/rooms';
import { useStore } from '../model/store';
import { sayFailure, showToast } from '../model/toasts';
import type { Room } from '../model/types';
import { useWorkspace } from '../useWorkspace';
import { optionIdOf, SlashPopup } from './SlashPopup';
import { useSlash } from './useSlash';

/** Rocket.Chat's default of `Message_MaxAllowedSize`. */
const longestText = 5000;

/** Sends what was typed: a command when it is one, a message otherwise. */
function useSend(room: Room, threadId: string | undefined): (text: string) => Promise<boolean> {
	const { actions, messages, commands, mayUse } = useWorkspace();
	return async (text) => {
		if (text.length > longestText) {
			showToast('error', `A message may have ${longestText} characters. Rocket.Chat would offer to upload this text as a file.`);
			return false;
		}
		// As Rocket.Chat's client reads a line: names to the letter, and parameters up to the first line break.
		const [, name, params = ''] = /^\/(\S+)(.*)/.exec(text) ?? [];
		if (!name) {
			await messages.send(room._id, text, threadId);
			return true;
		}
		const command = commands.get().find((known) => known.command === name);
		if (command && mayUse(command, room._id)) {
			await actions.runCommand({ command: name, params: params.trim(), roomId: room._id, threadId });
		} else {
			const refusal = command ? 'You do not have enough permissions to execute this command' : 'No such command';
			messages.whisper(room._id, `${refusal}: \`${name}\``, threadId);
		}
		return true;
	};
}

export function Composer({ room, threadId }: { room: Room; threadId?: string }): ReactElement {
	const { messages, actions, buttons, people, me } = useWorkspace();
	const [text, setText] = useState('');
	const box = useRef<HTMLTextAreaElement>(null);
	const file = useRef<HTMLInputElement>(null);
	const popupId = useId();
	const slash = useSlash(text, setText, room._id);
	const send = useSend(room, threadId);
	const offered = listButtons(useStore(buttons), 'messageBoxAction', room, me);
	// As in Rocket.Chat's client who opens a room can type at once; on a phone the keyboard would cover what is to be read.
	useEffect(() => {
		if (matchMedia('(min-width: 768px)').matches) box.current?.focus();
	}, []);
	const current = slash.offered[slash.cursor];

	const submit = async (): Promise<void> => {
		const line = text.trim();
		if (!line) return;
		setText('');
		const isSent = await send(line).catch(sayFailure);
		if (!isSent) setText((typed) => typed || line);
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		if (slash.takeKey(event)) return event.preventDefault();
		if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
		event.preventDefault();
		void submit();
	};
	const upload = ({ target }: ChangeEvent<HTMLInputElement>): void => {
		for (const chosen of target.files ?? []) void messages.upload(room._id, chosen, threadId).catch(sayFailure);
		target.value = '';
	};
	return (
		<div className="wb-composer">
			{slash.offered.length > 0 && (
				<SlashPopup id={popupId} commands={slash.offered} cursor={slash.cursor} onChoose={slash.choose} />
			)}
			<div className="wb-composer__box">
				<textarea
					ref={box}
					rows={Math.min(8, text.split('\n').length)}
					value={text}
					aria-label={threadId ? 'Reply in thread' : `Message ${nameRoom(room, me, people.get())}`}
					placeholder={threadId ? 'Reply in thread' : `Message ${room.t === 'd' ? '' : '#'}${nameRoom(room, me, people.get())}`}
					role="combobox"
					aria-expanded={slash.offered.length > 0}
					aria-controls={slash.offered.length > 0 ? popupId : undefined}
					aria-activedescendant={current && optionIdOf(popupId, current)}
					aria-autocomplete="list"
					onChange={({ target }) => setText(target.value)}
					onKeyDown={onKeyDown}
				/>
				<div className="wb-composer__tools">
					<IconButton small icon="clip" title="Upload a file" onClick={() => file.current?.click()} />
					<input ref={file} type="file" multiple hidden aria-label="File to upload" onChange={upload} />
					{offered.map((button) => (
						<IconButton
							key={`${button.appId} ${button.actionId}`}
							small
							icon="cube"
							title={nameButton(button)}
							onClick={() => void actions.pressButton(button, { roomId: room._id, threadId })}
						/>
					))}
					<IconButton small icon="send" title="Send" primary={text.trim() !== ''} onClick={() => void submit()} />
				</div>
			</div>
		</div>
	);
}
