import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import path from 'path';

import { CLAUSES, RULE_CLAUSES, STATEMENT_CLAUSES } from '../../src/policy/clauses';

const root = path.join(__dirname, '../..');

describe('docs/guidelines.md', () => {
	it('is what would be generated from the code now', () => {
		const { status, stderr } = spawnSync(process.execPath, ['scripts/guidelines-map.mjs', '--check'], {
			cwd: root,
			encoding: 'utf8',
		});
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	});

	it('lists every clause once; every rule is decided, met and tested, and every statement made and tested', () => {
		const page = readFileSync(path.join(root, 'docs/guidelines.md'), 'utf8');
		const headings = page.match(/^### .*$/gm) ?? [];
		expect([...headings].sort()).toEqual(
			Object.keys(CLAUSES)
				.map((id) => `### ${id}`)
				.sort(),
		);
		const entryOf = (id: string) => page.split('\n### ').find((entry) => entry.startsWith(`${id}\n`)) ?? '';
		const places = (id: string, ...parts: string[]) =>
			parts.map((part) => new RegExp(`- ${part}: \`(src|test)/`).test(entryOf(id)));
		const open = [
			...Object.keys(RULE_CLAUSES).filter((id) => places(id, 'decided in', 'met in', 'tested in').includes(false)),
			...Object.keys(STATEMENT_CLAUSES).filter((id) => places(id, 'met in', 'tested in').includes(false)),
		];
		expect(open).toEqual([]);
	});
});
