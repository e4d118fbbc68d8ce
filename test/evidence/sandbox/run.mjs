// Runs a bundle as the Apps-Engine runs an app: inside `new Function`, with `globalThis` and `Deno` shadowed and a `require`
// that knows a few bare names only (deno-runtime/handlers/app/construct.ts). The same file runs on Node and on Deno.
// usage: <node | deno run> run.mjs bundle.js [function argument…]  →  one line of JSON
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { argv, stdout } from 'node:process';

const ALLOWED = 'path url crypto buffer stream net http https zlib util punycode os querystring fs'.split(' ');
const nativeRequire = createRequire(import.meta.url);
const required = [];

function sandboxRequire(name) {
	if (!ALLOWED.includes(name)) throw new Error(`Module ${name} is not allowed`);
	required.push(name);
	return nativeRequire(name);
}

const refused = new Proxy(
	{},
	{
		get: (_target, name) => () => {
			throw new Error(`console.${String(name)} was used`);
		},
	},
);
const parameters = ['exports', 'module', 'require', 'Buffer', 'console', 'globalThis', 'Deno'];
const start = new Function(
	...parameters,
	`return (async () => { ${readFileSync(argv[2], 'utf8')}\n; return module.exports; })();`,
);
const module = { exports: {} };
const bundled = await start(
	module.exports,
	module,
	sandboxRequire,
	nativeRequire('buffer').Buffer,
	refused,
	undefined,
	undefined,
);
const [called, ...given] = argv.slice(3);
const outcome = called ? await bundled[called](...given) : JSON.parse(await bundled.runPipeline());
stdout.write(JSON.stringify({ required: [...new Set(required)].sort(), outcome }));
