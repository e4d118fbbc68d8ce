import type { Reply } from './reply';
import { isKeptFrom } from './secrecy';
import { PEOPLE, type Step } from './steps';
import type { World } from './world';
import type { StruckFault } from '../workbench/engine/contract';

/** Notes what a step put to the test and what the database does not tell of. @param step as it was done, its case known */
export function noteDeed(world: World, step: Step, reply: Reply): void {
	const known = step.who && 'of' in step ? world.archive.findCase(step) : undefined;
	const state = known && world.archive.fold(known.caseId).state;
	const userId = world.archive.readUserIds().get(PEOPLE[step.who ?? 'officer']) ?? '';
	if (reply.idle) {
		noteWorld(world, step);
		return;
	}
	if (state && isKeptFrom(state, userId)) {
		world.note('tries at a case that is kept from the person');
	} else if (state?.restrictedTo) {
		world.note('deeds in restricted cases');
	}
	if (!reply.done && !reply.opened && reply.unanswered === undefined && reply.said.length > 0) {
		world.note(`refused: ${step.do}`);
	}
	if (reply.said.some((line) => line.includes('forbids notice'))) {
		world.note('notices held back by an order');
	}
}

function noteWorld(world: World, { do: kind, with: what }: Step): void {
	if (kind === 'crash' || (kind === 'restart' && what === 'kill')) {
		world.note('kills and crashes');
	} else if (kind === 'off') {
		world.note('times that the app was switched off');
	} else if (kind === 'intrude') {
		world.note(`intruder, way ${what}`);
	}
}

/** Notes what struck while a step was done. */
export function noteFaults(world: World, struck: readonly StruckFault[], revived: number): void {
	world.note('servers that lost power in the middle of a call', revived);
	for (const { method, effect } of struck) {
		if (effect === 'delay') {
			world.note('calls that came late');
		} else if (method.startsWith('scheduler.')) {
			world.note('jobs that were lost');
		} else if (/^(messages|uploads)\./.test(method)) {
			world.note('messages and uploads that failed');
		} else if (method.startsWith('persistence.')) {
			world.note(effect === 'fail' ? 'writes that failed' : 'writes that were done and said to have failed');
		}
	}
}
