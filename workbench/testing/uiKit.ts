import path from 'node:path';

import { buildSync } from 'esbuild';

/** What is used of ui-kit: its guards, and the parsers whose allowed blocks decide what a client draws. */
export interface UiKit {
	isModalView(view: unknown): boolean;
	isContextualBarView(view: unknown): boolean;
	isBannerView(view: unknown): boolean;
	UiKitParserModal: new () => { allowedLayoutBlockTypes: Set<string> };
	UiKitParserContextualBar: new () => { allowedLayoutBlockTypes: Set<string> };
	UiKitParserBanner: new () => { allowedLayoutBlockTypes: Set<string> };
	UiKitParserMessage: new () => { allowedLayoutBlockTypes: Set<string> };
}

let loaded: UiKit | undefined;

/** ui-kit 1.1 is published in a form that Node loads neither as CommonJS nor as a module, so it is bundled in memory first. */
export function loadUiKit(): UiKit {
	if (!loaded) {
		const { outputFiles } = buildSync({
			stdin: { contents: "export * from '@rocket.chat/ui-kit';", resolveDir: path.join(__dirname, '..') },
			bundle: true,
			write: false,
			format: 'cjs',
			platform: 'node',
			target: 'es2022',
			logLevel: 'silent',
		});
		const module = { exports: {} as UiKit };
		// eslint-disable-next-line @typescript-eslint/no-implied-eval
		new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '')(module, module.exports, require);
		loaded = module.exports;
	}
	return loaded;
}
