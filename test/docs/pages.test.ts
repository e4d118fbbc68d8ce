import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

/** The rows of a page's tables, cell by cell. */
const listRows = (page: string) =>
	read(page)
		.split('\n')
		.filter((line) => line.startsWith('| '))
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);

describe('docs/threat-model.md', () => {
	const rows = listRows('docs/threat-model.md').filter((cells) => cells.length === 4 && cells[0] !== 'actor');

	it.each(['subject', 'officer', 'approver', 'administrator', 'database', 'other apps', 'false officer', 'insider', 'recipient'])(
		'says what somebody could try: %s',
		(actor) => {
			expect(rows.filter(([who]) => who?.includes(actor))).not.toEqual([]);
		},
	);

	it.each(rows.map((cells) => [`${cells[0]}: ${cells[1]}`.slice(0, 90), cells[3] ?? '']))(
		'names tests that exist: %s',
		(_row, cell) => {
			const named = [...cell.matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? '');
			expect(named.length > 0 || cell === 'none can show it').toBe(true);
			expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
		},
	);
});

describe('docs/operate.md', () => {
	const page = read('docs/operate.md');

	it('says of every permission why it is asked for, and names no other', () => {
		const { permissions } = JSON.parse(read('app.json')) as { permissions: { name: string }[] };
		const rows = listRows('docs/operate.md').slice(
			0,
			listRows('docs/operate.md').findIndex(([first]) => first === 'line'),
		);
		const named = rows.flatMap(([first = '']) => [...first.matchAll(/`([a-zA-Z.-]+)`/g)].map(([, name]) => name));
		expect(named.sort()).toEqual(permissions.map(({ name }) => name).sort());
	});

	it('explains lines that the app does say', () => {
		const texts = Object.values(JSON.parse(read('i18n/en.json')) as Record<string, string>);
		const lines = listRows('docs/operate.md').flatMap(([first = '']) => /^\*(.+)\*$/.exec(first)?.[1] ?? []);
		const isSaid = (line: string) => {
			const pattern = line.split('…').map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
			return texts.some((text) => new RegExp(pattern.join('.*')).test(text));
		};
		expect(lines.length).toBeGreaterThan(15);
		expect(lines.filter((line) => !isSaid(line))).toEqual([]);
	});

	it.each(['Install', 'Set up', 'Keys', 'Back up', 'Upgrade', 'Uninstall', 'Several server instances', 'Limits'])(
		'has a part: %s',
		(title) => {
			expect(page).toContain(`\n## ${title}\n`);
		},
	);

	it.each(['docs/operate.md', 'docs/threat-model.md'])('and %s link only to what is there', (name) => {
		const links = [...read(name).matchAll(/\]\(([^)#]+?)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '');
		const gone = links.filter((link) => !/^https?:/.test(link) && !existsSync(path.join(root, 'docs', link)));
		expect(gone).toEqual([]);
	});
});
