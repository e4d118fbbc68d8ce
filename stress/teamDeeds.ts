import { byForm, type Do } from './byForm';
import { CASE_DEEDS } from './caseDeeds';
import { chooseFirst, Client, hasField } from './client';
import { INTAKE_DEEDS } from './intakeDeeds';
import { signOutside } from './outsideDeeds';
import { PRODUCTION_DEEDS } from './productionDeeds';
import { IDLE } from './reply';
import type { Deed } from './steps';
import { COPY } from './world';
import { ORDER, PRESERVATION_REQUEST } from '../test/engine/support/desk';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Longer than an order or a hold usually has left. */
const LONGEST_WAIT_HOURS = 24 * 40;

const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const preserve: Do = async (world, step) => {
	const client = await Client.of(world, step);
	const { view, reply } = await client.type(`/legal-hold @${step.with}`);
	if (!view) {
		return reply;
	}
	let submitted = await client.submit(view, PRESERVATION_REQUEST);
	if (submitted.said.join().includes('To preserve all the same')) {
		// Every case of this run has the same agency reference, of which the form warns once.
		submitted = await client.submit(view, PRESERVATION_REQUEST);
	}
	const reference = /(LE-\d{4}-\d{4,}) is open/.exec(submitted.said.join())?.[1];
	return reference ? { ...submitted, done: { reference, types: ['case.opened', 'request.recorded', 'hold.placed'] } } : submitted;
};

const notice: Do = async (world, step) => {
	const known = world.archive.findCase(step);
	if (!known) {
		return IDLE;
	}
	const client = await Client.of(world, step);
	let { view, reply } = await client.press('sendNotice', known.caseId);
	if (!view && reply.said.some((line) => line.includes('First post the redacted copy'))) {
		await postCopy(world, step);
		({ view, reply } = await client.press('sendNotice', known.caseId));
	}
	if (!view) {
		return reply;
	}
	const values = { copy: chooseFirst(view, 'copy'), confirmed: ['redacted'] };
	return client.submit(view, values, known.reference, ['notice.started']);
};

/** What forbids notice, or keeps a snapshot, does so until its last hour: the one in which a mistake of a day would show. */
const lastDay: Do = async (world, step) => {
	const { operator } = world.server(step.on);
	const now = (await operator.now()).getTime();
	const ends = world.archive.listFrom(step.of ?? 0).flatMap(({ caseId }) => {
		const { state } = world.archive.fold(caseId);
		const instants =
			step.with === 'order'
				? [...(state?.orders ?? [])].filter(({ lifted }) => !lifted).map(({ endsOn }) => Date.parse(endsOn ?? '') + 36 * HOUR_MS)
				: (state?.holds ?? []).filter(({ status }) => status === 'active').map(({ expiresAt }) => Date.parse(expiresAt ?? ''));
		return instants.map((end) => ({ caseId, hours: (end - now) / HOUR_MS }));
	});
	const next = ends.find(({ hours }) => hours > 6 && hours < LONGEST_WAIT_HOURS);
	if (!next) {
		return IDLE;
	}
	await operator.advance({ hours: Math.floor(next.hours) - 5 }, { hours: 24 });
	world.note(`last days of ${step.with === 'order' ? 'an order' : 'a hold'} lived through`);
	return notice(world, { ...step, caseId: next.caseId });
};

const postCopy: Do = async (world, step) => {
	const client = await Client.of(world, step);
	await client.person.send('legal', 'redacted', { files: [COPY] });
	return IDLE;
};

const look: Do = async (world, step) => {
	const reference = step.with === '/legal-case' ? world.archive.findCase(step)?.reference : '';
	if (reference === undefined) {
		return IDLE;
	}
	return (await (await Client.of(world, step)).type(`${step.with} ${reference}`.trim())).reply;
};

const verify: Do = async (world, step) => {
	const known = world.archive.findCase(step);
	if (!known) {
		return IDLE;
	}
	const { reply } = await (await Client.of(world, step)).type(`/legal-verify ${known.reference}`);
	return reply.opened ? { ...reply, done: { reference: known.reference, types: ['verification.started'] } } : reply;
};

const reasons = () => ({ reason: 'Settled between the parties' });

export const TEAM_DEEDS: Record<Deed | 'wrongPassphrase' | 'lastDay', Do> = {
	preserve,
	...INTAKE_DEEDS,
	...CASE_DEEDS,
	signOutside,
	...PRODUCTION_DEEDS,
	order: byForm({
		actionId: 'recordOrder',
		types: ['order.recorded'],
		fill: (_view, { with: days }, _reference, now) => ({
			...ORDER,
			number: `26-ND-${now % 100_000}`,
			startsOn: dayAt(now),
			endsOn: days ? dayAt(now + Number(days) * DAY_MS) : '',
		}),
	}),
	extendOrder: byForm({
		actionId: 'extendOrder',
		types: ['order.extended'],
		fill: (view, { with: days }, _reference, now) => ({
			...(hasField(view, 'orderId') ? { orderId: chooseFirst(view, 'orderId') } : {}),
			...reasons(),
			endsOn: days ? dayAt(now + (Number(days) + 100) * DAY_MS) : '',
		}),
	}),
	liftOrder: byForm({
		actionId: 'liftOrder',
		types: ['order.lifted'],
		fill: (view, _step, reference) => ({
			...(hasField(view, 'orderId') ? { orderId: chooseFirst(view, 'orderId') } : {}),
			...{ ...reasons(), document: 'Order vacating, docket 9', reference },
		}),
	}),
	proposeException: byForm({
		actionId: 'proposeException',
		types: ['exception.proposed'],
		fill: () => ({ kind: 'counter-productive', reason: 'The account is shared' }),
	}),
	decideException: byForm({
		actionId: 'decideException',
		types: ['exception.approved'],
		fill: (view) => ({
			...(hasField(view, 'exceptionId') ? { exceptionId: chooseFirst(view, 'exceptionId') } : {}),
			verdict: 'approve',
		}),
	}),
	postCopy,
	notice,
	release: byForm({
		actionId: 'holdRelease',
		types: ['hold.released'],
		fill: (_view, _step, reference) => ({ ...reasons(), reference }),
	}),
	block: byForm({ actionId: 'holdBlock', types: ['hold.blocked'], fill: () => ({ matter: 'Doe v. Roe, 26-CV-1' }) }),
	unblock: byForm({ actionId: 'holdUnblock', types: ['hold.unblocked'], fill: reasons }),
	extend: byForm({
		actionId: 'holdExtend',
		types: ['hold.extended'],
		fill: (view) => ({
			requestId: chooseFirst(view, 'requestId'),
			...(hasField(view, 'beyondRegime') ? { beyondRegime: 'The court was asked in time' } : {}),
		}),
	}),
	lastDay,
	verify,
	look,
};
