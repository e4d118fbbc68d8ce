import { strToU8, zipSync } from 'fflate';

/** What a made-up export is built of; a string or bytes go into the ZIP as they are, anything else as JSON. */
export type ExportFiles = Record<string, unknown>;

const person = (id: string, name: string, facts: object = {}) => ({
	...{ id, name, deleted: false, is_bot: false, tz_offset: 3600, updated: 1_700_000_000 },
	profile: { real_name: name.replace(/\b\w/g, (letter) => letter.toUpperCase()), email: `${name}@people.example` },
	...facts,
});

const message = (ts: string, user: string, text: string, facts: object = {}) => ({ type: 'message', ts, user, text, ...facts });

/** A small export as Slack makes it: two channels, a private one, direct messages, a thread, an edit, files, bots, links. */
export const smallExport = (): ExportFiles => ({
	'users.json': [
		person('U1', 'ada'),
		person('U2', 'bert', { deleted: true }),
		person('U3', 'buildbot', { is_bot: true }),
		person('U4', 'maria.silva'),
	],
	'channels.json': [
		{ id: 'C1', name: 'general', created: 1_700_000_000, creator: 'U1', is_general: true, members: ['U1', 'U2', 'U4'] },
		{
			...{ id: 'C2', name: 'plans', created: 1_700_000_000, creator: 'U1', members: ['U1', 'U2'] },
			...{ topic: { value: 'What we do next' }, purpose: { value: 'Planning' } },
		},
	],
	'groups.json': [{ id: 'G1', name: 'legal', created: 1_700_000_000, creator: 'U2', members: ['U1', 'U2'] }],
	'dms.json': [{ id: 'D1', created: 1_700_000_000, members: ['U1', 'U4'] }],
	'mpims.json': [
		{ id: 'M1', name: 'mpdm-ada--bert--maria-1', created: 1_700_000_000, creator: 'U1', members: ['U1', 'U2', 'U4'] },
	],
	'plans/2023-11-15.json': [
		message('1700049600.000100', 'U1', 'hi <@U2>, see <https://example.org/a?b=1&amp;c=2|the plan> &amp; <#C1|general> <!here>', {
			thread_ts: '1700049600.000100',
			reactions: [{ name: 'thumbsup', users: ['U2'], count: 1 }],
		}),
		message('1700049700.000200', 'U2', 'looks good', { thread_ts: '1700049600.000100' }),
		message('1700049800.000300', 'U1', 'final wording', { edited: { user: 'U1', ts: '1700049900.000000' } }),
		message('1700049850.000000', 'U2', '', { subtype: 'channel_topic', topic: 'What we do next' }),
		message('1700049860.000000', 'U2', '<@U2> has joined', { subtype: 'channel_join' }),
	],
	'plans/2023-11-16.json': [
		{
			type: 'message',
			subtype: 'bot_message',
			ts: '1700136000.000000',
			bot_id: 'B9',
			username: 'Build Bot',
			text: 'build <https://ci.example/1> failed',
		},
		message('1700136100.000000', 'U1', 'the minutes', {
			files: [
				{ id: 'F1', name: 'minutes.txt', mimetype: 'text/plain', url_private_download: 'https://files.example/F1' },
				{ id: 'F2', name: 'photo.png', mimetype: 'image/png', url_private_download: 'https://files.example/F2' },
			],
		}),
	],
	'legal/2023-11-15.json': [message('1700050000.000000', 'U2', 'between us')],
	'D1/2023-11-15.json': [message('1700050100.000000', 'U4', 'see you at the allotment, Ada')],
	'mpdm-ada--bert--maria-1/2023-11-15.json': [message('1700050200.000000', 'U1', 'three of us')],
	'__uploads/F1/minutes.txt': strToU8('1. We met.\n'),
});

export const packExport = (files: ExportFiles): Buffer =>
	Buffer.from(
		zipSync(
			Object.fromEntries(
				Object.entries(files).map(([path, content]) => {
					if (content instanceof Uint8Array) return [path, content];
					return [path, strToU8(typeof content === 'string' ? content : JSON.stringify(content))];
				}),
			),
		),
	);
