import { parseChatArguments } from './arguments';
import { readGivenValue } from './askFields';
import { drawView, listFields } from './blocksAsText';
import { drawMessage } from './messagesAsText';
import { makePrintable } from './plainText';
import type { View } from '../testing/contract';

const plain = (text: string) => ({ type: 'plain_text', text });
const options = [
	{ value: 'a', text: plain('First') },
	{ value: 'b', text: plain('Second'), description: plain('rarely') },
];
const form: View = {
	id: 'v',
	type: 'modal',
	appId: 'app',
	title: plain('A request'),
	submit: { type: 'button', text: plain('Save') },
	close: { type: 'button', text: plain('Cancel') },
	blocks: [
		{ type: 'section', text: { type: 'mrkdwn', text: '*Who* asks?' } },
		{
			type: 'input',
			label: plain('Agency'),
			hint: plain('as on the letterhead'),
			element: { type: 'plain_text_input', actionId: 'agency' },
		},
		{
			type: 'input',
			label: plain('Kind'),
			optional: true,
			element: { type: 'static_select', actionId: 'kind', options, initialValue: 'b', placeholder: plain('choose') },
		},
		{ type: 'input', label: plain('Flags'), element: { type: 'checkbox', actionId: 'flags', options } },
		{ type: 'actions', elements: [{ type: 'button', actionId: 'open', value: '7', text: plain('Open') }] },
		{ type: 'weather_map' },
	],
};

test('a modal is drawn as numbered fields with labels, hints, options and initial values', () => {
	expect(drawView(form)).toBe(
		[
			'=== A request ===',
			'*Who* asks?',
			'1. Agency  <agency>',
			'     as on the letterhead',
			'2. Kind (optional)  <kind>',
			'     choose',
			'     - a: First',
			'     - b: Second (rarely)',
			'     now: b',
			'3. Flags  <flags>',
			'     - a: First',
			'     - b: Second (rarely)',
			'[ Open ]  <open=7>',
			'[a block of the kind "weather_map" is not drawn here]',
			'[ Save ]  --submit   [ Cancel ]',
		].join('\n'),
	);
	expect(listFields(form.blocks).map((field) => field.number)).toEqual([1, 2, 3]);
});

test('values given on the command line become what the field takes', () => {
	expect(readGivenValue(form, 'agency', ' State police ')).toBe('State police');
	expect(readGivenValue(form, 'flags', 'a, b')).toEqual(['a', 'b']);
	expect(() => readGivenValue(form, 'agencey', 'x')).toThrow('fields are agency, kind, flags');
});

test('steps are taken in the order of the command line', () => {
	const given = parseChatArguments([
		'--as',
		'me',
		'/cmd x',
		'--set',
		'a=1=2',
		'--submit',
		'--press',
		'go',
		'--press',
		'row=7',
		'--download',
		'last',
	]);
	expect(given).toMatchObject({ as: 'me', line: '/cmd x', room: 'general' });
	expect(given.steps).toEqual([
		{ kind: 'set', actionId: 'a', value: '1=2' },
		{ kind: 'submit' },
		{ kind: 'press', actionId: 'go', value: undefined },
		{ kind: 'press', actionId: 'row', value: '7' },
		{ kind: 'download', name: 'last' },
	]);
});

test('mistakes on the command line are named', () => {
	expect(() => parseChatArguments(['/cmd'])).toThrow('--as');
	expect(() => parseChatArguments(['--as', 'me', '/legal', 'hold'])).toThrow("'/legal hold'");
	expect(() => parseChatArguments(['--as', 'me', '--set', 'agency'])).toThrow('FIELD=VALUE');
});

test('a message cannot steer the terminal or reverse what is read', () => {
	const drawn = drawMessage({
		ts: '2026-11-02T09:00:00Z',
		u: { name: 'X\u001b[2J', username: 'x' },
		msg: 'pay \u202e05\u202c\r\nnow',
	});
	expect(drawn).toBe('2026-11-02 09:00  X\\u001b[2J (@x): pay \\u202e05\\u202c\nnow');
	expect(makePrintable('tab\tand é 漢字 👩🏽‍🌾 stay')).toBe('tab\tand é 漢字 👩🏽‍🌾 stay');
});

test('messages name what cannot be read', () => {
	const base = { ts: '2026-11-02T09:00:00Z', u: { name: 'X', username: 'x' }, msg: 'secret' };
	expect(drawMessage({ ...base, t: 'e2e' })).toContain('(end-to-end-encrypted)');
	expect(drawMessage({ ...base, t: 'e2e' })).not.toContain('secret');
	expect(drawMessage({ ...base, t: 'rm' })).toContain('(message removed)');
});
