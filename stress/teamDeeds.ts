import { byForm, type Do } from './byForm';
import { CASE_DEEDS } from './caseDeeds';
import { chooseFirst, Client, hasField, listOptions } from './client';
import { INTAKE_DEEDS } from './intakeDeeds';
import { makeCard, signOutside } from './outsideDeeds';
import { IDLE } from './reply';
import type { Deed } from './steps';
import { COPY } from './world';
import { ORDER, PRESERVATION_REQUEST } from '../test/engine/support/desk';
import type { View } from '../workbench/testing';

const DAY_MS = 86_400_000;
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

/** `/legal-produce` asks, approves, or says what is in the way, by how the case stands and who types it. */
const produceOr =
	(wrong?: string): Do =>
	async (world, step) => {
		const known = world.archive.findCase(step);
		if (!known) {
			return IDLE;
		}
		await world.findPassphrase();
		const client = await Client.of(world, step);
		const { view, reply } = await client.type(`/legal-produce ${known.reference}`);
		if (!view) {
			return reply;
		}
		if (hasField(view, 'passphrase')) {
			const values = {
				passphrase: wrong ?? world.passphrase,
				...(hasField(view, 'named') ? { named: listOptions(view, 'named') } : {}),
				...(step.with === 'outside' ? { certificate: (await makeCard()).certificatePem } : {}),
			};
			// An attempt that was cut off goes on under its approval: its form asks for no certificate again.
			const type = hasField(view, 'certificate') ? 'production.approved' : 'production.resumed';
			return client.submit(view, values, known.reference, [type]);
		}
		if (step.do !== 'produce' || !hasField(view, 'process')) {
			return reply;
		}
		const now = (await world.server(step.on).operator.now()).getTime();
		const values = {
			...{
				process: offered(view, 'process', String(step.with)),
				issuer: 'Superior Court of Delaware',
				processNumber: '26-GJ-0123',
			},
			// More than most processes reach: what is beyond is withheld.
			...{ issuedOn: dayAt(now - 2 * DAY_MS), categories: listOptions(view, 'categories') },
		};
		const isChange = JSON.stringify(view.title).includes('Change a production');
		return client.submit(view, values, known.reference, [isChange ? 'production.changed' : 'production.requested']);
	};

/** What is wished for, where it is offered. */
function offered(view: View, field: string, wished: string): string | undefined {
	const options = listOptions(view, field);
	return options.includes(wished) ? wished : options[0];
}

const notice: Do = async (world, step) => {
	const known = world.archive.findCase(step);
	if (!known) {
		return IDLE;
	}
	const client = await Client.of(world, step);
	const { view, reply } = await client.press('sendNotice', known.caseId);
	if (!view) {
		return reply;
	}
	const values = { copy: chooseFirst(view, 'copy'), confirmed: ['redacted'] };
	return client.submit(view, values, known.reference, ['notice.started']);
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

export const TEAM_DEEDS: Record<Deed | 'wrongPassphrase', Do> = {
	preserve,
	...INTAKE_DEEDS,
	...CASE_DEEDS,
	signOutside,
	produce: produceOr(),
	approve: produceOr(),
	wrongPassphrase: produceOr('not the passphrase at all'),
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
	extend: byForm({ actionId: 'holdExtend', types: ['hold.extended'], fill: () => ({}) }),
	verify,
	look,
};
