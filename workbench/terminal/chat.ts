/** A plain terminal client: types a line into a room of a running workbench and shows what comes of it. */
import { setTimeout as wait } from 'node:timers/promises';

import { listRunningServers } from '../server/registry';
import { signIn } from '../testing';
import { parseChatArguments, usage, type ChatArguments } from './arguments';
import { drawMessage } from './messagesAsText';
import { makePrintable } from './plainText';
import { ChatSession } from './session';
import type { Person } from '../testing/contract';

const shownMessages = 10;
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const findUrl = ({ url, dataDir }: ChatArguments): string => {
	const found = url ?? listRunningServers(dataDir)[0]?.url;
	if (!found) throw new Error(`No workbench runs over ${dataDir}. Start one, or give --url or --data.`);
	return found;
};

const showRoom = async (person: Person, room: string): Promise<void> => {
	for (const message of (await person.messages(room)).slice(-shownMessages)) print(drawMessage(message));
	print('\nCommands:');
	for (const { command, params, description } of await person.commands()) {
		print(makePrintable(`  /${[command, params].filter(Boolean).join(' ')}${description ? `  ${description}` : ''}`));
	}
};

const converse = async (person: Person, { line, room, steps, lingerMs }: ChatArguments): Promise<void> => {
	const session = new ChatSession(person, room, print);
	session.listen();
	if (line !== undefined) await session.type(line);
	for (const step of steps) await session.perform(step);
	if (session.hasView && steps.length === 0 && process.stdin.isTTY) await session.converse(process.stdin, process.stdout);
	await wait(lingerMs);
};

async function run(argv: string[]): Promise<void> {
	if (argv.includes('--help')) return print(usage);
	const options = parseChatArguments(argv, process.env);
	const person = await signIn(findUrl(options), options.as, options.password);
	try {
		if (options.line === undefined && options.steps.length === 0) await showRoom(person, options.room);
		else await converse(person, options);
	} finally {
		person.close();
	}
}

run(process.argv.slice(2)).catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
