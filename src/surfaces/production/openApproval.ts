import type { OpenCase } from '../../cases/caseFile';
import { needsNaming, producesContent } from '../../cases/decisions';
import { findNamedCategories } from '../../cases/decisions/emergency';
import { checkProductionNotice } from '../../cases/decisions/notice';
import { findEnforcingTerm } from '../../cases/enforcingTerm';
import type { ProductionState } from '../../cases/state';
import { decideEntitlement, ENTITLEMENTS, type LegalProcess, type Withheld } from '../../policy/entitlement';
import { formatInstant } from '../../policy/instants';
import { openModal, type ModalView, type Session } from '../session';
import { sayRefusal, type Say } from '../texts';
import { sayNotice } from './openRequest';
import { recordPreview, sayCounts } from './preview';
import { sayFailure } from './sayProduction';

/** Opens the approval of a production that waits: what would leave and what would not, and the passphrase. */
export async function openApproval(
	session: Session,
	caseFile: OpenCase,
	production: ProductionState,
): Promise<string | undefined> {
	const { say, ui, desk, actor } = session;
	const { caseId, state } = caseFile;
	const { process, requestedBy, productionId, holdId } = production;
	const hold = state.holds.find((known) => known.holdId === holdId);
	const notice = checkProductionNotice(state, hold?.subject.userId ?? '', desk.clock());
	const enforcing = findEnforcingTerm(state.requests, process.kind, desk.clock());
	const isRequester = requestedBy.kind === 'person' && actor.kind === 'person' && requestedBy.userId === actor.userId;
	const opened = await openModal(
		session,
		'approve',
		{ caseId, productionId, requestedAt: production.requestedAt },
		{
			title: say('approve.title'),
			submit: say('button.approve'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('account.username'), hold ? `@${hold.subject.username}` : ''],
					[say('card.agency'), state.agency.name],
					[say('produce.process'), `${describeProcess(process.kind)}, ${process.issuer}, ${process.number}, ${process.issuedOn}`],
					[say('approve.requested-by'), requestedBy.kind === 'person' ? `@${requestedBy.username}` : ''],
				]),
				ui.facts([...sayEntitlement(session, state, production), ...sayScope(say, production)]),
				ui.facts([
					...(hold ? sayCounts(say, hold) : []),
					[say('produce.notice'), notice.ok ? sayNotice(say, notice.value) : sayRefusal(say, notice)],
				]),
				...(enforcing ? [ui.warning(say('approve.enforcing', { at: formatInstant(enforcing) }))] : []),
				...sayEarlierAttempts(session, production),
				...(isRequester ? [ui.warning(say('approve.one-person'))] : []),
				...renderChoices(session, production),
				ui.note(say('approve.explained')),
				ui.textField(
					'passphrase',
					{ label: say('approve.passphrase'), hint: say('approve.passphrase-hint') },
					{ maxLength: 200 },
				),
				ui.textField(
					'certificate',
					{ label: say('outside.certificate'), hint: say('outside.certificate-hint') },
					{ multiline: true, maxLength: 20_000, optional: true },
				),
				ui.actions('approveActions', ui.button('changeProduction', say('button.change-production-open'), { value: caseId })),
			],
		},
	);
	if (opened && hold) {
		await recordPreview(session, caseFile, hold, productionId);
	}
	return opened ? undefined : say('line.needs-client');
}

function sayEntitlement(
	{ say }: Session,
	state: OpenCase['state'],
	{ process, categories }: ProductionState,
): [string, string][] {
	const named = process.kind === 'emergency' ? findNamedCategories(state) : undefined;
	if (needsNaming(process.kind)) {
		return [[say('approve.asked'), categories.map((category) => say(`category.${category}` as 'category.account')).join('; ')]];
	}
	const { produced, withheld } = decideEntitlement(process.kind, categories, named?.ok ? named.value : []);
	return [
		[say('approve.produces'), produced.map((category) => say(`category.${category}`)).join('; ') || say('approve.nothing')],
		[say('approve.withholds'), withheld.map((one) => sayWithheld(say, one, describeProcess(process.kind))).join(' ')],
	];
}

/** In the approver's language; the package says the same in its own words. */
function sayWithheld(say: Say, { category, reason }: Withheld, process: string): string {
	if (reason === 'unknown-category' || reason === 'unknown-process') {
		return say('withheld.unknown');
	}
	const what = say(`category.${category}` as 'category.account');
	const key = reason === 'outside-process' && category === 'content' ? 'needs-warrant' : reason;
	return say(`withheld.${key}`, { what, process });
}

/** Which rooms and which period, as the requester read the process. */
function sayScope(say: Say, { scope }: ProductionState): [string, string | undefined][] {
	return [
		[say('produce.from'), scope?.from?.slice(0, 10)],
		[say('approve.before'), scope?.until?.slice(0, 10)],
		[say('produce.rooms'), scope?.rooms?.map(({ name, roomId }) => `${name} (${roomId})`).join(', ')],
		[say('produce.counterparts'), scope?.counterparts?.map(({ username }) => `@${username}`).join(', ')],
	];
}

function sayEarlierAttempts(
	{ say, ui }: Session,
	{ status, failure, volumes = [], orphans = [] }: ProductionState,
): ModalView['blocks'] {
	const posted = [...orphans, ...volumes];
	return [
		...(status === 'unsigned' ? [ui.warning(say('outside.waits'))] : []),
		...(failure ? [ui.warning(say('approve.failed-before', { why: sayFailure(say, failure) }))] : []),
		...(posted.length > 0
			? [
					ui.warning(
						say('approve.orphans', { files: posted.map(({ fileName, sha256 }) => `${fileName} (${sha256.slice(0, 12)}…)`) }),
					),
				]
			: []),
	];
}

/** What this process leaves to the approver. */
function renderChoices({ say, ui }: Session, production: ProductionState): ModalView['blocks'] {
	const { process, categories } = production;
	const mayHavePseudonyms = categories.includes('non-content') && !producesContent(production);
	return [
		...(needsNaming(process.kind)
			? [
					ui.multiSelect(
						'named',
						{
							label: say('approve.named'),
							hint: say('approve.named-hint', { from: ENTITLEMENTS[process.kind as LegalProcess].namedFrom }),
						},
						ENTITLEMENTS[process.kind as LegalProcess].ceiling.map((category) => ({
							value: category,
							text: say(`category.${category}`),
						})),
					),
				]
			: []),
		...(mayHavePseudonyms
			? [
					ui.select(
						'pseudonyms',
						{ label: say('approve.pseudonyms'), hint: say('approve.pseudonyms-hint') },
						[
							{ value: 'no', text: say('approve.pseudonyms-no') },
							{ value: 'yes', text: say('approve.pseudonyms-yes') },
						],
						'no',
					),
				]
			: []),
	];
}

function describeProcess(kind: string): string {
	return ENTITLEMENTS[kind as LegalProcess]?.title ?? kind;
}
