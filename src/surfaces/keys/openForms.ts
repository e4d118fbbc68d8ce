import { openModal, type ModalView, type Session } from '../session';
import type { Action } from '../surface';

/** The forms that change the desk's keys. All are the administrator's, and all ask for the passphrase. */
function createKeyAction(actionId: string, kind: string, render: (session: Session) => ModalView): Action {
	return {
		actionId,
		capability: 'set-up',
		async run(session) {
			const { desk, say } = session;
			if (!desk.config) {
				return say('refusal.not-set-up');
			}
			const isPending = desk.config.keyChange !== undefined;
			if (isPending !== (kind === 'keys-continue')) {
				return say(isPending ? 'refusal.keys-changing' : 'keys.nothing-to-finish');
			}
			return (await openModal(session, kind, {}, render(session))) ? undefined : say('line.setup-needs-client');
		},
	};
}

const askPassphrase = ({ ui, say }: Session) =>
	ui.textField('passphrase', { label: say('approve.passphrase'), hint: say('approve.passphrase-hint') }, { maxLength: 200 });

export const KEY_ACTIONS: readonly Action[] = [
	createKeyAction('keysPassphrase', 'keys-passphrase', (session) => {
		const { ui, say } = session;
		return {
			title: say('keys.button.passphrase'),
			submit: say('button.save'),
			blocks: [
				ui.note(say('keys.passphrase-explained')),
				ui.textField('passphrase', { label: say('keys.passphrase-now') }, { maxLength: 200 }),
				ui.textField(
					'newPassphrase',
					{ label: say('keys.passphrase-new'), hint: say('setup.passphrase-hint') },
					{ maxLength: 200 },
				),
				ui.textField('newPassphraseAgain', { label: say('setup.passphrase-again') }, { maxLength: 200 }),
			],
		};
	}),
	createKeyAction('keysRotate', 'keys-rotate', (session) => ({
		title: session.say('keys.button.rotate'),
		submit: session.say('keys.button.rotate'),
		blocks: [
			session.ui.note(session.say('keys.rotate-explained')),
			session.ui.warning(session.say('keys.old-exports')),
			askPassphrase(session),
		],
	})),
	createKeyAction('keysRecovery', 'keys-recovery', (session) => {
		const { ui, say, desk } = session;
		return {
			title: say('keys.button.recovery'),
			submit: say('button.save'),
			blocks: [
				ui.note(say('keys.recovery-explained')),
				askForRecovery(session, desk.config?.recovery?.pem),
				askPassphrase(session),
			],
		};
	}),
	createKeyAction('keysSupply', 'keys-supply', (session) => {
		const { ui, say } = session;
		return {
			title: say('keys.button.supply'),
			submit: say('button.save'),
			blocks: [
				ui.warning(say('keys.old-exports')),
				askForKeys(session, false),
				ui.textField('suppliedPassphrase', { label: say('keys.supplied-passphrase') }, { maxLength: 200 }),
				askPassphrase(session),
			],
		};
	}),
	createKeyAction('keysExport', 'keys-export', (session) => ({
		title: session.say('keys.button.export'),
		submit: session.say('keys.button.export'),
		blocks: [session.ui.note(session.say('keys.export-explained')), askPassphrase(session)],
	})),
	createKeyAction('keysContinue', 'keys-continue', (session) => ({
		title: session.say('keys.button.continue'),
		submit: session.say('keys.button.continue'),
		blocks: [session.ui.note(session.say('keys.continue-explained')), askPassphrase(session)],
	})),
];

/** Also in the form of the first set-up. */
export function askForRecovery({ ui, say }: Session, initial?: string) {
	return ui.textField(
		'recoveryPem',
		{ label: say('keys.recovery-pem'), hint: say('keys.recovery-hint') },
		{ initial, multiline: true, maxLength: 12_000, optional: true },
	);
}

export function askForKeys({ ui, say }: Session, optional: boolean) {
	const hint = say(optional ? 'keys.supplied-hint-setup' : 'keys.supplied-hint');
	return ui.textField('suppliedPem', { label: say('keys.supplied-pem'), hint }, { multiline: true, maxLength: 20_000, optional });
}
