import { KEY_DEEDS } from './keyDeeds';
import { noteDeed } from './notes';
import { IDLE, type Reply } from './reply';
import type { Kind, Step } from './steps';
import { TEAM_DEEDS } from './teamDeeds';
import type { World } from './world';
import { sha256Hex } from '../src/evidence';
import type { FaultPlan } from '../workbench/engine/contract';
import type { Person } from '../workbench/testing';

type Do = (world: World, step: Step) => Promise<Reply>;

/** How long a delayed call waits: longer than the calls beside it take, shorter than anybody's patience. */
const DELAY_MS = 250;

/** How long an app that was switched on on one server is waited for on the other. */
const ENABLING_MS = 20_000;

const pass: Do = async (world, { on, hours = 1, strideHours }) => {
	await world.server(on).operator.advance({ hours }, strideHours ? { hours: strideHours } : undefined);
	return IDLE;
};

const off: Do = async (world, step) => {
	const { operator } = world.server(step.on);
	await operator.disable(world.appId);
	try {
		await pass(world, step);
	} finally {
		await operator.enable(world.appId);
		await operator.settle();
		await awaitEnabled(world, 1 - (step.on ?? 0));
	}
	return IDLE;
};

/** The other server hears of it and starts the app for itself. */
async function awaitEnabled(world: World, on: number): Promise<void> {
	const { operator } = world.server(on);
	const isEnabled = async () => (await operator.apps()).some(({ id, enabled }) => id === world.appId && enabled);
	for (const until = Date.now() + ENABLING_MS; !(await isEnabled()) && Date.now() < until; ) {
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	await operator.settle();
}

/** The subject writes. What is said in private is a secret from then on. */
const chat: Do = async (world, step) => {
	if (step.with === 'file' || step.with === 'lost-file') {
		return sendFile(world, step);
	}
	const room = String(step.with);
	const isPrivate = room !== 'general';
	const text = `${isPrivate ? 'CANARY' : 'PUBLIC'}-${world.secrets.length + 1}-${Math.trunc(Date.now() % 1e6)}`;
	const person = await world.person(step.on, 'subject');
	await person.send(room, text);
	if (isPrivate) {
		world.secrets.push({ text, room, at: (await world.server(step.on).operator.now()).getTime() });
	}
	return IDLE;
};

/** Into a direct room, which nobody prunes. */
async function sendFile(world: World, step: Step): Promise<Reply> {
	const content = Buffer.from(`file ${world.files.length + 1} of ${Date.now() % 1e6}`);
	const person = await world.person(step.on, 'subject');
	const messageId = await person.send('@noor.haddad', 'a file', { files: [{ name: 'photo.txt', content }] });
	const message = (await person.messages('@noor.haddad')).find(({ _id }) => _id === messageId);
	const id = String(message?.file?._id);
	const isLost = step.with === 'lost-file';
	if (isLost) {
		world.archive.loseFile(id);
	}
	world.files.push({ id, sha256: sha256Hex(content), at: (await world.server(step.on).operator.now()).getTime(), isLost });
	return IDLE;
}

const prune: Do = async (world, { on }) => {
	const { operator } = world.server(on);
	const now = await operator.now();
	await operator.prune('allotment', now.toISOString());
	for (const secret of world.secrets.filter(({ room, goneAt }) => room === 'allotment' && goneAt === undefined)) {
		secret.goneAt = now.getTime();
	}
	return IDLE;
};

const deactivate: Do = async (world, step) => {
	const { operator } = world.server(step.on);
	const username = String(step.with);
	const account = (await operator.users()).find((user) => user.username === username);
	await operator.setUserActive(username, account?.active === false);
	world.signOut(username);
	return IDLE;
};

const trigger = (world: World): string => `T${world.heard.length}x${Date.now().toString(36)}abcdefgh`;

/** The ways of somebody who has no business here: forged commands, buttons and forms, from rooms where they are not. */
const WAYS: ((world: World, person: Person, known: { reference: string; caseId: string }) => Promise<unknown>)[] = [
	(world, person, { reference }) => forge(world, person, 'legal-case', reference, 'legal'),
	(world, person) => forge(world, person, 'legal-hold', '@maria.silva', 'general'),
	(world, person, { reference }) => forge(world, person, 'legal-produce', reference, 'legal'),
	(world, person) => forge(world, person, 'legal', '', 'general'),
	(world, person, { caseId }) => press(world, person, 'showCase', caseId),
	(world, person, { caseId }) => press(world, person, 'holdRelease', caseId),
	(world, person, { caseId }) => press(world, person, 'exportLedger', caseId),
	(world, person, { caseId }) =>
		person.interact(world.appId, {
			...{ type: 'viewSubmit', viewId: caseId, triggerId: trigger(world) },
			payload: { view: { id: caseId, state: { approve: { passphrase: 'x' } } } },
		}),
];

async function forge(world: World, person: Person, command: string, params: string, room: string): Promise<unknown> {
	const rooms = await world.server().operator.rooms();
	const roomId = String(rooms.find(({ name }) => name === room)?._id);
	return person.forgeCommand({ command, params, roomId, triggerId: trigger(world) });
}

function press(world: World, person: Person, actionId: string, value: string): Promise<unknown> {
	const payload = { blockId: 'x', value };
	const container = { type: 'view', id: 'x' };
	return person.interact(world.appId, {
		type: 'blockAction',
		actionId,
		triggerId: trigger(world),
		rid: 'GENERAL',
		payload,
		container,
	});
}

const intrude: Do = async (world, step) => {
	const person = await world.person(step.on, step.who);
	const known = world.archive.findCase(step) ?? { reference: 'LE-2026-0001', caseId: 'none' };
	const answer = await WAYS[Number(step.with) % WAYS.length]?.(world, person, known);
	// Told apart from what is pushed: what the server answers is heard as well.
	world.heard.push({ who: step.who ?? 'outsider', text: JSON.stringify(answer) ?? '' });
	return IDLE;
};

const fault: Do = async (world, { on, fault: planned }) => {
	if (planned) {
		const { method, effect, skip, times } = planned;
		const plan: FaultPlan = { effect: effect as FaultPlan['effect'], skip, times, delayMs: effect === 'delay' ? DELAY_MS : 0 };
		await world.server(on).operator.inject(method, { ...plan, message: `no ${method}` });
	}
	return IDLE;
};

const WORLD_DEEDS: Partial<Record<Kind, Do>> = {
	chat,
	intrude,
	pass,
	off,
	prune,
	deactivate,
	fault,
	...KEY_DEEDS,
	crash: async (world, { on }) => {
		await world.server(on).operator.crashApp(world.appId);
		return IDLE;
	},
	restart: async (world, step) => {
		await world.restart(step.on ?? 0, step.with === 'kill' ? 'kill' : 'stop');
		return IDLE;
	},
};

/** Does one step. What a person did brings their answer; what nobody answers brings none. */
export async function doStep(world: World, step: Step): Promise<Reply[]> {
	if (step.both) {
		world.note('deeds by two people at the same moment');
		return (await Promise.all(step.both.map((each) => doStep(world, each)))).flat();
	}
	const deed = WORLD_DEEDS[step.do] ?? TEAM_DEEDS[step.do as keyof typeof TEAM_DEEDS];
	try {
		const reply = await deed(world, step);
		noteDeed(world, step, reply);
		return [reply];
	} catch (error) {
		if (/login: 401/.test((error as Error).message)) {
			// The account is deactivated at present.
			return [IDLE];
		}
		return [{ who: step.who, said: [], unanswered: (error as Error).message }];
	}
}
