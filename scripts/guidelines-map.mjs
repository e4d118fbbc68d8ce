/**
 * Writes docs/guidelines.md: every clause of the guidelines, the rule that answers for it, where people meet it, and its test.
 * Read from src/policy/clauses.ts and from the `@clause id` and `@law id` tags in the comments of src and test; nothing is claimed by hand
 * but what is planned.
 *
 * usage: node scripts/guidelines-map.mjs [--check]     --check writes nothing and fails if the page is out of date
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import prettier from 'prettier';
import ts from 'typescript';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PAGE = 'docs/guidelines.md';
const TEXT = 'docs/guidelines-for-law-enforcement.txt';
const NOT_BUILT = 'not built yet';

/** Folders in which people meet a rule; all else of src is the rule itself. */
const SURFACES = /^src\/(surfaces|letters|jobs|production\/documents)\//;

const HEADINGS = [
	'Important Highlight from the page below',
	'What is Rocket.Chat?s',
	'Deployment options',
	'Servers under control of Rocket.Chat',
	'What account information does Rocket.Chat have?',
	'Community Server',
	'Rocket.Chat Cloud',
	'fPrivate Servers',
	'Individual user account information',
	'Data retention information',
	'Preservation requests',
	'Requests for Rocket.Chat Cloud or community server account information',
	'Private information requires a subpoena or court order',
	'Contents of communications require a search warrant',
	'Does Rocket.Chat notify users of requests for account information?',
	'What details must be included in account information requests?',
	'Production of records',
	'Records authentication',
	'Cost reimbursement',
	'Emergency disclosure requests',
	'How to make an emergency disclosure request?',
	'Contact information',
];

/** Where a clause is to be met once it is built. The first pattern that matches counts; a tag in a surface replaces it. */
const PLANS = [
	[/^(deployment|community-address|other-servers)/, '`/legal-lookup`, `/legal-request`'],
	[/^private-(no-user|referral|no-|registration)/, 'referral letter'],
	[/^(server-url-rejected)/, 'rejection letter'],
	[/^(server-url-required|account-server-named|account-scope)/, '`/legal-request`, deficiency letter'],
	[/^preservation-(ninety-days|extension)/, '`/legal-hold`, case card, reminders'],
	[/^(preservation|account-request)-/, '`/legal-request`, deficiency letter'],
	[/^(private-information|contents-search|valid-legal)/, '`/legal-produce`'],
	[/^notice-/, 'notice step of a production, notice to the account holder'],
	[/^(production|authentication)-/, 'production package'],
	[/^cost-/, 'cost statement'],
	[/^emergency-/, '`/legal-emergency`'],
	[
		/^(no-ip-log|community-|cloud-registration|retention|accuracy)/,
		'production package: what was not collected, and how far it can be relied on',
	],
	[/./, 'letters'],
];

const text = readFileSync(path.join(root, TEXT), 'utf8');
const policy = await loadTable('src/policy/clauses.ts');
const { LAW } = await loadTable('src/policy/law.ts');
const sources = [...listSources('src'), ...listSources('test')];
const tags = sources.flatMap((file) => findTags(file, 'clause', policy.CLAUSES));
const lawTags = sources.flatMap((file) => findTags(file, 'law', LAW));
const page = await prettier.format(writePage(), { ...(await prettier.resolveConfig(path.join(root, PAGE))), parser: 'markdown' });
deliver(page);

/** The values that a file of constants exports: a file that imports nothing can be run as it is. */
async function loadTable(file) {
	const source = readFileSync(path.join(root, file), 'utf8');
	const { outputText } = ts.transpileModule(source, { compilerOptions: { module: 'esnext', target: 'es2022' } });
	return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
}

function listSources(folder) {
	return readdirSync(path.join(root, folder), { recursive: true })
		.map((name) => `${folder}/${String(name).replaceAll(path.sep, '/')}`)
		.filter((file) => file.endsWith('.ts'))
		.sort();
}

/** The `@clause` or `@law` tags of a file, each with the name of what its comment stands before. */
function findTags(file, kind, table) {
	const source = readFileSync(path.join(root, file), 'utf8');
	const written = source.match(new RegExp(`@${kind}\\b`, 'g'))?.length ?? 0;
	if (written === 0) {
		return [];
	}
	const found = [];
	const visit = (node) => {
		const comments = node.jsDoc ?? [];
		for (const tag of comments.flatMap((comment) => comment.tags ?? []).filter(({ tagName }) => tagName.text === kind)) {
			found.push({ id: readComment(tag), file, name: nameOf(node, file) });
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true));
	if (found.length !== written) {
		throw new Error(`${file}: ${written - found.length} of ${written} @${kind} tags stand before nothing that has a name.`);
	}
	const unknown = found.filter(({ id }) => !Object.hasOwn(table, id));
	if (unknown.length > 0) {
		throw new Error(`${file}: no such ${kind}: ${unknown.map(({ id }) => id).join(', ')}`);
	}
	return found;
}

function readComment(tag) {
	return ts.getTextOfJSDocComment(tag.comment)?.trim().split(/\s/)[0] ?? '';
}

function nameOf(node, file) {
	if (ts.isVariableStatement(node)) {
		return node.declarationList.declarations.map((declaration) => declaration.name.getText()).join(', ');
	}
	if (node.name) {
		return node.name.getText();
	}
	// describe('title', …), it('title', …) and it.each(rows)('title', …)
	const title = ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) ? node.expression.arguments[0] : undefined;
	if (title && ts.isStringLiteralLike(title)) {
		return title.text;
	}
	throw new Error(`${file}: a tag stands before something that has no name.`);
}

function writePage() {
	const rules = Object.keys(policy.RULE_CLAUSES);
	const has = (places) => rules.filter((id) => places(id).length > 0).length;
	return `# Where each clause of the guidelines lives

Generated by \`node scripts/guidelines-map.mjs\` from \`src/policy/clauses.ts\` and the \`@clause\` tags in the code and its tests. Do not edit: a test compares this page with what would be generated.

The guidelines are Rocket.Chat's public page *Guidelines for Law Enforcement* (<https://docs.rocket.chat/v1/docs/guidelines-for-law-enforcement>), last updated on 24 February 2022, kept as [guidelines-for-law-enforcement.txt](guidelines-for-law-enforcement.txt) as the page shows it, its slips included; \`[email protected]\` stands there where the page hides an address. A later page of Rocket.Chat on law enforcement requests, of 5 March 2026, is not mapped here.

A clause is a *rule* where somebody has to do something, a *statement* where something has to be said, and *context* where nothing follows for the app. Of ${rules.length} rules, ${has(findRules)} are code that decides, ${has(findTests)} have a test, and ${has(findSurfaces)} are met by people in the app. "${capitalise(NOT_BUILT)}" means just that.

${groupBySection()
	.map(([section, ids]) => `## ${section}\n\n${ids.map(writeClause).join('\n')}`)
	.join('\n')}

## Rules that come from elsewhere

The guidelines name or presuppose these, or they are this app's own safeguards.

${Object.entries(LAW).map(writeLaw).join('\n')}
`;
}

/** Clauses in the order of the text, under the heading that they stand below. */
function groupBySection() {
	const byPlace = Object.entries(policy.CLAUSES).sort(([, one], [, other]) => text.indexOf(one) - text.indexOf(other));
	const sections = new Map();
	for (const [id, words] of byPlace) {
		const before = text
			.slice(0, text.indexOf(words))
			.split('\n')
			.map((line) => line.trim());
		const section = before.findLast((line) => HEADINGS.includes(line)) ?? 'Introduction';
		sections.set(section, [...(sections.get(section) ?? []), id]);
	}
	return [...sections];
}

function writeClause(id) {
	const quote = policy.CLAUSES[id].replace(/[*_\\<>[\]]/g, '\\$&');
	if (Object.hasOwn(policy.CONTEXT_CLAUSES, id)) {
		return `### ${id}\n\n> ${quote}\n\nContext.\n`;
	}
	const kind = Object.hasOwn(policy.RULE_CLAUSES, id) ? 'Rule' : 'Statement';
	const surfaces = findSurfaces(id);
	const plan = PLANS.find(([pattern]) => pattern.test(id))[1];
	const decided = kind === 'Rule' || findRules(id).length > 0 ? `- decided in: ${listPlaces(findRules(id))}\n` : '';
	return `### ${id}

> ${quote}

${kind}.

${decided}- met in: ${surfaces.length > 0 ? listPlaces(surfaces) : `${NOT_BUILT} (planned: ${plan})`}
- tested in: ${listPlaces(findTests(id))}
`;
}

function findRules(id) {
	return tags.filter((tag) => tag.id === id && tag.file.startsWith('src/') && !SURFACES.test(tag.file));
}

function findSurfaces(id) {
	return tags.filter((tag) => tag.id === id && SURFACES.test(tag.file));
}

function findTests(id) {
	return tags.filter((tag) => tag.id === id && tag.file.startsWith('test/'));
}

function listPlaces(places) {
	const names = places.map(({ file, name }) => (file.startsWith('test/') ? `\`${file}\` “${name}”` : `\`${file}\`: \`${name}\``));
	return names.length > 0 ? names.join('; ') : NOT_BUILT;
}

function writeLaw([id, { cite, says }]) {
	const places = lawTags.filter((tag) => tag.id === id);
	return `- **${cite}**: ${says}. ${capitalise(listPlaces(places))}`;
}

function capitalise(words) {
	return words[0].toUpperCase() + words.slice(1);
}

function deliver(wanted) {
	const file = path.join(root, PAGE);
	if (!process.argv.includes('--check')) {
		writeFileSync(file, wanted);
		return;
	}
	if (readFileSync(file, 'utf8') !== wanted) {
		console.error(`${PAGE} is out of date. Write it anew: node scripts/guidelines-map.mjs`);
		process.exitCode = 1;
	}
}
