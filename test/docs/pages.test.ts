import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { MAX_CHUNK_BYTES } from '../../src/evidence';
import { MAX_DOCUMENT_BYTES } from '../../src/preservation/documents';
import { PASSPHRASE_MIN } from '../../src/surfaces/keys/submits';

const MIB = 1024 * 1024;

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

/** What a form explains before anything is done; no failure. */
const NO_FAILURE = ['keys.passphrase-explained', 'keys.recovery-explained', 'keys.continue-explained', 'verify.vouched'];

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

	const texts = JSON.parse(read('i18n/en.json')) as Record<string, string>;
	const lines = listRows('docs/operate.md')
		.flatMap(([first = '']) => (first.startsWith('*') ? first.split(' · ') : []))
		.flatMap((line) => /^\*(.+)\*$/.exec(line)?.[1] ?? []);
	const patternOf = (line: string) =>
		new RegExp(
			line
				.split('…')
				.map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
				.join('.*'),
			'i',
		);

	it('explains lines that the app does say', () => {
		const isSaid = (line: string) => Object.values(texts).some((text) => patternOf(line).test(text));
		expect(lines.length).toBeGreaterThan(45);
		expect(lines.filter((line) => !isSaid(line))).toEqual([]);
	});

	it('explains every refusal and failure that is for whoever runs the server, not for whoever typed', () => {
		const said = /^(refusal|line|setup|keys|import|verify|card|capture|production|notice|letter|digest|rules)\./;
		// What the workspace, the database, the keys, the files or another administrator did; or what is said to be wrong with them.
		const isForOperator =
			/[Aa]dministrator (sets|has set .* meanwhile|to update)|database(?! as| hold)|did not (succeed|take|hand)|has no sender|refused the address|damaged|does not verify|NOT WHAT|by a newer|newer version|another (key than|certificate,)|no longer on the server|not what was recorded|was altered|not complete|gone on otherwise|is not finished|was cut off|not in force|is public|has moved|not delivered \(|settings give no/;
		const owed = Object.entries(texts).filter(
			([key, text]) => said.test(key) && isForOperator.test(text) && !NO_FAILURE.includes(key),
		);
		expect(owed.length).toBeGreaterThan(30);
		expect(owed.filter(([, text]) => !lines.some((line) => patternOf(line).test(text))).map(([key]) => key)).toEqual([]);
	});

	it('names every setting as the workspace shows it', () => {
		const shown = Object.entries(texts).filter(([key]) => /^setting\.(?!unreadable).*(?<!-hint)$/.test(key));
		const named = listRows('docs/operate.md').map(([first]) => first);
		expect(shown.length).toBeGreaterThan(8);
		expect(shown.map(([, label]) => label).filter((label) => !named.includes(label))).toEqual([]);
	});

	it.each([
		['a sealed record', /^1 MiB .* up to 8 MiB$/, MAX_CHUNK_BYTES, 8 * MIB],
		['an attached paper', /^8 MiB/, MAX_DOCUMENT_BYTES, 8 * MIB],
		['a passphrase', /^16 characters/, PASSPHRASE_MIN, 16],
	])('states the limit that the code has: %s', (what, words, limit, stated) => {
		expect(limit).toBe(stated);
		expect(listRows('docs/operate.md').find(([first]) => first === what)?.[1]).toMatch(words);
	});

	it.each(['Install', 'Set up', 'Keys', 'Back up', 'Upgrade', 'Uninstall', 'Several server instances', 'Limits'])(
		'has a part: %s',
		(title) => {
			expect(page).toContain(`\n## ${title}\n`);
		},
	);

	it('names tests that exist', () => {
		const named = [...page.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file ?? '');
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
	});

	it.each(['docs/operate.md', 'docs/threat-model.md'])('and %s link only to what is there', (name) => {
		const links = [...read(name).matchAll(/\]\(([^)#]+?)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? '');
		const gone = links.filter((link) => !/^https?:/.test(link) && !existsSync(path.join(root, 'docs', link)));
		expect(gone).toEqual([]);
	});
});
