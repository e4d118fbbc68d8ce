import { findIntake, type IntakeContext } from './draft';
import { REQUEST_KINDS } from '../../policy/requestKinds';
import { openModal, type Session } from '../session';

/**
 * Opens the choice of what kind of request came in; a request that was begun before can be gone on with or discarded.
 *
 * @returns a line when there is no client to show it
 */
export async function openKinds(session: Session, context: IntakeContext): Promise<string | undefined> {
	const { say, ui } = session;
	const draft = await findIntake(session, context);
	const choose = (kind: (typeof REQUEST_KINDS)[number]) =>
		ui.button('requestKind', say(`request.kind.${kind}`), { value: `${kind} ${context}` });
	const [common, european] = [REQUEST_KINDS.slice(0, 5), REQUEST_KINDS.slice(5)];
	const opened = await openModal(
		session,
		'request-kind',
		{},
		{
			title: say('request.title'),
			blocks: [
				...(draft
					? [
							ui.warning(say('request.unfinished', { kind: say(`request.kind.${draft.kind}`) })),
							ui.actions(
								'draft',
								ui.button('requestKind', say('request.go-on'), { value: `${draft.kind} ${context}`, style: 'primary' }),
								ui.button('discardRequest', say('button.discard-draft'), { value: context }),
							),
						]
					: []),
				ui.text(say('request.which')),
				ui.actions('kinds', ...common.map(choose)),
				ui.actions('europeanKinds', ...european.map(choose)),
				ui.note(say('request.documents')),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}
