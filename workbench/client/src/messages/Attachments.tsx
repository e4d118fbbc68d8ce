import { Box, Button, Icon } from '@rocket.chat/fuselage';
import type { ReactElement } from 'react';
import { sayFailure } from '../model/toasts';
import type { Message } from '../model/types';
import { MessageBlocks } from '../surfaces/MessageBlocks';
import { MrkdwnText } from '../uikit/MrkdwnText';
import { useWorkspace } from '../useWorkspace';
import { saySize } from './instants';

type Attachment = Record<string, any>;

function FileAttachment({ attachment }: { attachment: Attachment }): ReactElement {
	const { messages } = useWorkspace();
	const name = String(attachment.title ?? 'file');
	const save = (): void => void messages.download(attachment.title_link, name).catch(sayFailure);
	return (
		<div className='wb-file'>
			<Icon name='attachment-file' size='x24' />
			<div className='wb-file__name'>
				<Box fontScale='p2m'>{name}</Box>
				<Box fontScale='c1' color='hint'>
					{saySize(attachment.size ?? attachment.image_size)}
				</Box>
			</div>
			<Button small icon='download' aria-label={`Download ${name}`} onClick={save}>
				Download
			</Button>
		</div>
	);
}

function TextAttachment({ attachment }: { attachment: Attachment }): ReactElement {
	return (
		<div className='wb-attachment' style={{ borderColor: attachment.color }}>
			{attachment.title && <Box fontScale='p2b'>{attachment.title}</Box>}
			{attachment.text && <MrkdwnText text={attachment.text} />}
			{((attachment.fields ?? []) as Attachment[]).map((field, index) => (
				<div key={index}>
					<Box fontScale='c2'>{field.title}</Box>
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
