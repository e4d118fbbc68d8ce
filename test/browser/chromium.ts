import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium, type BrowserContext } from 'playwright-core';

/** Where distributions and installers put it. */
const usualPaths = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const howToGetIt = 'Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium), or name one in CHROMIUM_PATH.';

/** The browser on this machine: CHROMIUM_PATH, or one in a usual place. @throws Error that says how to get one */
export function findChromium(): string {
	const named = process.env.CHROMIUM_PATH;
	if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist. ${howToGetIt}`);
	const found = named ?? usualPaths.find((candidate) => existsSync(candidate));
	if (!found) throw new Error(`No browser was found. ${howToGetIt}`);
	return found;
}

/** Nothing that would look for hosts outside of the machine. */
const flags = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--lang=en-GB',
];

export interface Window {
	context: BrowserContext;
	close(): Promise<void>;
}

export interface WindowOptions {
	width?: number;
	height?: number;
	colorScheme?: 'light' | 'dark';
	/** Pictures with twice the pixels. */
	isSharp?: boolean;
}

/** A browser of one person, with nothing kept from before. */
export async function openWindow({
	width = 1280,
	height = 800,
	colorScheme = 'light',
	isSharp,
}: WindowOptions = {}): Promise<Window> {
	const profile = mkdtempSync(path.join(tmpdir(), 'browser-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: findChromium(),
		args: flags,
		headless: true,
		viewport: { width, height },
		colorScheme,
		deviceScaleFactor: isSharp ? 2 : 1,
		locale: 'en-GB',
		timezoneId: 'UTC',
		acceptDownloads: true,
	});
	const close = async (): Promise<void> => {
		await context.close();
		rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
	};
	return { context, close };
}
