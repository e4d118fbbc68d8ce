import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));

/** The ES module beside what `require` finds. */
const moduleOf = (name) => require.resolve(name).replace(/\.cjs$/, '.mjs');

export default defineConfig({
	root: here,
	base: './',
	plugins: [react()],
	resolve: {
		// Fuselage is CommonJS: without this it loads second copies, whose menus do not open inside a modal's focus scope.
		alias: [
			{ find: /^react-aria$/, replacement: moduleOf('react-aria') },
			{ find: /^react-stately$/, replacement: moduleOf('react-stately') },
		],
		dedupe: ['react', 'react-dom'],
	},
	build: {
		outDir: path.join(here, 'dist'),
		emptyOutDir: true,
		chunkSizeWarningLimit: 2500,
		// Vite's minifier mends Fuselage's invalid `width: 100` into 100 px, which squeezes every message block.
		cssMinify: false,
		assetsInlineLimit: 0,
	},
	logLevel: 'warn',
});
