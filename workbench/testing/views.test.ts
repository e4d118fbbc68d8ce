import type { View } from './contract';
import { createSurfaces } from './surfaces';
import { createTriggerBook, makeTriggerId } from './triggers';
import { buildState, fillFields, findPressable, readInitialValues } from './views';

const plain = (text: string) => ({ type: 'plain_text', text });
const options = [
	{ value: 'a', text: plain('A') },
	{ value: 'b', text: plain('B') },
];

const form: View = {
	id: 'form-1',
	type: 'modal',
	appId: 'app',
	title: plain('Form'),
	blocks: [
		{
			type: 'section',
			blockId: 's',
			text: plain('hello'),
			accessory: { type: 'button', actionId: 'help', text: plain('Help'), value: 'h' },
		},
		{ type: 'input', blockId: 'who', label: plain('Agency'), element: { type: 'plain_text_input', actionId: 'agency' } },
		{
			type: 'input',
			blockId: 'kind',
			label: plain('Kind'),
			element: { type: 'static_select', actionId: 'kind', options, initialValue: 'a' },
		},
		{
			type: 'input',
			blockId: 'when',
			label: plain('Due'),
			element: { type: 'datepicker', actionId: 'due', initialDate: '2026-11-02' },
		},
		{
			type: 'input',
			label: plain('Flags'),
			element: { type: 'checkbox', actionId: 'flags', options, initialOptions: [options[1]] },
		},
		{
			type: 'actions',
			blockId: 'rows',
			elements: ['1', '2'].map((value) => ({ type: 'button', actionId: 'open', value, text: plain(value) })),
		},
	],
};

const initial = () => readInitialValues(form.blocks);

describe('what a client submits', () => {
	test('holds initial values by block and action, and leaves untouched fields out', () => {
		expect(buildState(initial())).toEqual({ kind: { kind: 'a' }, when: { due: '2026-11-02' }, default: { flags: ['b'] } });
	});

	test('holds what was filled in on top', () => {
		const state = buildState(fillFields(form, initial(), { agency: 'Police', kind: 'b' }));
		expect(state).toMatchObject({ who: { agency: 'Police' }, kind: { kind: 'b' }, when: { due: '2026-11-02' } });
	});

	test('says which fields there are when one is named that is not', () => {
		expect(() => fillFields(form, initial(), { agencey: 'x' })).toThrow(
			'no field "agencey" in view "form-1"; fields are agency, kind, due, flags',
		);
	});

	test('holds no choice that the page does not offer', () => {
		expect(() => fillFields(form, initial(), { kind: 'z' })).toThrow('"z" is not an option of "kind"; options are a, b');
		expect(() => fillFields(form, initial(), { flags: ['a', 'z'] })).toThrow('"z" is not an option of "flags"');
	});
});

describe('what can be pressed', () => {
	test('is found by actionId, and by value where several share it', () => {
		expect(findPressable(form.blocks, 'the view', 'help').blockId).toBe('s');
		expect(findPressable(form.blocks, 'the view', 'open', '2').element.value).toBe('2');
	});

	test('is listed when something else is asked for; fields are not among it', () => {
		expect(() => findPressable(form.blocks, 'the view', 'agency')).toThrow(
			'nothing to press called "agency" in the view; there is help, open, open',
		);
	});
});

describe('a trigger', () => {
	test('lets one interaction in, once', () => {
		const book = createTriggerBook(() => 0);
		book.add('t');
		expect([book.take('t'), book.take('t'), book.take('never')]).toEqual([true, false, false]);
	});

	test('is forgotten after five seconds', () => {
		let now = 0;
		const book = createTriggerBook(() => now);
		book.add('t');
		now = 5000;
		expect(book.take('t')).toBe(false);
	});

	test('looks like one of the web client', () => {
		expect(makeTriggerId()).toMatch(/^[2-9A-Za-z]{17}$/);
		expect(makeTriggerId()).not.toBe(makeTriggerId());
	});
});

describe('the surfaces of a client', () => {
	const open = () => {
		const book = createTriggerBook(() => 0);
		const surfaces = createSurfaces(book);
		const receive = (type: string, view: View, more = {}) => {
			const triggerId = makeTriggerId();
			book.add(triggerId);
			return surfaces.receive({ type, appId: view.appId, triggerId, view, ...more });
		};
		receive('modal.open', form);
		return { surfaces, receive };
	};

	test('show a view that opens', () => {
		expect(open().surfaces.isOpen('form-1')).toBe(true);
	});

	test('ignore an interaction without a living trigger', () => {
		const { surfaces } = open();
		expect(
			surfaces.receive({ type: 'modal.open', appId: 'app', triggerId: 'stale', view: { ...form, id: 'form-2' } }),
		).toBeUndefined();
		expect(surfaces.isOpen('form-2')).toBe(false);
	});

	test('keep what was typed when a view is updated, and read no new initial value', () => {
		const { surfaces, receive } = open();
		surfaces.keepValues(form, fillFields(form, surfaces.valuesOf(form), { agency: 'Police' }));
		const block = {
			type: 'input',
			blockId: 'new',
			label: plain('New'),
			element: { type: 'plain_text_input', actionId: 'new', initialValue: 'x' },
		};
		const updated = { ...form, blocks: [...form.blocks, block] };
		expect(receive('modal.update', updated)?.view?.blocks).toHaveLength(form.blocks.length + 1);
		const state = buildState(surfaces.valuesOf(updated));
		expect(state).toMatchObject({ who: { agency: 'Police' } });
		expect(state).not.toHaveProperty('new');
	});

	test('read initial values of a view that opens under a new id', () => {
		const { surfaces, receive } = open();
		receive('modal.open', { ...form, id: 'form-2' });
		expect(buildState(surfaces.valuesOf({ ...form, id: 'form-2' }))).toMatchObject({ kind: { kind: 'a' } });
	});

	test('do not show an update of a view that is not open', () => {
		expect(open().receive('modal.update', { ...form, id: 'elsewhere' })).toEqual({});
	});

	test.each([[{ agency: 'Required' }], [[{ agency: 'Required' }]]])('take field errors in either shape: %j', (errors) => {
		expect(open().receive('errors', form, { errors, view: undefined })).toEqual({ errors: { agency: 'Required' } });
	});
});
