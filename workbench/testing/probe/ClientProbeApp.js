'use strict';

/** A Rocket.Chat app as the engine loads it: one CommonJS file, plain JavaScript. */
const { App } = require('@rocket.chat/apps-engine/definition/App');
const { RocketChatAssociationModel, RocketChatAssociationRecord } = require('@rocket.chat/apps-engine/definition/metadata');

const appId = '5d1c3f0a-7b1e-4c56-9a52-0c2f6b8f4e11';
const plain = (text) => ({ type: 'plain_text', text });
const seen = () => new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'seen');

const button = (actionId, value) => ({ type: 'button', appId, blockId: 'buttons', actionId, value, text: plain(actionId) });
const question = { title: plain('Sure?'), text: plain('It cannot be undone'), confirm: plain('Yes'), deny: plain('No') };
const input = (actionId, element) => ({
	type: 'input',
	appId,
	blockId: `block-${actionId}`,
	label: plain(actionId),
	element: { appId, blockId: `block-${actionId}`, actionId, ...element },
});

/** @param id the view's id; @param note a line that tells one drawing from another. */
const makeForm = (id, note) => ({
	type: 'modal',
	id,
	title: plain('Probe'),
	submit: { ...button('save'), text: plain('Save') },
	close: { ...button('leave'), text: plain('Leave') },
	blocks: [
		{ type: 'section', blockId: 'note', text: plain(note) },
		input('name', { type: 'plain_text_input' }),
		input('colour', {
			type: 'static_select',
			placeholder: plain('colour'),
			initialValue: 'red',
			options: ['red', 'blue'].map((value) => ({ value, text: plain(value) })),
		}),
		{ type: 'actions', blockId: 'buttons', elements: [button('open-other', 'x'), button('whisper', 'hello')] },
	],
});

const whisper = async (modify, user, room, text) => {
	const message = modify.getCreator().startMessage().setRoom(room).setText(text);
	await modify.getNotifier().notifyUser(user, message.getMessage());
};

const say = (modify, room, text, blocks) => {
	const message = modify.getCreator().startMessage().setRoom(room).setText(text);
	return modify.getCreator().finish(blocks ? message.setBlocks(blocks) : message);
};

/** What each command does; `words` are its arguments. */
const commands = {
	'probe-form': ({ user, modify, triggerId }) =>
		modify.getUiController().openSurfaceView(makeForm('form', 'first'), { triggerId }, user),
	'probe-bar': ({ user, modify, triggerId }) =>
		modify.getUiController().openSurfaceView({ ...makeForm('bar', 'a bar'), type: 'contextualBar' }, { triggerId }, user),
	'probe-form-twice': async ({ user, modify, triggerId }) => {
		await modify.getUiController().openSurfaceView(makeForm('form', 'first'), { triggerId }, user);
		await modify.getUiController().openSurfaceView(makeForm('second-form', 'second'), { triggerId }, user);
	},
	'probe-form-later': async ({ user, modify, triggerId }) => {
		setTimeout(() => modify.getUiController().openSurfaceView(makeForm('late-form', 'late'), { triggerId }, user), 30);
	},
	'probe-say': ({ room, modify, words }) => say(modify, room, words.join(' ')),
	'probe-whisper': ({ user, room, modify, words }) => whisper(modify, user, room, words.join(' ')),
	'probe-whisper-later': async ({ user, room, modify, words }) => {
		setTimeout(() => whisper(modify, user, room, words.join(' ')), 30);
	},
	'probe-card': ({ room, modify }) =>
		say(modify, room, 'a card', [
			{
				type: 'actions',
				blockId: 'buttons',
				elements: [
					button('whisper', 'from the card'),
					button('open-other', 'y'),
					{ ...button('confirm', 'z'), confirm: question },
				],
			},
		]),
	'probe-prune': ({ user, room, modify }) => whisper(modify, user, room, 'pruned'),
	'probe-throw': async () => {
		throw new Error('the probe threw');
	},
	'probe-mail': async ({ modify, words }) => {
		await modify
			.getCreator()
			.getEmailCreator()
			.send({ to: words[0], from: 'probe@workspace.example', subject: 'probe', text: 'a mail' });
	},
	'probe-schedule': ({ room, modify, words }) =>
		modify
			.getScheduler()
			.scheduleOnce({ id: 'say-later', when: new Date(Date.now() + Number(words[0])), data: { roomId: room.id } }),
};

class ClientProbeApp extends App {
	async extendConfiguration(configuration) {
		configuration.ui.registerButton({ actionId: 'probe-button', labelI18n: 'button', context: 'messageAction' });
		await configuration.scheduler.registerProcessors([
			{
				id: 'say-later',
				processor: async ({ roomId }, read, modify) =>
					void (await say(modify, await read.getRoomReader().getById(roomId), 'said later')),
			},
		]);
		for (const [command, run] of Object.entries(commands)) {
			const executor = async (context, _read, modify) => {
				await run({
					user: context.getSender(),
					room: context.getRoom(),
					words: context.getArguments(),
					triggerId: context.getTriggerId(),
					modify,
				});
			};
			await configuration.slashCommands.provideSlashCommand({
				command,
				i18nParamsExample: '',
				permission: command === 'probe-prune' ? 'run-import' : undefined,
				i18nDescription: '',
				providesPreview: false,
				executor,
			});
		}
	}

	async executeViewSubmitHandler(context, _read, _http, persistence) {
		const { user, view } = context.getInteractionData();
		const state = view.state ?? {};
		await persistence.createWithAssociation({ kind: 'submit', viewId: view.id, username: user.username, state }, seen());
		const answer = context.getInteractionResponder();
		const name = state['block-name']?.name;
		if (name === 'throw') throw new Error('the probe threw');
		if (name === 'slow') await new Promise((resolve) => setTimeout(resolve, 5200));
		if (name === 'update') return answer.updateModalViewResponse(makeForm(view.id, 'updated'));
		if (name === 'next') return answer.openModalViewResponse(makeForm('next-form', 'next'));
		if (!name) return answer.viewErrorResponse({ viewId: view.id, errors: { name: 'A name is needed' } });
		return answer.successResponse();
	}

	async executeViewClosedHandler(context, _read, _http, persistence) {
		const { user, view, isCleared } = context.getInteractionData();
		await persistence.createWithAssociation({ kind: 'closed', viewId: view.id, username: user.username, isCleared }, seen());
		return context.getInteractionResponder().successResponse();
	}

	async executeBlockActionHandler(context, _read, _http, persistence, modify) {
		const { actionId, value, user, triggerId, room } = context.getInteractionData();
		await persistence.createWithAssociation({ kind: 'press', actionId, value, username: user.username }, seen());
		if (actionId === 'open-other')
			await modify.getUiController().openSurfaceView(makeForm('other-form', `opened by ${value}`), { triggerId }, user);
		if (actionId === 'whisper' && room) await whisper(modify, user, room, String(value));
		return context.getInteractionResponder().successResponse();
	}

	async executeActionButtonHandler(context, _read, _http, _persistence, modify) {
		const { user, room, message } = context.getInteractionData();
		await whisper(modify, user, room, `button on ${message ? message.text : 'nothing'}`);
		return context.getInteractionResponder().successResponse();
	}
}

exports.ClientProbeApp = ClientProbeApp;
