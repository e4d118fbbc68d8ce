import type { OpenCase } from '../../cases/caseFile';
import { isDeclarationWanted, listDeclarable } from '../../cases/decisions/declarations';
import { DECLARATION_PLACES } from '../../cases/events/declaration';
import { nameProcess } from '../../policy/entitlement';
import { openCase } from '../findCase';
import { openModal, type Session } from '../session';
import type { Action } from '../surface';
import { sayRefusal } from '../texts';

/** *Draft declaration…*, on a case. */
export const openDeclaration: Action = {
	actionId: 'declaration',
	capability: 'request-production',
	async run(session, value) {
		const found = await openCase(session.desk, value);
		return found.ok ? openForm(session, found.value) : sayRefusal(session.say, found);
	},
};

async function openForm(session: Session, { caseId, state }: OpenCase): Promise<string | undefined> {
	const { say, ui } = session;
	const declarable = listDeclarable(state);
	if (!declarable.ok) {
		return sayRefusal(say, declarable);
	}
	const productions = declarable.value.map(({ productionId, number, process }) => ({
		value: productionId,
		text: say('costs.production', { number, process: `${nameProcess(process.kind)}, ${process.number}` }),
	}));
	const places = DECLARATION_PLACES.map((place) => ({ value: place, text: say(`declaration.place.${place}`) }));
	const opened = await openModal(
		session,
		'declaration',
		{ caseId },
		{
			title: say('declaration.title'),
			submit: say('declaration.submit'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('card.agency'), state.agency.name],
				]),
				ui.note(say('declaration.explained')),
				ui.note(say(isDeclarationWanted(state) ? 'declaration.wanted' : 'declaration.not-wanted')),
				ui.select('production', { label: say('declaration.which') }, productions, productions.at(-1)?.value),
				ui.select('place', { label: say('declaration.place'), hint: say('declaration.place-hint') }, places),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}
