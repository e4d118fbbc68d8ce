import { join } from 'path';

import { build, type Plugin } from 'esbuild';

/** pkijs brings @noble/hashes, which asks for `node:crypto`; older engines know bare names only. */
const useBareNames: Plugin = {
	name: 'bare-names',
	setup: ({ onResolve }) => onResolve({ filter: /^node:/ }, ({ path }) => ({ path: path.slice('node:'.length), external: true })),
};

/** Bundles the pipeline, or another entry, as the app is bundled: one CommonJS file, with a private object in place of `globalThis`. */
export async function bundlePipeline(outfile: string, entry = join(__dirname, 'pipeline.ts')): Promise<void> {
	await build({
		entryPoints: [entry],
		outfile,
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		legalComments: 'none',
		define: { globalThis: '__appGlobal' },
		banner: { js: 'const __appGlobal={crypto:require("crypto").webcrypto};' },
		alias: { fflate: 'fflate/browser' },
		plugins: [useBareNames],
		logLevel: 'silent',
	});
}
