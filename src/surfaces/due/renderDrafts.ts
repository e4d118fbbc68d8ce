import type { LayoutBlock } from '@rocket.chat/ui-kit';

import { formatInstant } from '../../policy/instants';
import { listIntakes } from '../request/draft';
import type { Session } from '../session';

/** The requests that this person has begun and not recorded: no case has them yet, and nobody else sees them. */
export async function renderDrafts(session: Session): Promise<LayoutBlock[]> {
	const { say, ui } = session;
	const begun = await listIntakes(session);
	return begun.flatMap(({ context, kind, keptAt }, index) => [
		ui.text(
			`${say('due.draft', { kind: say(`request.kind.${kind}`) })}\n${say('due.draft-kept', { at: formatInstant(keptAt) })}`,
		),
		ui.actions(
			`due-draft-${index}`,
			ui.button('requestKind', say('request.go-on'), { value: `${kind} ${context}` }),
			ui.button('discardRequest', say('button.discard-draft'), { value: context }),
		),
	]);
}
