/** Bundles a probe app into a zip as Rocket.Chat takes it. */
import path from 'node:path';

import { build } from 'esbuild';
import { strToU8, zipSync } from 'fflate';

import { expectDefined } from '../expectDefined';
import { PROBE_ID, type ProbeConfig } from './config';

const ALL_PERMISSIONS = [
	'user.read',
	'user.write',
	'room.read',
	'room.write',
	'room.system.view-all',
	'message.read',
	'message.write',
	'upload.read',
	'upload.write',
	'persistence',
	'scheduler',
	'slashcommand',
	'ui.interact',
	'ui.registerButtons',
	'email.send',
	'server-setting.read',
	'role.read',
	'threads.read',
	'networking',
];

export async function buildProbe(config: ProbeConfig = {}): Promise<Buffer> {
	const bundle = await build({
		entryPoints: [path.join(__dirname, 'ProbeApp.ts')],
		bundle: true,
		write: false,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['@rocket.chat/apps-engine/*'],
		define: { PROBE: JSON.stringify(config) },
		logLevel: 'silent',
	});
	const manifest = {
		id: config.id ?? PROBE_ID,
		version: config.version ?? '1.0.0',
		requiredApiVersion: '^1.44.0',
		iconFile: 'icon.png',
		author: { name: 'Workbench', homepage: 'https://example.com', support: 'https://example.com' },
		name: config.name ?? 'Probe',
		nameSlug: config.nameSlug ?? 'probe',
		classFile: 'ProbeApp.js',
		description: 'Runs what a test hands it',
		permissions: (config.permissions ?? ALL_PERMISSIONS).map((name) => ({ name })),
		implements: config.implements ?? [],
		...(config.essentials && { essentials: config.essentials }),
	};
	const zip = zipSync({
		'app.json': strToU8(JSON.stringify(manifest)),
		'ProbeApp.js': strToU8(expectDefined(bundle.outputFiles[0], 'bundled probe').text),
		'icon.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
		'i18n/en.json': strToU8(JSON.stringify({ probe_description: 'Runs a probe', probe_params: 'code', probe_button: 'Probe' })),
	});
	return Buffer.from(zip);
}
