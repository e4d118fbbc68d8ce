/** Files added to the staged runtime, by name under deno-runtime/shims/. */
export const shims: Record<string, string> = {
	// The only three functions that the runtime takes from jsr:@std. This one loads first, and the clock with it.
	'std-io.js': `import './clock.js';
export async function writeAll(writer, data) {
	let written = 0;
	while (written < data.length) {
		written += await writer.write(data.subarray(written));
	}
}
`,
	'std-streams.js': `export async function toArrayBuffer(stream) {
	return await new Response(stream).arrayBuffer();
}
`,
	'std-cli-parse-args.js': `export function parseArgs() {
	throw new Error('not reached from main.ts');
}
`,
	// @rocket.chat/ui-kit is imported for a type only.
	'empty.js': 'export {};\n',
	// The one value import of a TypeScript source that npm does not ship.
	'AppsEngineException.js': `import { createRequire } from 'node:module';
export const { AppsEngineException } = createRequire(import.meta.url)('../../definition/exceptions/AppsEngineException.js');
`,
	// Workspace time: machine time plus an offset that the host keeps in a file. The parent process tells which workspace.
	'clock.js': `const REFRESH_MS = 1;
const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
const runDir = new URL('../../../../../run/', import.meta.url);
let file;
let offsetMs = 0;
let readAt = -Infinity;
function now() {
	const instant = performance.now();
	if (instant - readAt >= REFRESH_MS) {
		readAt = instant;
		try {
			file ??= new URL('clocks/' + Deno.readTextFileSync(new URL('hosts/' + Deno.ppid, runDir)), runDir);
			offsetMs = JSON.parse(Deno.readTextFileSync(file)).offsetMs;
		} catch (error) {
			if (!(error instanceof Deno.errors.NotFound)) throw error;
		}
	}
	return realNow() + offsetMs;
}
RealDate.now = now;
const MovedDate = new Proxy(RealDate, {
	construct: (target, args, newTarget) => Reflect.construct(target, args.length ? args : [now()], newTarget === MovedDate ? target : newTarget),
	apply: () => new RealDate(now()).toString(),
});
RealDate.prototype.constructor = MovedDate;
globalThis.Date = MovedDate;
`,
};
