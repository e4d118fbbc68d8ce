import { Box, Button, Icon } from '@rocket.chat/fuselage';
import { useEffect, useState, type ReactElement } from 'react';

import { sayFailure } from '../model/toasts';
import type { Message } from '../model/types';
import { MessageBlocks } from '../surfaces/MessageBlocks';
import { MrkdwnText } from '../uikit/MrkdwnText';
import { useWorkspace } from '../useWorkspace';
import { saySize } from './instants';

type Attachment = Record<string, any>;

/** Files are for members of the room, so the picture is fetched in the person's name. */
function Picture({ path, name }: { path: string; name: string }): ReactElement | null {
	const { rest } = useWorkspace();
	const [url, setUrl] = useState<string>();
	useEffect(() => {
		let made: string | undefined;
		rest.readBlob(path).then(
			(content) => {
				made = URL.createObjectURL(content);
				setUrl(made);
			},
			() => undefined,
		);
		return () => {
			if (made) URL.revokeObjectURL(made);
		};
	}, [rest, path]);
	return url ? <img className="wb-picture" src={url} alt={name} /> : null;
}

function FileAttachment({ attachment }: { attachment: Attachment }): ReactElement {
	const { messages } = useWorkspace();
	const name = String(attachment.title ?? 'file');
	const save = (): void => void messages.download(attachment.title_link, name).catch(sayFailure);
	return (
		<>
			{attachment.image_url && <Picture path={attachment.image_url} name={name} />}
			<div className="wb-file">
				<Icon name="attachment-file" size="x24" />
				<div className="wb-file__name">
					<Box fontScale="p2m">{name}</Box>
					<Box fontScale="c1" color="hint">
						{saySize(attachment.size ?? attachment.image_size)}
					</Box>
				</div>
				<Button small icon="download" aria-label={`Download ${name}`} onClick={save}>
					Download
				</Button>
			</div>
		</>
	);
}

function TextAttachment({ attachment }: { attachment: Attachment }): ReactElement {
	return (
		<div className="wb-attachment" style={{ borderColor: attachment.color }}>
			{attachment.title && <Box fontScale="p2b">{attachment.title}</Box>}
			{attachment.text && <MrkdwnText text={attachment.text} />}
			{((attachment.fields ?? []) as Attachment[]).map((field, index) => (
				<div key={index}>
					<Box fontScale="c2">{field.title}</Box>
					<MrkdwnText text={String(field.value ?? '')} />
				</div>
			))}
		</div>
	);
}

/** What hangs below a message: files, texts of integrations, blocks of apps. */
export function Attachments({ message }: { message: Message }): ReactElement {
	return (
		<>
			{(message.attachments ?? []).map((attachment, index) => {
				if (attachment.blocks?.length) return <MessageBlocks key={index} message={message} blocks={attachment.blocks} />;
				const Drawn = attachment.title_link ? FileAttachment : TextAttachment;
				return <Drawn key={index} attachment={attachment} />;
			})}
		</>
	);
}
