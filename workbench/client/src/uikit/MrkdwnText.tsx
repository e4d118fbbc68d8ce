import { MessageHighlight } from '@rocket.chat/fuselage';
import { parse } from '@rocket.chat/message-parser';
import { Fragment, useMemo, type ReactElement, type ReactNode } from 'react';

import { drawShortcode } from './emoji';
import { useStore } from '../model/store';
import { useWorkspace } from '../useWorkspace';

type Node = { type: string; value?: any; [key: string]: any };

const plain = (node: Node | Node[] | string | undefined): string => {
	if (node === undefined) return '';
	if (typeof node === 'string') return node;
	return Array.isArray(node) ? node.map(plain).join('') : plain(node.value);
};

const drawAll = (nodes: Node[] | Node): ReactNode =>
	(Array.isArray(nodes) ? nodes : [nodes]).map((node, index) => <Fragment key={index}>{draw(node)}</Fragment>);

const drawItems = (items: Node[]): ReactNode => items.map((item, index) => <li key={index}>{drawAll(item.value)}</li>);

/**
 * Only somebody who exists is mentioned; anything else after an @ is a word. In the colour of a channel's name: the one that
 * Rocket.Chat gives to people is too pale on white to be read by everybody.
 */
function Mention({ name }: { name: string }): ReactElement {
	const { people } = useWorkspace();
	const known = useStore(people);
	const isKnown = ['all', 'here'].includes(name) || known.some(({ username }) => username === name);
	return isKnown ? <MessageHighlight variant="link">@{name}</MessageHighlight> : <>@{name}</>;
}

const isSafeLink = (url: string): boolean => /^(https?:|mailto:|tel:)/i.test(url) || url.startsWith('//');

const drawLink = ({ value }: Node): ReactNode => {
	const url = plain(value.src);
	const label = drawAll(value.label);
	return isSafeLink(url) ? (
		<a href={url} target="_blank" rel="noopener noreferrer">
			{label}
		</a>
	) : (
		label
	);
};

const drawings: Record<string, (node: Node) => ReactNode> = {
	PARAGRAPH: ({ value }) => <div className="wb-line">{drawAll(value)}</div>,
	PLAIN_TEXT: ({ value }) => value,
	BOLD: ({ value }) => <strong>{drawAll(value)}</strong>,
	ITALIC: ({ value }) => <em>{drawAll(value)}</em>,
	STRIKE: ({ value }) => <del>{drawAll(value)}</del>,
	SPOILER: ({ value }) => <span>{drawAll(value)}</span>,
	INLINE_CODE: ({ value }) => <code>{plain(value)}</code>,
	CODE: ({ value }) => (
		<pre>
			<code>{(value as Node[]).map((line) => plain(line)).join('\n')}</code>
		</pre>
	),
	LINK: drawLink,
	IMAGE: ({ value }) => plain(value.src),
	MENTION_USER: ({ value }) => <Mention name={plain(value)} />,
	MENTION_CHANNEL: ({ value }) => <MessageHighlight variant="link">#{plain(value)}</MessageHighlight>,
	EMOJI: ({ value, unicode }) => unicode ?? drawShortcode(plain(value)),
	BIG_EMOJI: ({ value }) => <span className="wb-big-emoji">{drawAll(value)}</span>,
	HEADING: ({ value }) => <div className="wb-line wb-heading">{drawAll(value)}</div>,
	QUOTE: ({ value }) => <blockquote>{drawAll(value)}</blockquote>,
	UNORDERED_LIST: ({ value }) => <ul>{drawItems(value)}</ul>,
	ORDERED_LIST: ({ value }) => <ol>{drawItems(value)}</ol>,
	TASKS: ({ value }) => (
		<ul>
			{(value as Node[]).map((task, index) => (
				<li key={index}>
					{task.status ? '☑ ' : '☐ '}
					{drawAll(task.value)}
				</li>
			))}
		</ul>
	),
	LINE_BREAK: () => <br />,
};

const draw = (node: Node): ReactNode => (drawings[node.type] ?? (({ value }) => plain(value)))(node);

/** Text as Rocket.Chat's own parser reads it. */
export function MrkdwnText({ text }: { text: string }): ReactElement {
	const tree = useMemo(() => parse(text) as Node[], [text]);
	return <div className="wb-markdown">{drawAll(tree)}</div>;
}
