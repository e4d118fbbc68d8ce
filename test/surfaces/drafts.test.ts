import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { fillIn, isUntouched, nameDraft } from '../../src/surfaces/drafts';
import { createUi } from '../../src/surfaces/ui';

const ui = createUi('app');
const OPTIONS = [
	{ value: 'a', text: 'A' },
	{ value: 'b', text: 'B' },
];
const FORM = [
	ui.note('explained'),
	ui.textField('line', { label: 'Line' }, { initial: 'as it was' }),
	ui.select('choice', { label: 'Choice' }, OPTIONS, 'a'),
	ui.multiSelect('choices', { label: 'Choices' }, OPTIONS),
	ui.dateField('day', { label: 'Day' }, '2026-03-01'),
];
const UNTOUCHED = { line: { line: 'as it was' }, choice: { choice: 'a' }, choices: {}, day: { day: '2026-03-01' } };

const initialOf = (blocks: readonly LayoutBlock[]) =>
	blocks.flatMap((block) => {
		const { element } = block as { element?: { initialValue?: unknown; initialDate?: unknown } };
		return element ? [element.initialValue ?? element.initialDate] : [];
	});

describe('a form that is opened again', () => {
	it.each<[what: string, draft: Record<string, unknown>, shown: unknown[], changed: boolean]>([
		['nothing', {}, ['as it was', 'a', undefined, '2026-03-01'], false],
		['the same as before', { line: 'as it was', choice: 'a', choices: [] }, ['as it was', 'a', undefined, '2026-03-01'], false],
		['other words', { line: 'other', day: '2026-04-01' }, ['other', 'a', undefined, '2026-04-01'], true],
		['a cleared line', { line: '' }, [undefined, 'a', undefined, '2026-03-01'], true],
		['choices', { choice: 'b', choices: ['b', 'gone'] }, ['as it was', 'b', ['b'], '2026-03-01'], true],
		['a choice that is no longer offered', { choice: 'gone' }, ['as it was', 'a', undefined, '2026-03-01'], false],
		['no day', { day: 'yesterday' }, ['as it was', 'a', undefined, '2026-03-01'], false],
		['what has another shape', { line: ['x'], choice: ['a'], choices: 'a' }, ['as it was', 'a', undefined, '2026-03-01'], false],
	])('after %s was typed', (_what, draft, shown, changed) => {
		const filled = fillIn(FORM, draft);
		expect(initialOf(filled.blocks)).toEqual(shown);
		expect(filled.changed).toBe(changed);
	});
});

it('a choice that is not offered is not proposed', () => {
	const text = { label: 'Choice' };
	const lists = [
		ui.select('one', text, OPTIONS, 'gone'),
		ui.multiSelect('some', text, OPTIONS, ['gone', 'b', '']),
		ui.multiSelect('none', text, OPTIONS, [' ']),
	];
	expect(initialOf(lists)).toEqual([undefined, ['b'], undefined]);
});

describe('a form that is closed', () => {
	it.each<[what: string, view: { blocks?: unknown; state?: unknown }, untouched: boolean]>([
		['as it was opened', { blocks: FORM, state: UNTOUCHED }, true],
		['with empty fields sent as empty', { blocks: FORM, state: { ...UNTOUCHED, choices: { choices: [] } } }, true],
		['with another word', { blocks: FORM, state: { ...UNTOUCHED, line: { line: 'x' } } }, false],
		['with a choice more', { blocks: FORM, state: { ...UNTOUCHED, choices: { choices: ['a'] } } }, false],
		['with a cleared line', { blocks: FORM, state: { ...UNTOUCHED, line: { line: '' } } }, false],
		['without any fields', { blocks: FORM, state: undefined }, true],
		['as nothing that we know', { blocks: [null, 'x', 4, { blockId: {}, element: null }], state: [[[]]] }, true],
	])('%s', (_what, view, untouched) => {
		expect(isUntouched(view)).toBe(untouched);
	});
});

it('the words of a form are told apart by what it is about', () => {
	const data = { caseId: 'c1', holdId: 'h1', other: 'x', shown: ['y'] };
	expect(nameDraft({ kind: 'hold-release', data })).toBe('hold-release:c1:h1');
	expect(nameDraft({ kind: 'setup', data: {} })).toBe('setup');
});
