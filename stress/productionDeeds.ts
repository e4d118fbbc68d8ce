import { byForm, type Do } from './byForm';
import { awaitPackage, Client, hasField, listOptions } from './client';
import { makeCard } from './outsideDeeds';
import { IDLE } from './reply';
import { NAMED_CATEGORIES, type Step } from './steps';
import type { View } from '../workbench/testing';

const DAY_MS = 86_400_000;

/** The process that was served, and what is asked for under it: more than most processes reach, so that something is withheld. */
const serve = (view: View, { with: process }: Step, now: number) => ({
	process: offered(view, 'process', String(process)),
	issuer: 'Superior Court of Delaware',
	processNumber: '26-GJ-0123',
	issuedOn: new Date(now - 2 * DAY_MS).toISOString().slice(0, 10),
	categories: listOptions(view, 'categories'),
});

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
				...(hasField(view, 'named') ? { named: NAMED_CATEGORIES[(step.of ?? 0) % NAMED_CATEGORIES.length] } : {}),
				...(step.with === 'outside' && hasField(view, 'certificate') ? { certificate: (await makeCard()).certificatePem } : {}),
			};
			// An attempt that was cut off goes on under its approval: its form asks for no certificate again.
			const type = hasField(view, 'certificate') ? 'production.approved' : 'production.resumed';
			return awaitPackage(world, step, await client.submit(view, values, known.reference, [type]));
		}
		if (step.do !== 'produce' || !hasField(view, 'process')) {
			return reply;
		}
		const now = (await world.server(step.on).operator.now()).getTime();
		const values = serve(view, step, now);
		const isChange = JSON.stringify(view.title).includes('Change a production');
		return client.submit(view, values, known.reference, [isChange ? 'production.changed' : 'production.requested']);
	};

/** What is wished for, where it is offered. */
function offered(view: View, field: string, wished: string): string | undefined {
	const options = listOptions(view, field);
	return options.includes(wished) ? wished : options[0];
}

export const PRODUCTION_DEEDS = {
	produce: produceOr(),
	approve: produceOr(),
	wrongPassphrase: produceOr('not the passphrase at all'),
	change: byForm({
		actionId: 'changeProduction',
		types: ['production.changed'],
		fill: (view, step, _reference, now) => serve(view, step, now),
	}),
	withdraw: byForm({
		actionId: 'withdrawProduction',
		types: ['production.withdrawn'],
		fill: (view) => ({ production: listOptions(view, 'production').at(-1), reason: 'Asked for by mistake' }),
	}),
};
