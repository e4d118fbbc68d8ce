import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import ts from 'typescript';

import { allowedBuiltins, findForeignGlobals } from './bundle.mjs';

const require = createRequire(import.meta.url);

/** A larger bundle is slow to hand to every server instance, and a sign that a library came in by accident. */
export const bundleLimitBytes = 1024 * 1024;

/** Any of these anywhere in a bundle makes the engine parse the whole of it with an old parser and rewrite parts of it. */
const rewrittenByEngine = ['.usernames', '.isOnline(', '.createToken('];

/**
 * Says what would make the engine refuse, rewrite or half-load the app.
 *
 * @param manifest content of app.json
 * @param bundle what `bundleApp` returned
 * @returns {Promise<string[]>} one sentence for each fault; none when the app may be packaged
 */
export async function findPackagingFaults(appFolder, manifest, bundle) {
	const sources = await Promise.all(
		bundle.ownFiles.map(async (file) => ({ name: path.relative(appFolder, file), text: await readFile(file, 'utf8') })),
	);
	return [
		...checkExports(manifest, bundle.exportedNames),
		...checkModules(bundle.importedModules),
		...checkSize(bundle.code),
		...checkRewrittenNames(bundle.code, sources),
		...(await checkGlobals(sources)),
		...(await checkImplements(appFolder, manifest)),
	];
}

/** The engine takes the first export it meets as the app's class, in an order that bundlers choose. */
function checkExports(manifest, exportedNames) {
	const className = path.basename(manifest.classFile, '.ts');
	if (exportedNames.length === 1 && exportedNames[0] === className) {
		return [];
	}
	return [
		`${manifest.classFile} must export one thing, the class ${className}; it exports ${exportedNames.join(', ') || 'nothing'}.`,
	];
}

function checkModules(importedModules) {
	return importedModules
		.filter((name) => !allowedBuiltins.includes(name) && !name.startsWith('@rocket.chat/apps-engine/'))
		.map((name) => `The app imports "${name}", which the app sandbox refuses. It allows: ${allowedBuiltins.join(', ')}.`);
}

function checkSize(code) {
	const sizeBytes = Buffer.byteLength(code);
	return sizeBytes > bundleLimitBytes ? [`The bundle has ${sizeBytes} bytes; the limit is ${bundleLimitBytes}.`] : [];
}

function checkRewrittenNames(code, sources) {
	return rewrittenByEngine
		.filter((name) => code.includes(name))
		.map((name) => {
			const where = sources.filter(({ text }) => text.includes(name)).map((source) => source.name);
			return `The bundle contains "${name}" (${where.join(', ') || 'in a library'}), which makes the engine rewrite it.`;
		});
}

async function checkGlobals(sources) {
	const faults = await Promise.all(
		sources.map(async ({ name, text }) =>
			(await findForeignGlobals(text)).map((line) => `${name} uses a global that not every app sandbox gives: ${line}`),
		),
	);
	return faults.flat();
}

/** The engine calls a handler only if the manifest lists its interface; the class says which ones it has. */
async function checkImplements(appFolder, manifest) {
	const { AppInterface } = require('@rocket.chat/apps-engine/definition/metadata');
	const declared = (await listImplemented(path.join(appFolder, manifest.classFile)))
		.filter((name) => name in AppInterface)
		.sort();
	const listed = [...(manifest.implements ?? [])].sort();
	if (declared.join() === listed.join()) {
		return [];
	}
	return [
		`app.json lists the interfaces [${listed.join(', ')}] under "implements", but ${manifest.classFile} implements [${declared.join(', ')}].`,
	];
}

async function listImplemented(classFile) {
	const source = ts.createSourceFile(classFile, await readFile(classFile, 'utf8'), ts.ScriptTarget.ES2022, true);
	return source.statements
		.filter(ts.isClassDeclaration)
		.flatMap((declaration) => declaration.heritageClauses ?? [])
		.filter((clause) => clause.token === ts.SyntaxKind.ImplementsKeyword)
		.flatMap((clause) => clause.types.map((type) => type.expression.getText(source)));
}
