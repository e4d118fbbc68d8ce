import readline from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Asks the person at the terminal for a secret, without showing it.
 *
 * @param {string} question shown before the cursor
 * @param {string} variable environment variable that would have answered it, named where nobody can be asked
 * @returns {Promise<string>}
 */
export async function readSecret(question, variable) {
	if (!process.stdin.isTTY || !process.stderr.isTTY) {
		throw new Error(`Set ${variable}, or run this in a terminal and be asked.`);
	}
	process.stderr.write(question);
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	const prompt = readline.createInterface({ input: process.stdin, output: silent, terminal: true });
	try {
		return await new Promise((resolve, reject) => {
			prompt.once('line', resolve);
			prompt.once('SIGINT', () => reject(new Error('Stopped.')));
			prompt.once('close', () => reject(new Error('Stopped.')));
		});
	} finally {
		prompt.close();
		process.stderr.write('\n');
	}
}
