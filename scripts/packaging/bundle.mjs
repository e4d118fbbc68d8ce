import path from 'node:path';

import { build, transform } from 'esbuild';

import { embedTextsDeflated } from './embed-texts.mjs';
import { shakePkijs } from './shake-pkijs.mjs';

/** Built-in modules that the app sandbox lets an app require: the list in the engine's own `lib/require`. */
export const allowedBuiltins = [
	'path',
	'url',
	'crypto',
	'buffer',
	'stream',
	'net',
	'http',
	'https',
	'zlib',
	'util',
	'punycode',
	'os',
	'querystring',
	'fs',
];

/** Names that differ between, or are missing from, the runtimes an app may meet (Deno, Node, Node with structured clone). */
const foreignGlobals = ['process', 'self', 'global', 'globalThis', 'window', 'Deno', 'console'];

/**
 * The sandbox hands an app `globalThis` as undefined, and libraries look for WebCrypto there while they load.
 * "use strict" counts only as the very first statement, so it stands here and not behind.
 */
const preamble = '"use strict";const __appGlobal={crypto:require("crypto").webcrypto};';

/** The sandbox knows built-ins by their bare names in every version of the engine; with `node:` only in some. */
const useBareBuiltinNames = {
	name: 'bare-builtin-names',
	setup(builder) {
		builder.onResolve({ filter: /^node:/ }, ({ path: name }) => ({ path: name.slice('node:'.length), external: true }));
	},
};

/**
 * Bundles an app into one CommonJS text, the only shape that every version of the Apps-Engine loads as it is.
 * A position in a server's log is read with the map: `npm run where`. Names of functions are not kept, which saves 43 kB.
 *
 * @param {string} appFolder folder with app.json
 * @param {string} classFile path of the app class, from `appFolder`
 * @returns code; its source map, as JSON; the notices libraries ask to be kept; own files, packages and modules that went in; names the class file exports
 */
export async function bundleApp(appFolder, classFile) {
	const entry = path.join(appFolder, classFile);
	const result = await build({
		entryPoints: [entry],
		absWorkingDir: appFolder,
		outfile: path.join(appFolder, 'bundle.js'),
		write: false,
		metafile: true,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: ['node20'],
		charset: 'utf8',
		minify: true,
		sourcemap: 'external',
		sourcesContent: false,
		legalComments: 'external',
		define: { 'globalThis': '__appGlobal', 'process.env.NODE_ENV': '"production"' },
		banner: { js: preamble },
		// fflate's Node build asks for worker threads, which the sandbox refuses
		alias: { fflate: 'fflate/browser' },
		// ES modules where a package has them: what is not used of pkijs stays out.
		mainFields: ['module', 'main'],
		external: ['@rocket.chat/apps-engine/*'],
		plugins: [useBareBuiltinNames, embedTextsDeflated, shakePkijs],
		logLevel: 'silent',
	}).catch(explainBuildFailure);

	const texts = Object.fromEntries(result.outputFiles.map((file) => [path.basename(file.path), file.text]));
	const inputs = Object.keys(result.metafile.inputs).map((name) => path.resolve(appFolder, name));
	return {
		code: texts['bundle.js'],
		map: texts['bundle.js.map'],
		legalNotices: texts['bundle.js.LEGAL.txt'] ?? '',
		ownFiles: inputs.filter((file) => !isInPackage(file) && /\.[cm]?[jt]s$/.test(file)),
		packageFiles: inputs.filter(isInPackage),
		importedModules: [
			...new Set(Object.values(result.metafile.outputs).flatMap((output) => output.imports.map((entry) => entry.path))),
		],
		exportedNames: await listExports(entry, appFolder),
	};
}

/** Finds uses of globals that an app cannot rely on. A local variable of the same name (a legal `process`) is no use of one. */
export async function findForeignGlobals(source) {
	const marked = Object.fromEntries(foreignGlobals.map((name) => [name, `__foreign_${name}__`]));
	const { code } = await transform(source, { loader: 'ts', define: marked, charset: 'utf8' });
	return code
		.split('\n')
		.filter((line) => line.includes('__foreign_'))
		.map((line) => line.replace(/__foreign_(\w+?)__/g, '$1').trim());
}

/** esbuild replaces only names that no declaration in the file binds, and lists exports only of ES modules: hence a second, shallow build. */
async function listExports(entry, appFolder) {
	const shallow = await build({
		entryPoints: [entry],
		absWorkingDir: appFolder,
		write: false,
		metafile: true,
		bundle: true,
		platform: 'node',
		format: 'esm',
		packages: 'external',
		logLevel: 'silent',
		outdir: appFolder,
	});
	return Object.values(shallow.metafile.outputs).flatMap((output) => output.exports);
}

function isInPackage(file) {
	return file.split(path.sep).includes('node_modules');
}

function explainBuildFailure(failure) {
	const sentences = (failure.errors ?? []).map(
		({ text, location }) => `${location ? `${location.file}:${location.line}: ` : ''}${text}`,
	);
	throw new Error(sentences.length ? `The app cannot be bundled:\n  ${sentences.join('\n  ')}` : failure.message);
}
