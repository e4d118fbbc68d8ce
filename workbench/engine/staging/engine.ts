/** Loads the staged engine's classes: always from the staged copy, since AppManager and bridges must share one module. */
import { createRequire } from 'node:module';
import path from 'node:path';

import type { StagedEngine } from './stage';

export interface Engine {
	AppManager: typeof import('apps-engine-server/server/AppManager').AppManager;
	bridges: typeof import('apps-engine-server/server/bridges') & {
		UserBridge: typeof import('apps-engine-server/server/bridges/UserBridge').UserBridge;
		ThreadBridge: typeof import('apps-engine-server/server/bridges/ThreadBridge').ThreadBridge;
		RoleBridge: typeof import('apps-engine-server/server/bridges/RoleBridge').RoleBridge;
		InternalBridge: typeof import('apps-engine-server/server/bridges/InternalBridge').InternalBridge;
		ModerationBridge: typeof import('apps-engine-server/server/bridges/ModerationBridge').ModerationBridge;
		OAuthAppsBridge: typeof import('apps-engine-server/server/bridges/OAuthAppsBridge').OAuthAppsBridge;
		ContactBridge: typeof import('apps-engine-server/server/bridges/ContactBridge').ContactBridge;
		ExperimentalBridge: typeof import('apps-engine-server/server/bridges/ExperimentalBridge').ExperimentalBridge;
		OutboundMessageBridge: typeof import('apps-engine-server/server/bridges/OutboundMessagesBridge').OutboundMessageBridge;
	};
	AppMetadataStorage: typeof import('apps-engine-server/server/storage').AppMetadataStorage;
	AppLogStorage: typeof import('apps-engine-server/server/storage').AppLogStorage;
	AppSourceStorage: typeof import('apps-engine-server/server/storage').AppSourceStorage;
	SlashCommandContext: typeof import('apps-engine-server/definition/slashcommands').SlashCommandContext;
	AppInterface: typeof import('apps-engine-server/definition/metadata').AppInterface;
	AppStatusUtils: typeof import('apps-engine-server/definition/AppStatus').AppStatusUtils;
	AppStatus: typeof import('apps-engine-server/definition/AppStatus').AppStatus;
}

const OTHER_BRIDGES = [
	'User',
	'Thread',
	'Role',
	'Internal',
	'Moderation',
	'OAuthApps',
	'Contact',
	'Experimental',
	'OutboundMessages',
];

export function loadEngine(staged: StagedEngine): Engine {
	const requireStaged = createRequire(path.join(staged.packageDir, 'package.json'));
	const load = (file: string) => requireStaged(path.join(staged.packageDir, file));
	return {
		...load('server/AppManager.js'),
		bridges: Object.assign(
			{},
			load('server/bridges/index.js'),
			...OTHER_BRIDGES.map((name) => load(`server/bridges/${name}Bridge.js`)),
		),
		...load('server/storage/index.js'),
		...load('definition/slashcommands/index.js'),
		...load('definition/metadata/index.js'),
		...load('definition/AppStatus.js'),
	};
}
