import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { speak } from '../../src/surfaces/texts';

const ROOT = path.join(__dirname, '../..');
const I18N = path.join(ROOT, 'i18n');

type Catalogue = Record<string, string>;

const catalogues = readdirSync(I18N).map((name): [string, Catalogue] => [
	name,
	JSON.parse(readFileSync(path.join(I18N, name), 'utf8')) as Catalogue,
]);
const english = Object.fromEntries(catalogues)['en.json'] as Catalogue;
const source = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.ts'))
	.map((name) => readFileSync(path.join(ROOT, 'src', name), 'utf8'))
	.join('\n');

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** A key that is put together in code, such as `refusal.${code}`, is used through its first part. */
const prefixesInUse = [...source.matchAll(/`([a-z-]+(?:\.[a-z-]+)*\.)\$\{/g)].map(([, prefix]) => prefix as string);

describe('the texts', () => {
	it('are all used', () => {
		const unused = Object.keys(english).filter(
			(key) =>
				!source.includes(`'${key}'`) && !prefixesInUse.some((prefix) => key.startsWith(prefix)) && !key.startsWith('command.'),
		);
		expect(unused).toEqual([]);
	});

	it.each(catalogues)('of %s are complete, and name the same facts as the English ones', (_name, catalogue) => {
		expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
		for (const [key, text] of Object.entries(catalogue)) {
			expect({ key, facts: placeholders(text) }).toEqual({ key, facts: placeholders(english[key] ?? '') });
		}
	});

	it.each(catalogues)('of %s let a form’s two buttons stand side by side on a phone', (_name, catalogue) => {
		// 34 letters are the width of a modal in a window of 375 pixels, seen in Chromium.
		const submits = [...source.matchAll(/submit: (?:say\()?'([a-z.-]+)'/g)].map(([, key]) => String(catalogue[key as string]));
		expect(submits.length).toBeGreaterThan(25);
		expect(submits.filter((text) => text.length + String(catalogue['button.close']).length > 34)).toEqual([]);
	});

	it('speak English to whoever has another language than there are texts for', () => {
		expect(speak('xx')('button.close')).toBe(english['button.close']);
		expect(speak(undefined)('button.close')).toBe(english['button.close']);
	});

	it('leave a fact that is missing visible instead of saying “undefined”', () => {
		expect(speak('en')('refusal.no-such-case')).toContain('{reference}');
	});
});
