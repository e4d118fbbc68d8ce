/** Attachments of messages, both ways. */
import { dropEmpty, rename, withUnmapped, type Mapping } from './mapping';
import type { Doc } from '../store/documents';

const ATTACHMENT: Mapping = {
	collapsed: 'collapsed',
	color: 'color',
	text: 'text',
	timestampLink: 'message_link',
	thumbnailUrl: 'thumb_url',
	imageDimensions: 'image_dimensions',
	imagePreview: 'image_preview',
	imageUrl: 'image_url',
	imageType: 'image_type',
	imageSize: 'image_size',
	audioUrl: 'audio_url',
	audioType: 'audio_type',
	audioSize: 'audio_size',
	videoUrl: 'video_url',
	videoType: 'video_type',
	videoSize: 'video_size',
	fields: 'fields',
	actionButtonsAlignment: 'button_alignment',
	actions: 'actions',
	type: 'type',
	description: 'description',
};

export function toAppAttachment(attachment: Doc): Doc {
	const { ts, author_name, author_link, author_icon, title, title_link, title_link_download, ...others } = attachment;
	const { mapped, rest } = rename(others, ATTACHMENT);
	return withUnmapped(
		{
			...mapped,
			// An absent time becomes an invalid date, which msgpack turns into 1970: so the real server does.
			timestamp: new Date(ts),
			author: { name: author_name, link: author_link, icon: author_icon },
			title: { value: title, link: title_link, displayDownloadLink: title_link_download },
		},
		rest,
	);
}

export function fromAppAttachment(attachment: Doc): Doc {
	const { timestamp, author, title, _unmappedProperties_, ...others } = attachment;
	const raw: Doc = {};
	for (const [name, from] of Object.entries(ATTACHMENT)) {
		if (others[name] !== undefined && others[name] !== null) {
			raw[from] = others[name];
		}
	}
	const named = {
		ts: timestamp ? new Date(timestamp) : undefined,
		author_name: author?.name,
		author_link: author?.link,
		author_icon: author?.icon,
		title: title?.value,
		title_link: title?.link,
		title_link_download: title?.displayDownloadLink,
	};
	return { ...raw, ...dropEmpty(named), ..._unmappedProperties_ };
}
