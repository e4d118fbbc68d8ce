import type { LayoutBlock } from '@rocket.chat/ui-kit';
import * as fc from 'fast-check';

import { layOut } from '../../src/surfaces/layOut';
import { createUi } from '../../src/surfaces/ui';

const ui = createUi('app');

const words = (blocks: readonly LayoutBlock[]): string[] => {
	const found: string[] = [];
	JSON.stringify(blocks, (key, value: unknown) => {
		if (key === 'text' && typeof value === 'string') {
			found.push(value);
		}
		return value;
	});
	return found;
};

describe('how blocks are laid out', () => {
	it('gives every line a place of its own, since clients show a line break in plain text as a blank', () => {
		expect(words(layOut([ui.text('LE-2026-0001 · @maria.silva\nPreserved · in 12 days\n• a warning')]))).toEqual([
			'LE-2026-0001 · @maria.silva',
			'Preserved · in 12 days',
			'• a warning',
		]);
	});

	it('keeps facts in their order: short neighbours beside each other, one alone in a row of its own', () => {
		const long = 'No. 1, Preservation, received 2026-02-28: accepted';
		const blocks = layOut([
			ui.facts([
				['Case', 'LE-2026-0001'],
				['Agency', 'WPD'],
				['Request', long],
				['Next', 'send the letter'],
			]),
		]);
		expect(blocks).toMatchObject([
			{ fields: [{ text: 'Case: LE-2026-0001' }, { text: 'Agency: WPD' }] },
			{ text: { text: `Request: ${long}` } },
			{ text: { text: 'Next: send the letter' } },
		]);
	});

	it('puts short facts into rows and a long one under them', () => {
		const long = 'when legal process is served, record it with Produce; otherwise the snapshot is purged';
		const blocks = layOut([
			ui.facts([
				['Case', 'LE-2026-0001'],
				['Agency', undefined],
				['Next', long],
			]),
		]);
		expect(blocks).toMatchObject([
			{ type: 'section', text: { type: 'plain_text', text: 'Case: LE-2026-0001' } },
			{ type: 'section', text: { type: 'plain_text', text: `Next: ${long}` } },
		]);
	});

	it('gives an instant a row of its own, where no client breaks it at a hyphen', () => {
		const blocks = layOut([
			ui.facts([
				['Case', 'LE-2026-0001'],
				['Expires', '2027-01-31T09:00:15Z'],
			]),
		]);
		expect(blocks).toMatchObject([
			{ type: 'section', text: { type: 'plain_text', text: 'Case: LE-2026-0001' } },
			{ type: 'section', text: { type: 'plain_text', text: 'Expires: 2027-01-31T09:00:15Z' } },
		]);
	});

	it('keeps the items of a fact below its name, and other facts out of between', () => {
		const blocks = layOut([
			ui.facts([
				['Case', 'LE-2026-0001'],
				['Look at', '\n• a warning\n• another'],
				['Request', 'No. 1, Preservation, received 2026-02-28: accepted'],
			]),
		]);
		expect(words(blocks)).toEqual([
			'Case: LE-2026-0001',
			'Look at: ',
			'• a warning',
			'• another',
			'Request: No. 1, Preservation, received 2026-02-28: accepted',
		]);
	});

	it('loses no line, whatever the text', () => {
		const line = fc.string({ minLength: 1, maxLength: 80 }).filter((text) => text.trim() !== '' && !text.includes('\n'));
		fc.assert(
			fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
				const text = lines.join('\n');
				for (const block of [ui.text(text), ui.note(text)]) {
					expect(words(layOut([block]))).toEqual(lines);
				}
				const facts = words(layOut([ui.facts(lines.map((value) => ['Fact', value]))]));
				expect(facts).toEqual(lines.map((value) => `Fact: ${value}`));
				expect(words(layOut([ui.warning(text)]))).toEqual([`⚠ ${lines[0]}`, ...lines.slice(1)]);
			}),
		);
	});
});
