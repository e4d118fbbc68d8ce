import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium, type BrowserContext } from 'playwright-core';

import { findChromium } from '../../scripts/find-chromium.cjs';

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
		// Decides how native date fields are written.
		env: { ...process.env, LANGUAGE: 'en_GB' } as Record<string, string>,
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
