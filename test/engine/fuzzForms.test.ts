import { startDesk, type TestDesk } from './support/desk';
import { breakKeyChange, openFollowing, stageEverything, type Stage } from './support/everyForm';
import { isExplained, makeNasty, NASTY } from './support/nasty';
import { listForms, walk } from './support/walk';
import { FORMS } from '../../src/surfaces/registry';
import { createRandom } from '../../stress/random';
import type { Person, View } from '../../workbench/testing';

/** A kind of form is abused so often for each person: more of the same shows nothing more. */
const ABUSED = 1;

let desk: TestDesk;
let stage: Stage;
const random = createRandom(7);

beforeAll(async () => {
	desk = await startDesk({ shuffleSeed: 1 });
	stage = await stageEverything(desk);
}, 180_000);
afterAll(() => desk?.bench.stop());

const makeTrigger = () => `T${random.below(1e9).toString(36)}${random.below(1e9).toString(36)}${Date.now().toString(36)}`;

/** Sends nonsense to a form that is open, as often as it stays open, and then closes it with nonsense in it. */
async function abuse(person: Person, { id, blocks }: View): Promise<string[]> {
	const fields = blocks.flatMap(({ blockId, element }) => (element && blockId ? [String(blockId)] : []));
	const complaints: string[] = [];
	for (let tries = 0; tries < 3; tries++) {
		const state = Object.fromEntries(
			[...fields, random.pick(NASTY)].map((name) => [name, { [name]: makeNasty(random, stage.produced) }]),
		);
		const payload = { type: 'viewSubmit', viewId: id, triggerId: makeTrigger(), payload: { view: { id, state } } };
		const { status, body } = await person.interact(desk.appId, payload);
		const { errors = {} } = (body ?? {}) as { errors?: Record<string, string> };
		complaints.push(
			...(status === 200 ? [] : [`status ${status}`]),
			// An empty 200 is what a client gets of a handler that threw.
			...(body === undefined ? ['no answer'] : []),
			...Object.values(errors).filter((error) => !/\S \S/.test(error) || !isExplained(`in the field: ${error}`)),
		);
		const view = { id, state };
		await person.interact(desk.appId, { type: 'viewClosed', payload: { viewId: id, view, isCleared: true } });
	}
	return complaints;
}

const met = new Map<string, number>();

/** Gives a view to somebody who means harm, if it is a form, and notes that its kind was reached. */
async function visit(role: string, person: Person, view: View): Promise<string[]> {
	if (!view.submit) {
		return [];
	}
	const kind = String((await listForms(desk)).get(view.id));
	const times = met.get(`${role} ${kind}`) ?? 0;
	met.set(`${role} ${kind}`, times + 1);
	return times < ABUSED ? (await abuse(person, view)).map((complaint) => `${kind}: ${complaint}`) : [];
}

/** @param work is given a list to put complaints into */
async function expectNoFailure(person: Person, work: (complaints: string[]) => Promise<void>): Promise<void> {
	const before = (await desk.bench.operator.logs(desk.appId)).length;
	const heard: string[] = [];
	person.on((event) => heard.push(JSON.stringify(event)));
	const complaints: string[] = [];
	await work(complaints);
	expect(complaints).toEqual([]);
	expect(heard.join('\n')).not.toMatch(/Something went wrong|\[object |"undefined/);
	const logs = JSON.stringify((await desk.bench.operator.logs(desk.appId)).slice(before));
	expect(logs).not.toContain('"severity":"error"');
}

it.each(['officer', 'counsel', 'admin'] as const)(
	'every form that %s can open answers nonsense with a sentence, or takes what can be taken, and never fails',
	(role) =>
		expectNoFailure(desk[role], async (complaints) => {
			const following = role === 'admin' ? [] : await openFollowing(desk[role], stage);
			for (const view of following) {
				complaints.push(...(await visit(role, desk[role], view)));
			}
			await walk(desk, desk[role], stage, async (view) => {
				complaints.push(...(await visit(role, desk[role], view)));
			});
		}),
	300_000,
);

it(
	'so does the one form that opens only after the app died in the middle of a change of keys',
	() =>
		breakKeyChange(desk).then((view) =>
			expectNoFailure(desk.admin, async (complaints) => {
				complaints.push(...(await visit('admin', desk.admin, view)));
			}),
		),
	120_000,
);

it('leaves out no form of the desk', () => {
	const reached = [...met.keys()].map((key) => key.split(' ')[1]);
	expect(FORMS.map(({ kind }) => kind).filter((kind) => !reached.includes(kind))).toEqual([]);
});
