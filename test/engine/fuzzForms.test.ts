import { startDesk, type TestDesk } from './support/desk';
import { breakKeyChange, openFollowing, stageEverything, type Stage } from './support/everyForm';
import { DIRECT } from './support/ledger';
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

const fill = (fields: readonly string[]) =>
	Object.fromEntries(fields.map((name) => [name, { [name]: makeNasty(random, stage.produced) }]));

/** What has left the desk: mails, and files by name; but for ledgers and sealed exports, for which it takes no more than a press. */
async function listLeft(): Promise<string[]> {
	const rooms = await Promise.all(
		[desk.officer, desk.counsel].flatMap((person) => ['legal', DIRECT].map((room) => person.messages(room))),
	);
	const mails = (await desk.bench.operator.mail()).map(({ subject }) => String(subject));
	const files = rooms.flat().flatMap(({ file }) => (file ? [String(file.name)] : []));
	return [...mails, ...files.filter((name) => !/-ledger\.|-export-/.test(name))].sort();
}

/** Sends nonsense to a form that is open, as often as it stays open, and then closes it with nonsense in it. */
async function abuse(person: Person, { id, blocks }: View): Promise<string[]> {
	const fields = blocks.flatMap(({ blockId, element }) => (element && blockId ? [String(blockId)] : []));
	const complaints: string[] = [];
	for (let tries = 0; tries < 3; tries++) {
		const state = fill([...fields, random.pick(NASTY)]);
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

/** What went wrong while a person did something: complaints, and what was said or logged of a failure. */
async function listFailures(person: Person, work: () => Promise<string[]>): Promise<string[]> {
	const before = (await desk.bench.operator.logs(desk.appId)).length;
	const heard: string[] = [];
	person.on((event) => heard.push(JSON.stringify(event)));
	const complaints = await work();
	const logs = JSON.stringify((await desk.bench.operator.logs(desk.appId)).slice(before));
	return [
		...complaints,
		...heard.filter((event) => /Something went wrong|\[object |"undefined/.test(event)),
		...(logs.includes('"severity":"error"') ? [logs] : []),
	];
}

it.each(['officer', 'counsel', 'admin'] as const)(
	'every form that %s can open answers nonsense with a sentence, or takes what can be taken, never fails, and lets nothing leave',
	async (role) => {
		const before = await listLeft();
		const failures = await listFailures(desk[role], async () => {
			const complaints: string[] = [];
			const keep = async (view: View) => void complaints.push(...(await visit(role, desk[role], view)));
			for (const view of role === 'admin' ? [] : await openFollowing(desk[role], stage)) {
				await keep(view);
			}
			await walk(desk, desk[role], stage, keep);
			return complaints;
		});
		expect(failures).toEqual([]);
		await desk.bench.operator.settle();
		expect(await listLeft()).toEqual(before);
	},
	300_000,
);

it('so does the one form that opens only after the app died in the middle of a change of keys', async () => {
	const view = await breakKeyChange(desk);
	expect(await listFailures(desk.admin, () => visit('admin', desk.admin, view))).toEqual([]);
}, 120_000);

it('leaves out no form of the desk', () => {
	const reached = [...met.keys()].map((key) => key.split(' ')[1]);
	expect(FORMS.map(({ kind }) => kind).filter((kind) => !reached.includes(kind))).toEqual([]);
});
