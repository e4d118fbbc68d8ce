import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { startWorkbench, type Workbench } from '../testing';
import { ChatSession } from './session';
import { packProbe, probeAppId } from '../testing/probe/packProbe';

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), 'workbench-test-'));
const tsx = pathToFileURL(require.resolve('tsx')).href;
let workbench: Workbench;

beforeAll(async () => {
	workbench = await startWorkbench({ zip: packProbe(folder), startAt: '2026-11-02T09:00:00Z' });
});

afterAll(async () => {
	await workbench?.stop();
	rmSync(folder, { recursive: true });
});

/** Runs the client as a person would, in a folder of its own. */
const chat = async (...argv: string[]): Promise<{ stdout: string; stderr: string; code: number }> => {
	const program = ['--import', tsx, path.join(__dirname, 'chat.ts'), '--data', workbench.dataDir, '--linger', '0', ...argv];
	const run = promisify(execFile)(process.execPath, program, { cwd: folder });
	return run.then(
		(result) => ({ ...result, code: 0 }),
		(error) => error,
	);
};

test('with no line it lists the latest messages of the room and the commands', async () => {
	const { stdout, code } = await chat('--as', 'maria.silva', '--room', 'allotment');
	expect(code).toBe(0);
	expect(stdout).toContain('Maria Silva (@maria.silva): ');
	expect(stdout).toMatch(/Commands:\n\s+\/probe-form/);
});

test('a command shows its modal, field errors, and the end of it', async () => {
	const { stdout, code } = await chat('--as', 'maria.silva', '/probe-form', '--submit', '--set', 'name=Ada', '--submit');
	expect(code).toBe(0);
	expect(stdout).toMatch(
		/=== Probe ===[\s\S]*1\. name {2}<name>[\s\S]*now: red[\s\S]*! name: A name is needed[\s\S]*\(the modal closed\)/,
	);
	const records = await workbench.operator.persistence(probeAppId);
	expect(records.at(-1)?.data).toMatchObject({ username: 'maria.silva', state: { 'block-name': { name: 'Ada' } } });
});

test('ephemerals are shown as such, and a button of a message can be pressed', async () => {
	expect((await chat('--as', 'joao.prado', '/probe-whisper psst')).stdout).toContain('(only you see this)');
	await chat('--as', 'joao.prado', '/probe-card');
	expect((await chat('--as', 'joao.prado', '--press', 'whisper')).stdout).toContain('from the card');
});

test('a file is saved once, and nothing is overwritten', async () => {
	const maria = await workbench.as('maria.silva');
	await maria.send('allotment', 'here', { files: [{ name: 'note.txt', content: Buffer.from('kept') }] });
	expect((await chat('--as', 'maria.silva', '--room', 'allotment', '--download', 'note.txt')).stdout).toContain(
		'note.txt: 4 bytes',
	);
	expect(readFileSync(path.join(folder, 'note.txt'), 'utf8')).toBe('kept');
	expect((await chat('--as', 'maria.silva', '--room', 'allotment', '--download', 'last')).code).toBe(1);
	expect(existsSync(path.join(folder, 'note.txt'))).toBe(true);
});

test.each([
	['a wrong password', ['--as', 'maria.silva', '--password', 'no'], '401'],
	['a room that is not theirs', ['--as', 'yuki.mori', '--room', 'allotment'], 'does not match any room'],
	['a field that is not there', ['--as', 'maria.silva', '/probe-form', '--set', 'nmae=x'], 'fields are name, colour'],
	['no server', ['--as', 'maria.silva', '--data', path.join(tmpdir(), 'nothing-here')], 'No workbench runs over'],
])('%s is told in one line', async (_, argv, reason) => {
	const { code, stderr } = await chat(...argv);
	expect(code).toBe(1);
	expect(stderr).toContain(reason);
	expect(stderr).not.toContain('    at ');
});

test('on a terminal fields are asked for one by one, and those with an error again', async () => {
	const maria = await workbench.as('maria.silva');
	const printed: string[] = [];
	const [input, output] = [new PassThrough(), new PassThrough()];
	const asked: string[] = [];
	// name, colour, submit; then the field with the error, submit.
	const answers = ['', 'blue', '', 'Ada', ''];
	output.on('data', (text: Buffer) => {
		if (!/(> |closes: )$/.test(text.toString())) return;
		asked.push(text.toString());
		input.write(`${answers.shift()}\n`);
	});
	const session = new ChatSession(maria, 'general', (text) => printed.push(text));
	await session.type('/probe-form');
	await session.converse(input, output);
	expect(asked.filter((question) => question.includes('<name>'))).toHaveLength(2);
	expect(asked.filter((question) => question.includes('<colour>'))).toHaveLength(1);
	expect(printed).toEqual(expect.arrayContaining(['! name: A name is needed', '(the modal closed)']));
	const records = await workbench.operator.persistence(probeAppId);
	expect(records.at(-1)?.data.state).toEqual({ 'block-name': { name: 'Ada' }, 'block-colour': { colour: 'blue' } });
});
