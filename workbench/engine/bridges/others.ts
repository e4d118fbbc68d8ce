/** Bridges with little behind them. What a workbench has no counterpart for rejects loudly instead of pretending. */
import { generateKeyPairSync } from 'node:crypto';

import type { Context } from '../context';
import { decode } from '../store/documents';
import { listSubscriptions } from '../workspace/rooms';
import { findUserById } from '../workspace/users';

type AbstractClass = abstract new (...args: any[]) => object;

/** An instance whose every inherited abstract method throws. */
function refuseAll(base: AbstractClass, name: string, methods: Record<string, (...args: any[]) => unknown> = {}): any {
	const instance = new (class extends (base as unknown as new () => object) {})() as Record<string, unknown>;
	Object.assign(instance, methods);
	return new Proxy(instance, {
		get(target, property, receiver) {
			if (property in target || typeof property === 'symbol' || property === 'then') {
				return Reflect.get(target, property, receiver);
			}
			return () => {
				throw new Error(`The workbench does not implement ${name}.${property}.`);
			};
		},
	});
}

const BUILT_IN_ROLES = [
	'admin',
	'moderator',
	'leader',
	'owner',
	'user',
	'bot',
	'app',
	'guest',
	'anonymous',
	'livechat-agent',
	'livechat-manager',
];

function createRoleBridge({ engine, store }: Context) {
	const custom = () => store.all('SELECT doc FROM roles').map((row) => decode(row.doc));
	const shape = (role: any): any => ({
		id: role._id,
		name: role.name,
		description: role.description ?? '',
		mandatory2fa: false,
		protected: false,
		scope: 'Users',
	});
	const builtIn = BUILT_IN_ROLES.map((id) => ({ ...shape({ _id: id, name: id }), protected: true }));
	return new (class extends engine.bridges.RoleBridge {
		async getOneByIdOrName(idOrName: string): Promise<any> {
			return [...builtIn, ...custom().map(shape)].find((role) => role.id === idOrName || role.name === idOrName) ?? null;
		}

		async getCustomRoles(): Promise<any> {
			return custom().map(shape);
		}
	})();
}

function createInternalBridge(context: Context) {
	const usernames = (roomId: string): string[] =>
		listSubscriptions(context, roomId)
			.map(({ userId }) => findUserById(context, userId)?.username)
			.filter((username) => username !== undefined);
	return new (class extends context.engine.bridges.InternalBridge {
		async getUsernamesOfRoomById(roomId: string) {
			return usernames(roomId);
		}

		getUsernamesOfRoomByIdSync(roomId: string) {
			return usernames(roomId);
		}

		async getWorkspacePublicKey(): Promise<any> {
			return { id: 'Cloud_Workspace_PublicKey', value: '' };
		}
	})();
}

/** Installed apps are signed with the workspace's own key; it must outlive the process, or no app loads again. */
function createFederationBridge({ store }: Context) {
	store.atomically(() => {
		if (!store.readMeta('privateKey')) {
			const pair = generateKeyPairSync('rsa', {
				modulusLength: 2048,
				publicKeyEncoding: { type: 'spki', format: 'pem' },
				privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
			});
			store.writeMeta('privateKey', pair.privateKey);
			store.writeMeta('publicKey', pair.publicKey);
		}
	});
	return { getPrivateKey: async () => store.readMeta('privateKey'), getPublicKey: async () => store.readMeta('publicKey') };
}

export function createOtherBridges(context: Context): Record<string, unknown> {
	const { bridges } = context.engine;
	const nothing = async () => undefined;
	return {
		Role: createRoleBridge(context),
		Internal: createInternalBridge(context),
		InternalFederation: createFederationBridge(context),
		Listener: {},
		AppActivation: refuseAll(bridges.AppActivationBridge, 'activation', {
			appAdded: nothing,
			appUpdated: nothing,
			appRemoved: nothing,
			appStatusChanged: nothing,
			actionsChanged: nothing,
		}),
		AppDetailChanges: refuseAll(bridges.AppDetailChangesBridge, 'details', { onAppSettingsChange: () => undefined }),
		EnvironmentalVariable: refuseAll(bridges.EnvironmentalVariableBridge, 'environment', {
			getValueByName: nothing,
			isReadable: async () => false,
			isSet: async () => false,
		}),
		Http: refuseAll(bridges.HttpBridge, 'http', {
			call: async ({ method, url }: { method: string; url: string }) => {
				throw new Error(`The workbench has no network: ${method} ${url} was refused.`);
			},
		}),
		Api: refuseAll(bridges.ApiBridge, 'api', { unregisterApis: nothing }),
		OAuthApps: refuseAll(bridges.OAuthAppsBridge, 'oauth', { purge: nothing }),
		Livechat: refuseAll(bridges.LivechatBridge, 'livechat'),
		Contact: refuseAll(bridges.ContactBridge, 'contact'),
		CloudWorkspace: refuseAll(bridges.CloudWorkspaceBridge, 'cloud'),
		VideoConference: refuseAll(bridges.VideoConferenceBridge, 'videoConference'),
		Moderation: refuseAll(bridges.ModerationBridge, 'moderation'),
		OutboundMessage: refuseAll(bridges.OutboundMessageBridge, 'outboundMessage'),
		Experimental: refuseAll(bridges.ExperimentalBridge, 'experimental'),
	};
}
