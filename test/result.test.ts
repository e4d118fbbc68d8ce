import { accept, refuse } from '../src/result';

describe('an answer of a rule', () => {
	it('that says no carries a code, and the facts for its sentence only where there are any', () => {
		expect(refuse('no-server-url')).toEqual({ ok: false, code: 'no-server-url' });
		expect('params' in refuse('no-server-url')).toBe(false);
		expect(refuse('incomplete', { missing: ['court'] })).toEqual({
			ok: false,
			code: 'incomplete',
			params: { missing: ['court'] },
		});
	});

	it('that says yes carries its value', () => {
		expect(accept('j.smith')).toEqual({ ok: true, value: 'j.smith' });
	});
});
