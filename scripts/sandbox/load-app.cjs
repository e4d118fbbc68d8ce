/**
 * Runs inside the restricted process: loads the class file as the newer Apps-Engine's Node runtime does, and constructs the app.
 * Told by the command line: class file, manifest, folder of the engine's definitions. Answers with one line of JSON.
 */
/* eslint import/no-dynamic-require: off -- which module an app may require is what this file decides */
const { readFileSync } = require('node:fs');

const [classFile, manifestFile, engineFolder, ...allowedBuiltins] = process.argv.slice(2);

/** What an app may require in the sandbox, by bare name. */
function requireInSandbox(name) {
	if (allowedBuiltins.includes(name)) {
		return require(name);
	}
	if (name.startsWith('@rocket.chat/apps-engine/')) {
		return require(name.replace('@rocket.chat/apps-engine', engineFolder));
	}
	throw new Error(`Module ${name} is not allowed`);
}

function loadExports() {
	const sandbox = {
		exports: {},
		require: requireInSandbox,
		console: Object.fromEntries(['debug', 'error', 'info', 'log', 'warn', 'trace'].map((name) => [name, () => {}])),
		Buffer,
		globalThis: undefined,
		Deno: undefined,
	};
	sandbox.module = { exports: sandbox.exports };
	new Function(...Object.keys(sandbox), readFileSync(classFile, 'utf8'))(...Object.values(sandbox));
	return sandbox.module.exports;
}

/** Construction may log and nothing else: the engine gives accessors to a constructor, but calls fail until the app is initialised. */
function constructApp(AppClass) {
	const logger = { debug() {}, info() {}, log() {}, warn() {}, error() {}, success() {} };
	return new AppClass(JSON.parse(readFileSync(manifestFile, 'utf8')), logger, {});
}

function describeApp() {
	const exported = Object.entries(loadExports());
	if (exported.length !== 1 || typeof exported[0][1] !== 'function') {
		throw new Error(
			`The class file must export one class; it exports ${exported.map(([name]) => name).join(', ') || 'nothing'}.`,
		);
	}
	const [[className, AppClass]] = exported;
	const { App } = requireInSandbox('@rocket.chat/apps-engine/definition/App');
	const app = constructApp(AppClass);
	if (!(app instanceof App)) {
		throw new Error(`${className} does not extend the engine's App.`);
	}
	return { className, name: app.getName(), version: app.getVersion() };
}

try {
	console.log(JSON.stringify(describeApp()));
} catch (fault) {
	console.error(fault.stack);
	process.exitCode = 1;
}
