import { openProductionGrant } from './openGrant';
import { sayFailure } from './sayProduction';
import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { decideResumption } from '../../cases/decisions';
import { listPosted } from '../../cases/resuming';
import type { ProductionState } from '../../cases/state';
import { formatInstant } from '../../policy/instants';
import { keepCard } from '../cards/keepCard';
import { openCase } from '../findCase';
import { produceInBackground } from '../produceInBackground';
import { openModal, type Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** Opens what lets an attempt that was cut off go on: what was approved, what stands posted, and the passphrase. */
export async function openResumption(
	session: Session,
	{ caseId, state }: OpenCase,
	production: ProductionState,
): Promise<string | undefined> {
	const { say, ui } = session;
	const { productionId, approvedAt = '', approvedBy, requestedBy, failure, orphans = [], volumes = [] } = production;
	const approved = formatInstant(Date.parse(approvedAt));
	const kept = listPosted(production);
	const stray = [...orphans, ...volumes].filter((volume) => !kept.includes(volume));
	const list = (files: typeof kept) => files.map(({ fileName, sha256 }) => `${fileName} (${sha256.slice(0, 12)}…)`);
	const opened = await openModal(
		session,
		'continue-production',
		{ caseId, productionId, approvedAt },
		{
			title: say('continue.title'),
			submit: say('continue.submit'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('approve.requested-by'), requestedBy.kind === 'person' ? `@${requestedBy.username}` : ''],
					[say('continue.approved'), approvedBy?.kind === 'person' ? `@${approvedBy.username}, ${approved}` : approved],
					[say('continue.posted'), list(kept).join(', ') || say('continue.none')],
				]),
				ui.warning(say('approve.failed-before', { why: sayFailure(say, failure ?? '') })),
				...(stray.length > 0 ? [ui.warning(say('approve.orphans', { files: list(stray) }))] : []),
				ui.note(say('continue.explained')),
				ui.textField(
					'passphrase',
					{ label: say('approve.passphrase'), hint: say('approve.passphrase-hint') },
					{ maxLength: 200 },
				),
				ui.actions('approveActions', ui.button('changeProduction', say('button.change-production-open'), { value: caseId })),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

/** Lets it go on: the keys are opened again, and only what was not posted is built and posted. */
export const submitResumption: FormHandler = {
	kind: 'continue-production',
	capability: 'approve-production',
	secrets: ['passphrase'],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor } = session;
		const refused = (refusal: { code: string }) => ({ errors: { passphrase: sayRefusal(say, refusal) } });
		const passphrase = typeof values.passphrase === 'string' ? values.passphrase : '';
		if (!passphrase) {
			return { errors: { passphrase: say('error.passphrase-needed') } };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return refused(found);
		}
		const { state } = found.value;
		const productionId = String(form.data.productionId);
		const production = state.productions.find((known) => known.productionId === productionId);
		const { rules } = await desk.readRules();
		const decided = decideResumption(state, productionId, actor, desk.clock(), rules.productionPeople);
		if (!decided.ok || !production || production.approvedAt !== form.data.approvedAt) {
			return refused(decided.ok ? { code: 'production-changed' } : decided);
		}
		const opening = { entry: 'form:continue-production', passphrase };
		const grant = await openProductionGrant(session, found.value, { productionId, choices: production }, opening);
		if (!grant.ok) {
			return refused(grant);
		}
		const resumed = await keepCard(desk, await appendEvents(found.value, decided.value, actor, desk));
		produceInBackground(session, resumed, productionId, grant.value);
		return { line: say('continue.done', { reference: resumed.state.reference }) };
	},
};
