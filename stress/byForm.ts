import { Client } from './client';
import { IDLE, type Reply } from './reply';
import type { Step } from './steps';
import type { World } from './world';
import type { CaseState } from '../src/cases/state';
import type { View } from '../workbench/testing';

export type Do = (world: World, step: Step) => Promise<Reply>;

/** A form that a button of a case opens. Where it does not open, what was said instead is the answer. */
export const byForm =
	(input: {
		actionId: string;
		/** What the button's value is, of the case as it stands; the case's id unless given. Without one nobody has the button. */
		value?: (state: CaseState) => string | undefined;
		types: string[];
		fill: (view: View, step: Step, reference: string, now: number) => Record<string, unknown>;
	}): Do =>
	async (world, step) => {
		const known = world.archive.findCase(step);
		const state = known && world.archive.fold(known.caseId).state;
		const value = state && (input.value ? input.value(state) : known.caseId);
		if (!known || value === undefined) {
			return IDLE;
		}
		const client = await Client.of(world, step);
		const { view, reply } = await client.press(input.actionId, value);
		if (!view?.submit) {
			return reply;
		}
		const now = (await world.server(step.on).operator.now()).getTime();
		return client.submit(view, input.fill(view, step, known.reference, now), known.reference, input.types);
	};
