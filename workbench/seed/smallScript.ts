/** One line of the small workspace's story. `in` is a room's name, or the two usernames of a direct room. */
export interface ScriptLine {
	in: string;
	by: string;
	text: string;
	/** Names this line, for replies to it. */
	key?: string;
	threadOf?: string;
	type?: string;
	hidden?: boolean;
	pinned?: boolean;
	edited?: boolean;
	reactions?: Record<string, string[]>;
	/** [name, text]; the text only matters for text files. */
	files?: [name: string, text?: string][];
}

const withJoao = 'maria.silva joao.prado';
const withNoor = 'maria.silva noor.haddad';

const inPublic: ScriptLine[] = [
	{ in: 'general', by: 'maria.silva', type: 'uj', text: 'maria.silva' },
	{
		in: 'general',
		by: 'maria.silva',
		text: 'Good morning everyone 👋 first day here',
		reactions: { ':wave:': ['joao.prado', 'yuki.mori'] },
	},
	{ in: 'general', by: 'gone.person', text: 'Welcome, Maria!' },
	{ in: 'general', by: 'rocket.cat', text: 'Say *help* to see what I can do.' },
	{ in: 'general', by: 'maria.silva', text: 'help', key: 'help' },
	{ in: 'general', by: 'rocket.cat', text: 'I can purr.', threadOf: 'help' },
	{ in: 'general', by: 'maria.silva', text: 'Is anyone else at the spring fair on Saturday?', key: 'fair' },
	{ in: 'general', by: 'Maria.Silva2', text: 'I am the *other* Maria, and yes', threadOf: 'fair' },
	{ in: 'general', by: 'noor.haddad', text: 'سأكون هناك مع أصدقائي', threadOf: 'fair' },
	{ in: 'general', by: 'maria.silva', text: 'Bring <b>cake</b> & coffee, 5 < 6', threadOf: 'fair', edited: true },
	{ in: 'general', by: 'otto.brandt', text: 'I will not make it, moving house.' },
	{ in: 'general', by: 'maria.silva', text: '=SUM(A1:A9) is what the sheet says, @joao.prado' },
	{ in: 'general', by: 'yuki.mori', text: '土曜日に会いましょう 🌸' },
	{ in: 'general', by: 'maria.silva', text: 'Photos of the fair', files: [['fair-1.png'], ['fair-2.png']] },
	{ in: 'general', by: 'maria.silva', text: '', type: 'rm' },
	{ in: 'announcements', by: 'workspace.admin', text: 'Maintenance on Sunday, 06:00 UTC.', pinned: true },
	{ in: 'announcements', by: 'workspace.admin', text: 'Maintenance is over.' },
];

const inPrivate: ScriptLine[] = [
	{ in: 'allotment', by: 'joao.prado', text: 'The water is off until Tuesday' },
	{ in: 'allotment', by: 'maria.silva', text: 'Then I carry it. Who has the key to the shed?', key: 'key' },
	{ in: 'allotment', by: 'noor.haddad', text: 'I do, left it under the third pot', threadOf: 'key' },
	{ in: 'allotment', by: 'maria.silva', text: 'found it ✅', threadOf: 'key', reactions: { ':thumbsup:': ['noor.haddad'] } },
	{
		in: 'allotment',
		by: 'maria.silva',
		text: 'Rent for the plot',
		files: [['rent.pdf'], ['receipt.txt', 'Plot 42: 38.50 paid in cash\n'], ['empty.txt', '']],
	},
	{ in: 'allotment', by: 'joao.prado', text: '> Rent for the plot\nThanks, I pay you back on Friday' },
	{ in: 'allotment', by: 'maria.silva', text: 'Friday is fine\r\nno hurry' },
	{ in: 'allotment', by: 'maria.silva', text: 'Plan for the autumn:\n1. garlic\n2. *broad beans*\n3. ~nothing~ rest' },
	{ in: 'allotment', by: 'noor.haddad', text: 'הגינה יפה מאוד (the garden is lovely)' },
	{ in: 'allotment', by: 'maria.silva', text: 'old wording of the plan', hidden: true },
	{ in: 'allotment', by: 'maria.silva', text: 'joao.prado', type: 'au' },
	{ in: 'allotment', by: 'maria.silva', text: 'Frost tonight, cover the lemons 🥶' },
	{ in: 'allotment', by: 'joao.prado', text: 'Covered.' },
	{ in: 'allotment', by: 'maria.silva', text: 'You are the best 👩🏽‍🌾' },
	{ in: 'sealed-notes', by: 'maria.silva', text: 'Zm9yIHlvdXIgZXllcyBvbmx5LCBhIGZpY3Rpb25hbCBjaXBoZXJ0ZXh0', type: 'e2e' },
	{ in: 'sealed-notes', by: 'noor.haddad', text: 'YW5vdGhlciBmaWN0aW9uYWwgY2lwaGVydGV4dA', type: 'e2e' },
];

const inDirect: ScriptLine[] = [
	{ in: withJoao, by: 'maria.silva', text: 'Can you send me the invoice again?', key: 'invoice' },
	{ in: withJoao, by: 'joao.prado', text: 'Which one, March or April?', threadOf: 'invoice' },
	{ in: withJoao, by: 'maria.silva', text: 'Both, the accountant asks', threadOf: 'invoice' },
	{ in: withJoao, by: 'joao.prado', text: 'Here', files: [['march.pdf'], ['april.pdf']] },
	{ in: withJoao, by: 'maria.silva', text: 'Thank you! Meet at the old mill at 7?' },
	{ in: withJoao, by: 'joao.prado', text: 'Make it 8, I have the van' },
	{ in: withJoao, by: 'maria.silva', text: 'OK. Bring the two crates and do not tell Otto, it is a surprise' },
	{ in: withJoao, by: 'joao.prado', text: 'My lips are sealed 🤐' },
	{ in: withJoao, by: 'maria.silva', text: 'The crates are heavier than I thought', edited: true },
	{ in: withJoao, by: 'joao.prado', text: 'That is why I have a van' },
	{ in: withJoao, by: 'maria.silva', text: '{Site_Name} is a strange thing to read in a mail' },
	{ in: withJoao, by: 'maria.silva', text: 'Invoice total: \u202e05.83\u202c EUR' },
	{ in: withNoor, by: 'noor.haddad', text: 'كيف حال الحديقة؟' },
	{ in: withNoor, by: 'maria.silva', text: 'Very well, the figs (التين) are ripe' },
	{ in: withNoor, by: 'noor.haddad', text: 'احفظي لي بعضها' },
	{ in: withNoor, by: 'maria.silva', text: 'A whole basket', files: [['figs.png']] },
	{ in: withNoor, by: 'maria.silva', text: 'Cafe\u0301 at ten? (typed with a combining accent)' },
	{ in: withNoor, by: 'noor.haddad', text: 'Café at ten.' },
	{ in: 'yuki.mori joao.prado', by: 'yuki.mori', text: 'This is between the two of us' },
	{ in: 'yuki.mori joao.prado', by: 'joao.prado', text: 'Of course' },
];

const placesOfSmallTalk = ['general', 'allotment', withJoao];

const smallTalk: ScriptLine[] = [
	'Bus 12 is late again',
	'Lunch?',
	'Rehearsal moved to Wednesday',
	'The bass amp is fixed',
	'Who took the long cable?',
	'Found it, it was in the van',
	'New strings, old song',
	'Soundcheck at six',
	'That went well',
	'I am hoarse',
	'Recording next week?',
	'Yes, Thursday',
	'The demo is uploaded',
	'Feedback welcome',
	'Louder drums, got it',
	'Second mix is better',
	'Good night all',
	'Morning!',
	'Rain all day',
	'Seeds arrived',
	'Swapped tomatoes for chillies',
	'Leaving early today',
	'Back on Monday',
	'Battery at 2%',
	'Thanks for the help today',
].map((text, index) => ({ in: placesOfSmallTalk[index % placesOfSmallTalk.length] ?? 'general', by: 'maria.silva', text }));

/** The small workspace's story, oldest line first: the parts are interleaved, each in its own order. */
export const smallScript = (): ScriptLine[] => {
	const parts = [inPublic, inPrivate, inDirect, smallTalk].map((lines) => [...lines]);
	const told: ScriptLine[] = [];
	while (parts.some((lines) => lines.length > 0)) for (const lines of parts) told.push(...lines.splice(0, 1));
	return told;
};
