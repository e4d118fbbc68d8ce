/** All bridges of one server instance. */
import type { Context } from '../context';
import { injectFaults } from '../faults';
import { createCommandBridge, type CommandRegistry } from './commands';
import { createEmailBridge } from './email';
import { createUiInteractionBridge } from './interactions';
import { createMessageBridge, createThreadBridge } from './messages';
import { createOtherBridges } from './others';
import { createPersistenceBridge } from './persistence';
import { createRoomBridge } from './rooms';
import { createSchedulerBridge } from './scheduler';
import { createServerSettingBridge } from './settings';
import { createUploadBridge } from './uploads';
import { createUserBridge } from './users';
import type { Scheduler } from '../scheduler/scheduler';

export function createBridges(
	context: Context,
	scheduler: Scheduler,
	registry: CommandRegistry,
): InstanceType<Context['engine']['bridges']['AppBridges']> {
	const { faults } = context;
	const bridges: Record<string, unknown> = {
		...createOtherBridges(context),
		Command: createCommandBridge(context, registry),
		// Its own errors never reach the app, so it strikes for itself.
		Scheduler: createSchedulerBridge(context, scheduler),
		Thread: injectFaults(createThreadBridge(context), 'threads', faults),
		Message: injectFaults(createMessageBridge(context), 'messages', faults),
		Persistence: injectFaults(createPersistenceBridge(context), 'persistence', faults),
		Room: injectFaults(createRoomBridge(context), 'rooms', faults),
		User: injectFaults(createUserBridge(context), 'users', faults),
		Upload: injectFaults(createUploadBridge(context), 'uploads', faults),
		Email: injectFaults(createEmailBridge(context), 'email', faults),
		UiInteraction: injectFaults(createUiInteractionBridge(context), 'interactions', faults),
		ServerSetting: injectFaults(createServerSettingBridge(context), 'settings', faults),
	};
	const Bridges = class extends (context.engine.bridges.AppBridges as unknown as new () => object) {};
	for (const [name, bridge] of Object.entries(bridges)) {
		Object.defineProperty(Bridges.prototype, `get${name}Bridge`, { value: () => bridge });
	}
	return new Bridges() as InstanceType<Context['engine']['bridges']['AppBridges']>;
}
