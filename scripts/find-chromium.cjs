const { existsSync } = require('node:fs');

/** Where distributions and installers put it. */
const usualPaths = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const howToGetIt = 'Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium), or name one in CHROMIUM_PATH.';

/**
 * The browser on this machine: CHROMIUM_PATH, or one in a usual place. None is ever downloaded.
 *
 * @returns {string} its path
 * @throws Error that says how to get one
 */
function findChromium() {
	const named = process.env.CHROMIUM_PATH;
	if (named && !existsSync(named)) {
		throw new Error(`CHROMIUM_PATH names ${named}, which does not exist. ${howToGetIt}`);
	}
	const found = named ?? usualPaths.find((candidate) => existsSync(candidate));
	if (!found) {
		throw new Error(`No browser was found. ${howToGetIt}`);
	}
	return found;
}

module.exports = { findChromium };
