/**
 * What the desk does with packages and exports, on a machine without Rocket.Chat, by the same modules.
 * usage: npm run offline -- verify PACKAGE.zip … [--fingerprint SHA256]
 *        npm run offline -- open EXPORT-1.zip … --key SEALING.key --out FOLDER
 *        npm run offline -- build EXPORT-1.zip … --key SEALING.key --production NUMBER --out FOLDER [--signing-key KEY | --signature FILE.p7s …]
 */
const COMMANDS = {
	verify: async () => import('./verify-package'),
	open: async () => import('./open-export'),
	build: async () => import('./build-production'),
};

const [name = ''] = process.argv.splice(2, 1);
if (Object.hasOwn(COMMANDS, name)) {
	void COMMANDS[name as keyof typeof COMMANDS]();
} else {
	console.error(`usage: npm run offline -- ${Object.keys(COMMANDS).join('|')} …`);
	process.exitCode = 2;
}
