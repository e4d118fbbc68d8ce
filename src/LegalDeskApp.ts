import { App } from '@rocket.chat/apps-engine/definition/App';
import type {
	IAppAccessors,
	IConfigurationExtend,
	IHttp,
	ILogger,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import { StartupType, type IJobContext, type IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands';
import { RoomTypeFilter, UIActionButtonContext } from '@rocket.chat/apps-engine/definition/ui';
import type {
	IUIKitInteractionHandler,
	IUIKitResponse,
	UIKitActionButtonInteractionContext,
	UIKitBlockInteractionContext,
	UIKitViewCloseInteractionContext,
	UIKitViewSubmitInteractionContext,
} from '@rocket.chat/apps-engine/definition/uikit';
import type { IUser, IUserContext } from '@rocket.chat/apps-engine/definition/users';

import type { ChunkProgress } from './cases/verifyChunks';
import type { Announcer } from './jobs/announcer';
import { continueCapture } from './jobs/capture';
import { keepDigest, type DigestAnnouncer } from './jobs/digest';
import { continueExport, type ExportAnnouncer } from './jobs/export';
import { sweep, sweepCase } from './jobs/sweep';
import { continueVerification } from './jobs/verify';
import { watchAccount } from './jobs/watch';
import { CONTACT_ADDRESS, CONTACT_EMAIL } from './platform/contactSettings';
import { HOSTED_DOMAINS } from './platform/deploymentSettings';
import { createMemory, openDesk, type Accessors } from './platform/desk';
import { RULE_SETTINGS } from './platform/deskRules';
import { TIME_STAMP_URL } from './platform/timeStamps';
import * as announcements from './surfaces/cards/announce';
import { keepCard } from './surfaces/cards/keepCard';
import * as dueAnnouncements from './surfaces/due/announce';
import { deliverExport } from './surfaces/exports/deliverExport';
import { receiveAction, receiveClosed, receiveCommand, receiveSubmit, type Call } from './surfaces/receive';
import { COMMANDS } from './surfaces/registry';
import type { Command } from './surfaces/surface';
import { keepTimeline } from './surfaces/timeline';

/** How the jobs speak to people. */
const announcer: Announcer & DigestAnnouncer & ExportAnnouncer = {
	...announcements,
	...dueAnnouncements,
	keepCard,
	keepTimeline,
	deliverExport,
};

/** As the server calls it; the engine's own typing of this interface names the method of another event. */
// eslint-disable-next-line @typescript-eslint/naming-convention -- app.json lists it by the platform's name
interface IPostUserDeleted {
	executePostUserDeleted(
		context: IUserContext,
		read: IRead,
		http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void>;
}

const { MESSAGE_ACTION, ROOM_ACTION } = UIActionButtonContext;

/** The desk's buttons in the menus of messages and rooms. */
const BUTTONS = [
	['attachDocument', MESSAGE_ACTION, 'document.button.attach'],
	['importExport', MESSAGE_ACTION, 'import.button-message'],
	['useSignature', MESSAGE_ACTION, 'outside.button'],
	['openDesk', ROOM_ACTION, 'case.button.desk'],
] as const;

/** The legal channel is one of these; the platform cannot show a button in one room alone. */
const PRIVATE_ROOMS = [RoomTypeFilter.PRIVATE_CHANNEL, RoomTypeFilter.PRIVATE_TEAM, RoomTypeFilter.PRIVATE_DISCUSSION];

/** Wiring only: which accessor call of the platform leads to which part of the desk. */
export class LegalDeskApp extends App implements IUIKitInteractionHandler, IPostUserDeleted {
	private readonly memory = createMemory();

	constructor(info: IAppInfo, logger: ILogger, accessors: IAppAccessors) {
		super(info, logger, accessors);
	}

	protected override async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
		for (const setting of [HOSTED_DOMAINS, CONTACT_EMAIL, CONTACT_ADDRESS, TIME_STAMP_URL, ...RULE_SETTINGS]) {
			await configuration.settings.provideSetting(setting);
		}
		await configuration.scheduler.registerProcessors([
			{
				id: 'desk-sweep',
				// A human interval without skipImmediate: the server keeps the next run over a restart, so none is skipped.
				startupSetting: { type: StartupType.RECURRING, interval: '5 minutes' },
				processor: this.onThisRun((app, accessors) => app.runSweep(accessors)),
			},
			{
				id: 'verify-next-step',
				processor: this.onThisRun((app, accessors, job) => app.runVerification(job, accessors)),
			},
			{
				id: 'export-next-step',
				processor: this.onThisRun((app, accessors, job) => app.runExport(job, accessors)),
			},
			{
				id: 'capture-next-step',
				processor: this.onThisRun((app, accessors, job) => app.runCapture(job, accessors)),
			},
		]);
		for (const [actionId, context, labelI18n] of BUTTONS) {
			configuration.ui.registerButton({ actionId, context, labelI18n, when: { roomTypes: PRIVATE_ROOMS } });
		}
		// Last: on disable and enable the platform refuses a command that it already knows, and what follows would be skipped.
		for (const command of COMMANDS) {
			await configuration.slashCommands.provideSlashCommand(this.describeCommand(command));
		}
	}

	/** The engine finds the app in a command's properties, and at each call puts in its place the app with the logger of that call. */
	private describeCommand({ name, description, params }: Command): ISlashCommand & { app: LegalDeskApp } {
		return {
			app: this,
			command: name,
			i18nDescription: description,
			i18nParamsExample: params,
			providesPreview: false,
			async executor(context, read, modify, _http, persistence) {
				const call = this.app.describeCall(
					{ read, modify, persistence },
					context.getSender(),
					context.getRoom(),
					context.getTriggerId(),
				);
				await receiveCommand(call, name, context.getArguments());
			},
		};
	}

	/** The engine calls a job on the app with the logger of that run; an older one calls it on the job. */
	private onThisRun(run: (app: LegalDeskApp, accessors: Accessors, job: IJobContext) => Promise<void>): IProcessor['processor'] {
		const findApp = (called: unknown): LegalDeskApp => (called instanceof LegalDeskApp ? called : this);
		return async function (this: unknown, job, read, modify, _http, persistence) {
			await run(findApp(this), { read, modify, persistence }, job);
		};
	}

	public async executeBlockActionHandler(
		context: UIKitBlockInteractionContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		const { user, room, triggerId, actionId, value } = context.getInteractionData();
		await receiveAction(this.describeCall({ read, modify, persistence }, user, room, triggerId), actionId, value);
		return context.getInteractionResponder().successResponse();
	}

	public async executeActionButtonHandler(
		context: UIKitActionButtonInteractionContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		const { user, room, message, triggerId, actionId } = context.getInteractionData();
		await receiveAction(this.describeCall({ read, modify, persistence }, user, room, triggerId), actionId, message?.id);
		return context.getInteractionResponder().successResponse();
	}

	public async executeViewSubmitHandler(
		context: UIKitViewSubmitInteractionContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		const { user, view, triggerId } = context.getInteractionData();
		const responder = context.getInteractionResponder();
		const viewId = String(view?.id);
		const { errors } = await receiveSubmit(
			this.describeCall({ read, modify, persistence }, user, undefined, triggerId),
			viewId,
			view?.state,
		);
		return errors ? responder.viewErrorResponse({ viewId, errors }) : responder.successResponse();
	}

	public async executeViewClosedHandler(
		context: UIKitViewCloseInteractionContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<IUIKitResponse> {
		const { user, view } = context.getInteractionData();
		await receiveClosed(
			this.describeCall({ read, modify, persistence }, user, undefined, undefined),
			String(view?.id),
			view ?? {},
		);
		return context.getInteractionResponder().successResponse();
	}

	/** Only a hint, which the platform gives for few deletions; the sweep looks at held accounts every day. */
	public async executePostUserDeleted(
		context: IUserContext,
		read: IRead,
		_http: IHttp,
		persistence: IPersistence,
		modify: IModify,
	): Promise<void> {
		const desk = await openDesk(this.getID(), { read, modify, persistence }, this.memory);
		for (const caseId of await watchAccount(desk, context.user.id)) {
			await sweepCase(desk, caseId, announcer);
		}
	}

	private describeCall(
		accessors: Accessors,
		caller: IUser,
		room: IRoom | undefined | null,
		triggerId: string | undefined | null,
	): Call {
		const { memory } = this;
		const report = (place: string, error: unknown) => this.reportFailure(place, error);
		return { appId: this.getID(), accessors, memory, caller, room: room ?? undefined, triggerId: triggerId ?? undefined, report };
	}

	private async runSweep(accessors: Accessors): Promise<void> {
		const desk = await openDesk(this.getID(), accessors, this.memory);
		const { done, failed, left } = await sweep(desk, announcer);
		await keepDigest(desk, announcer).catch((error: unknown) => this.reportFailure('digest', error));
		if (failed > 0 || left > 0) {
			this.getLogger().warn(`sweep: ${done} done, ${failed} failed, ${left} left for the next`);
		}
	}

	private async runCapture(job: IJobContext, accessors: Accessors): Promise<void> {
		const desk = await openDesk(this.getID(), accessors, this.memory);
		const { caseId } = job as { caseId?: unknown };
		if (typeof caseId === 'string' && (await continueCapture(desk, caseId, announcer))) {
			await accessors.modify.getScheduler().scheduleOnce({ id: 'capture-next-step', when: new Date(), data: { caseId } });
		}
	}

	private async runExport(job: IJobContext, accessors: Accessors): Promise<void> {
		const desk = await openDesk(this.getID(), accessors, this.memory);
		const { caseId } = job as { caseId?: unknown };
		if (typeof caseId === 'string' && (await continueExport(desk, caseId, announcer))) {
			await accessors.modify.getScheduler().scheduleOnce({ id: 'export-next-step', when: new Date(), data: { caseId } });
		}
	}

	private async runVerification(job: IJobContext, accessors: Accessors): Promise<void> {
		const desk = await openDesk(this.getID(), accessors, this.memory);
		const { caseId, verificationId, progress } = job as unknown as {
			caseId: string;
			verificationId: string;
			progress: ChunkProgress;
		};
		const next = await continueVerification(desk, caseId, verificationId, progress);
		if (next) {
			const data = { caseId, verificationId, progress: next };
			await accessors.modify.getScheduler().scheduleOnce({ id: 'verify-next-step', when: new Date(), data });
		}
	}

	/**
	 * The kind of an error and where it happened, as lines and columns; its message may name a person. The engine wraps the class
	 * file into code of its own before it runs it: where this method stands tells by how many lines (`npm run where`).
	 */
	private reportFailure(place: string, error: unknown): void {
		const { name, stack } = error instanceof Error ? error : new Error();
		const [here = ''] = listPositions(new Error().stack);
		this.getLogger().error(`${place}: ${name} at ${listPositions(stack).slice(0, 6).join(' ')}, logged at ${here}`);
	}
}

/** Where the calls of a stack trace stand in the app's own code, the innermost first. */
function listPositions(stack = ''): string[] {
	return [...stack.matchAll(/<anonymous>:(\d+:\d+)\)?$/gm)].map(([, position = '']) => position);
}
