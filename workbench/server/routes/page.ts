import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Host } from '../../engine/contract';
import { Refusal } from '../refusal';
import { Answer, type Route } from '../router';
import { describeAccount } from './session';

const built = path.join(__dirname, '..', '..', 'client', 'dist');

const types: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.woff2': 'font/woff2',
	'.woff': 'font/woff',
	'.ttf': 'font/ttf',
};

/** Images may come from anywhere, as apps name them; scripts and connections from here alone. */
const contentPolicy =
	"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data: blob:; object-src 'none'; frame-ancestors 'none'";

const readBuilt = (name: string): Answer => {
	try {
		const content = readFileSync(path.join(built, name));
		return new Answer(200, content, {
			'content-type': types[path.extname(name)] ?? 'application/octet-stream',
			'content-security-policy': contentPolicy,
			'x-content-type-options': 'nosniff',
			// Names of assets carry a digest of what is in them.
			'cache-control': name.startsWith('assets') ? 'public, max-age=31536000, immutable' : 'no-cache',
		});
	} catch {
		throw new Refusal(404, name === 'index.html' ? 'The page is not built: node workbench/client/build.mjs' : 'Not Found');
	}
};

/**
 * The page, and what only a page on this machine is told: the people who can sign in, and the operator's token.
 * Whoever can connect from this machine could sign in as anybody anyway, since a seeded person's password is their username.
 */
export function listPageRoutes({ workspace }: Host, operatorToken: string): Route[] {
	return [
		{ method: 'GET', path: '/', access: 'anyone', handle: () => readBuilt('index.html') },
		{
			method: 'GET',
			path: '/assets/:name',
			access: 'anyone',
			handle: ({ params }) => readBuilt(path.join('assets', path.basename(params.name as string))),
		},
		{
			method: 'GET',
			path: '/_workbench/page',
			access: 'machine',
			handle: () => ({ siteName: workspace.setting('Site_Name'), people: workspace.users().map(describeAccount), operatorToken }),
		},
	];
}
