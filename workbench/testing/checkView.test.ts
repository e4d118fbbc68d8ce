import { checkView, findLostLineBreaks } from './checkView';

const plain = (text: string) => ({ type: 'plain_text', text });

const field = (actionId: string, element: object = {}) => ({
	type: 'input',
	appId: 'app',
	blockId: actionId,
	label: plain('Name'),
	element: { type: 'plain_text_input', appId: 'app', blockId: actionId, actionId, ...element },
});

const select = (options: { value: string; text: object }[], more: object = {}) =>
	field('kind', { type: 'static_select', placeholder: plain('Kind'), options, ...more });

const modal = (...blocks: object[]) => ({ appId: 'app', id: 'view', type: 'modal', title: plain('A title'), blocks });

const option = (value: string) => ({ value, text: plain(value) });

describe('a view that a client draws whole', () => {
	test('has nothing wrong with it', () => {
		const view = modal(
			{ type: 'section', text: plain('Words') },
			field('name'),
			select([option('a'), option('b')], { initialValue: 'b' }),
		);
		expect(checkView(view, 'modal', { mobile: true })).toEqual([]);
	});
});

describe('what is wrong with a view is told in words', () => {
	test.each([
		['an option list that is empty', modal(select([])), /nothing to choose from/],
		['an initial value that is no option', modal(select([option('a')], { initialValue: 'b' })), /initial value "b" is no option/],
		['two options of one value', modal(select([option('a'), option('a')])), /two options have the value "a"/],
		[
			'two fields of one actionId',
			modal(field('name'), { ...field('name'), blockId: 'other' }),
			/two fields have the actionId "name"/,
		],
		['two blocks of one id', modal(field('name'), { ...field('other'), blockId: 'name' }), /two blocks have the id "name"/],
		['a block that no client knows', modal({ type: 'carousel' }), /dropped by the modal surface/],
		['an input whose value is not sent', modal({ ...field('name', { blockId: undefined }), blockId: undefined }), /no blockId/],
		[
			'a question that nobody asks',
			modal({
				type: 'actions',
				blockId: 'row',
				elements: [{ type: 'button', appId: 'app', blockId: 'row', actionId: 'purge', text: plain('Purge'), confirm: {} }],
			}),
			/asks no "confirm"/,
		],
		[
			'a submit that reads like leaving',
			{
				...modal(),
				submit: { type: 'button', appId: 'app', blockId: 'a', actionId: 'a', text: plain('Close') },
				close: { type: 'button', appId: 'app', blockId: 'b', actionId: 'b', text: plain('Close') },
			},
			/called “Close”, as the one that leaves/,
		],
		['an empty text', modal({ type: 'section', text: plain('') }), /an empty text/],
		['a label that is too long', modal({ ...field('name'), label: plain('x'.repeat(151)) }), /a label of 151 characters/],
		['a title that is no text object', { ...modal(), title: 'words' }, /isModalView refuses it/],
		['a view of too many blocks', modal(...Array.from({ length: 101 }, () => ({ type: 'divider' }))), /101 blocks/],
	])('%s', (_what, view, words) => {
		expect(checkView(view, 'modal').join('\n')).toMatch(words);
	});

	test('an input is not drawn in a message', () => {
		expect(checkView(modal(field('name')), 'message').join('\n')).toMatch(/dropped by the message surface/);
	});

	test('a callout is drawn in a modal and not in a banner', () => {
		const callout = { type: 'callout', text: plain('Mind') };
		expect(checkView(modal(callout), 'modal')).toEqual([]);
		expect(checkView({ ...modal(callout), viewId: 'view' }, 'banner').join('\n')).toMatch(/dropped by the banner surface/);
	});

	test('a checkbox is not drawn by the mobile client', () => {
		const boxes = field('marks', { type: 'checkbox', options: [option('a')] });
		expect(checkView(modal(boxes), 'modal')).toEqual([]);
		expect(checkView(modal(boxes), 'modal', { mobile: true }).join('\n')).toMatch(/not drawn by the mobile client/);
	});
});

test('finds the line breaks that the web client makes a space of', () => {
	const view = modal(
		{ type: 'section', text: plain('one\ntwo') },
		{ type: 'section', text: { type: 'mrkdwn', text: 'three\nfour' } },
	);
	expect(findLostLineBreaks(view)).toEqual(['one\ntwo']);
});
