import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import path from 'path';

import { CLAUSES, RULE_CLAUSES } from '../../src/policy/clauses';

const root = path.join(__dirname, '../..');

describe('docs/guidelines.md', () => {
	it('is what would be generated from the code now', () => {
		const { status, stderr } = spawnSync(process.execPath, ['scripts/guidelines-map.mjs', '--check'], {
			cwd: root,
			encoding: 'utf8',
		});
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	});

	it('lists every clause once, and says of every rule where it is decided, met and tested', () => {
		const page = readFileSync(path.join(root, 'docs/guidelines.md'), 'utf8');
		const headings = page.match(/^### .*$/gm) ?? [];
		expect([...headings].sort()).toEqual(
			Object.keys(CLAUSES)
				.map((id) => `### ${id}`)
				.sort(),
		);
		const entries = page.split('\n### ').filter((entry) => (entry.split('\n')[0] ?? '') in RULE_CLAUSES);
		expect(entries).toHaveLength(Object.keys(RULE_CLAUSES).length);
		expect(entries.filter((entry) => !/- decided in: .+\n- met in: .+\n- tested in: .+/.test(entry))).toEqual([]);
	});
});
