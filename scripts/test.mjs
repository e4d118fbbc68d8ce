/**
 * Everything that is checked before a change is kept.
 * usage: npm test [-- STAGE …]     e.g. npm test -- lint unit
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { ensureInstalled } from './install.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

try {
	const { stages } = await import('./stages.mjs');
	const names = chooseStages(stages, process.argv.slice(2));
	ensureInstalled(root);
	process.exitCode = await runStages(names.map((name) => ({ name, ...stages[name] })));
} catch (fault) {
	console.error(fault.message);
	process.exitCode = 1;
}

function chooseStages(stages, wanted) {
	const unknown = wanted.filter((name) => !(name in stages));
	if (unknown.length) {
		throw new Error(`There is no stage ${unknown.join(', ')}. The stages are: ${Object.keys(stages).join(', ')}.`);
	}
	return Object.keys(stages).filter((name) => !wanted.length || wanted.includes(name));
}

/** Runs stages one after another; the first that fails ends the run, since those after it would fail for the same reason. */
async function runStages(chosen) {
	const times = [];
	for (const [index, { name, title, commands }] of chosen.entries()) {
		console.log(`\n── ${name}: ${title}`);
		const startedAt = Date.now();
		const passed = await runCommands(commands);
		times.push(`${name} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
		if (!passed) {
			const skipped = chosen.slice(index + 1).map((stage) => stage.name);
			console.log(
				`\nFAILED at ${name}.${skipped.length ? ` Not run: ${skipped.join(', ')}.` : ''} Again with: npm test -- ${name}`,
			);
			return 1;
		}
		console.log(`   passed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
	}
	console.log(`\nPASSED: ${times.join(', ')}`);
	return 0;
}

async function runCommands(commands) {
	for (const [program, ...args] of commands) {
		const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
		const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
		if (code !== 0) {
			return false;
		}
	}
	return true;
}
