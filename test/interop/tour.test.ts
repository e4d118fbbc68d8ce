import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { packExport, smallExport } from '../../workbench/testing/slackExport';

const root = path.join(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'tour-'));
const exported = path.join(folder, 'export.zip');

const play = (...args: string[]) =>
	spawnSync(process.execPath, ['--import', 'tsx', 'scripts/tour.ts', '--out', path.join(folder, 'out'), ...args], {
		cwd: root,
		encoding: 'utf8',
	});

beforeAll(() => writeFileSync(exported, packExport(smallExport())));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the tour on a Slack export preserves one of its people and leaves their records and messages in a package that verifies', () => {
	const { status, stdout, stderr } = play('--import', exported, '--subject', 'ada');
	expect({ status, stderr }).toMatchObject({ status: 0 });
	expect(stdout).toContain('5 people, 4 rooms, 12 messages, 1 files');
	expect(stdout.match(/→ OK/g)).toHaveLength(3);
	const [bag] = readdirSync(path.join(folder, 'out')).filter((name) => !name.endsWith('.zip'));
	const read = (file: string) => readFileSync(path.join(folder, 'out', String(bag), 'data', file), 'utf8');
	expect(read('account.txt')).toContain('ada@people.example');
	expect(read('transcripts/0001-0001.txt')).toContain('Legal process      : search warrant\r\n');
	const transcripts = readdirSync(path.join(folder, 'out', String(bag), 'data/transcripts')).map((name) =>
		read(`transcripts/${name}`),
	);
	expect(transcripts.join('')).toContain('  | see you at the allotment, Ada\r\n');
});

test('the tour says who is in an export when the subject is not, and asks for one', () => {
	expect(play('--import', exported, '--subject', 'nobody').stderr).toMatch(/nobody in the export is called "nobody".*ada/);
	expect(play('--import', exported).stderr).toContain('--subject USERNAME');
});
