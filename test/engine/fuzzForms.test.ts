import { expectView, preserve, pressOnCard, recordOrder, startDesk, SUBPOENA, type TestDesk } from './support/desk';
import { COMPLETE, SENDER, takeRequest } from './support/intake';
import { isExplained, makeNasty, NASTY } from './support/nasty';
import { COMMANDS, FORMS } from '../../src/surfaces/registry';
import { createRandom } from '../../stress/random';
import type { Person, View } from '../../workbench/testing';

/** Forms that open only late in a case, which this walk does not reach. A form that is neither reached nor listed fails the test. */
const NOT_REACHED = [
	...['request-review', 'hold-extend', 'keys-continue', 'import', 'continue-production'],
	...['costs', 'declaration', 'sign-outside', 'notice-send', 'follow-up'],
];

/** A kind of form is abused so often for each person: more of the same shows nothing more. */
const ABUSED = 1;

/** A button is pressed with so many of its values. */
const PRESSED = 3;

let desk: TestDesk;
const random = createRandom(7);
const references: string[] = [];
let paperId: string;

beforeAll(async () => {
	desk = await startDesk({ shuffleSeed: 1 });
	const { officer, counsel, bench } = desk;
	const held = await preserve(officer);
	await recordOrder(officer, held);
	const { outcome, reference: emergency } = await takeRequest(officer, 'emergency');
	await officer.press({ view: outcome }, 'preserveSubject');
	const [sender, ...pages] = COMPLETE['account-information'] ?? [];
	const asked = { ...sender, ...SENDER, accounts: '@joao.prado', agencyReference: 'WPD-26-0088' };
	const { outcome: second, reference: pending } = await takeRequest(officer, 'account-information', [asked, ...pages]);
	await officer.press({ view: second }, 'preserveSubject');
	await bench.operator.settle();
	const { view: production } = await officer.type(`/legal-produce ${held}`, { room: 'legal' });
	await officer.submit(expectView(production), SUBPOENA);
	const notice = await pressOnCard(officer, pending, 'notice');
	const form = expectView((await officer.press({ view: notice }, 'proposeException')).view);
	await officer.submit(form, { kind: 'counter-productive', reason: 'The account is shared' });
	const gone = { ...SENDER, accounts: '@nobody.at.all', agencyReference: 'WPD-26-0089' };
	const { reference: closed } = await takeRequest(counsel, 'preservation', [gone]);
	const { reference: open } = await takeRequest(counsel, 'preservation', [{ ...gone, agencyReference: 'WPD-26-0090' }]);
	const view = expectView((await officer.type(`/legal-case ${closed}`, { room: 'legal' })).view);
	const closing = expectView((await officer.press({ view }, 'closeCase')).view);
	await officer.submit(closing, { outcome: 'other', reason: 'No such account' });
	await officer.type(`/legal-verify ${pending} ${'ab'.repeat(32)}`, { room: 'legal' });
	references.push(held, emergency, pending, closed, open);
	paperId = await officer.send('legal', 'served', { files: [{ name: 'paper.pdf', content: Buffer.from('%PDF-1.7 paper') }] });
}, 180_000);
afterAll(() => desk?.bench.stop());

const makeTrigger = () => `T${random.below(1e9).toString(36)}${random.below(1e9).toString(36)}${Date.now().toString(36)}`;

/** The kind of a form that was opened, as the desk remembers it. */
async function readKind(formId: string): Promise<string | undefined> {
	const stored = (await desk.bench.operator.persistence(desk.appId)).map(
		({ data }) => JSON.parse((data as { json: string }).json) as { formId?: string; kind?: string },
	);
	return stored.find((form) => form.formId === formId)?.kind;
}

/** Sends nonsense to a form that is open, as often as it stays open, and then closes it with nonsense in it. */
async function abuse(person: Person, { id, blocks }: View): Promise<string[]> {
	const fields = blocks.flatMap(({ blockId, element }) => (element && blockId ? [String(blockId)] : []));
	const complaints: string[] = [];
	for (let tries = 0; tries < 3; tries++) {
		const state = Object.fromEntries(
			[...fields, random.pick(NASTY)].map((name) => [name, { [name]: makeNasty(random, references[0] ?? '') }]),
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

interface Button {
	actionId: string;
	value: string;
}

const listButtons = (blocks: unknown): Button[] =>
	Array.isArray(blocks)
		? blocks.flatMap(({ elements = [], accessory }: { elements?: Partial<Button>[]; accessory?: Partial<Button> }) =>
				[...elements, accessory].flatMap((one) =>
					one?.actionId ? [{ actionId: one.actionId, value: String(one.value ?? '') }] : [],
				),
			)
		: [];

/** Opens all that a person can open, from the commands and the channel on, and gives each view to somebody who means harm. */
async function walk(person: Person, visit: (view: View) => Promise<void>): Promise<void> {
	const opened: View[] = [];
	const lines = COMMANDS.flatMap(({ name }) =>
		['', ...references.map((reference) => ` ${reference}`)].map((rest) => `/${name}${rest}`),
	);
	for (const line of [...lines, '/legal-hold @Maria.Silva2', '/legal-locate @maria.silva']) {
		opened.push(...[(await person.type(line, { room: 'legal' })).view].flatMap((view) => view ?? []));
	}
	for (const actionId of ['attachDocument', 'openDocument', 'useSignature', 'importExport']) {
		const { view } = await person
			.pressActionButton(actionId, { roomId: 'legal', messageId: paperId })
			.catch(() => ({ view: undefined }));
		opened.push(...(view ? [view] : []));
	}
	const pressed = new Set<string>();
	const counts = new Map<string, number>();
	const presses = (await person.messages('legal')).flatMap(({ blocks }) => listButtons(blocks));
	for (let view = opened.shift(); view ?? presses.length > 0; view = opened.shift()) {
		if (view) {
			presses.push(...listButtons(view.blocks));
			await visit(view);
		}
		for (const { actionId, value } of presses.splice(0)) {
			const count = counts.get(actionId) ?? 0;
			if (!pressed.has(`${actionId} ${value}`) && count < PRESSED) {
				counts.set(actionId, count + 1);
				pressed.add(`${actionId} ${value}`);
				const button = { type: 'button', actionId, value, appId: desk.appId };
				const holder: View = {
					id: 'x',
					type: 'modal',
					appId: desk.appId,
					title: '',
					blocks: [{ type: 'actions', elements: [button] }],
				};
				const next = (await person.press({ view: holder }, actionId)).view;
				opened.push(...(next ? [next] : []));
			}
		}
	}
}

const met = new Map<string, number>();

it.each(['officer', 'counsel', 'admin'] as const)(
	'every form that %s can open answers nonsense with a sentence, or takes what can be taken, and never fails',
	async (role) => {
		const before = (await desk.bench.operator.logs(desk.appId)).length;
		const heard: string[] = [];
		desk[role].on((event) => heard.push(JSON.stringify(event)));
		const complaints: string[] = [];
		await walk(desk[role], async (view) => {
			if (view.submit) {
				const kind = String(await readKind(view.id));
				const times = met.get(`${role} ${kind}`) ?? 0;
				met.set(`${role} ${kind}`, times + 1);
				if (times >= ABUSED) {
					return;
				}
				complaints.push(...(await abuse(desk[role], view)).map((complaint) => `${kind}: ${complaint}`));
			}
		});
		expect(complaints).toEqual([]);
		expect(heard.join('\n')).not.toMatch(/Something went wrong|\[object |"undefined/);
		const logs = JSON.stringify((await desk.bench.operator.logs(desk.appId)).slice(before));
		expect(logs).not.toContain('"severity":"error"');
	},
	300_000,
);

it('leaves out no form of the desk but those that are known to open late', () => {
	const reached = [...met.keys()].map((key) => key.split(' ')[1]);
	const left = FORMS.map(({ kind }) => kind).filter((kind) => !reached.includes(kind));
	expect(left.sort()).toEqual([...NOT_REACHED].sort());
});
