import { readFileSync } from 'node:fs';
import path from 'node:path';

import { applyTo, MUTANTS } from '../../stress/mutants';

const ROOT = path.join(__dirname, '../..');

describe('the ways to break the app on purpose', () => {
	it.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))('%s still applies to the sources', (_name, mutant) => {
		const source = readFileSync(path.join(ROOT, mutant.file), 'utf8');
		expect(applyTo(source, mutant)).not.toBe(source);
	});

	it('have names of their own', () => {
		expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
	});

	it('are refused where what they replace stands twice, or nowhere', () => {
		const mutant = { name: 'x', breaks: '', file: '', changes: [['a', 'b']] } as const;
		expect(applyTo('-a-', mutant)).toBe('-b-');
		expect(() => applyTo('aa', mutant)).toThrow('x: 2 places');
		expect(() => applyTo('', mutant)).toThrow('x: 0 places');
	});
});
