import { CANARIES, identifyCase, makeTriggerId, type KnownCase } from './support/attempts';
import { expectView, pressOnCard, startDesk, SUBJECT, type TestDesk } from './support/desk';
import { openFollowing, stageEverything, type Stage } from './support/everyForm';
import { COMPLETE, preserveAccepted, SENDER, takeRequest } from './support/intake';
import { DIRECT, listLedger } from './support/ledger';
import { FILE_BUTTONS, listButtons, listForms, walk, type Button } from './support/walk';
import { ACTIONS, FORMS } from '../../src/surfaces/registry';
import type { Person, View } from '../../workbench/testing';

/** So many values of one button are tried by each person: they differ in the case alone. */
const TRIED = 4;

/** Pages of lists that are short here, the end of a change of keys, and what stands in menus of messages and rooms. */
const UNGIVEN = ['holdsPage', 'holdsNextPage', 'keysContinue', 'openDesk', ...FILE_BUTTONS];

let desk: TestDesk;
let stage: Stage;
let restricted: KnownCase;
/** Buttons as the desk gave them to people, and forms that they have open. */
let buttons: Button[] = [];
let ungiven: string[] = [];
const forms: Record<string, View[]> = { officer: [], counsel: [], admin: [] };
/** Of the restricted case alone. */
let secretButtons: Button[] = [];
let secretForms: View[] = [];

/** Records a national security letter, of which counsel alone knows, and preserves its account. */
async function recordRestricted(): Promise<KnownCase> {
	const { counsel, bench } = desk;
	const { reference, outcome } = await takeRequest(counsel, 'account-information', [
		{ ...SENDER, agencyReference: 'NSL-26-1', accounts: '@noor.haddad' },
		{ ...COMPLETE['account-information']?.[1], process: 'national-security-letter', namedPeople: '@legal.counsel' },
	]);
	secretButtons.push(...listButtons(outcome.blocks));
	await preserveAccepted(counsel, outcome);
	await bench.operator.settle();
	return identifyCase(desk, reference);
}

beforeAll(async () => {
	desk = await startDesk({ shuffleSeed: 1 });
	stage = await stageEverything(desk);
	for (const role of ['officer', 'counsel', 'admin'] as const) {
		const keep = async (view: View) => void (view.submit && forms[role]?.push(view));
		buttons.push(...(await walk(desk, desk[role], stage, keep, 6)));
		if (role !== 'admin') {
			forms[role]?.push(...(await openFollowing(desk[role], stage)));
		}
	}
	restricted = await recordRestricted();
	const only = { ...stage, references: [restricted.reference] };
	const seen = [...secretButtons];
	seen.push(...(await walk(desk, desk.counsel, only, async (view) => void (view.submit && secretForms.push(view)), 3)));
	const known = new Set(buttons.map(({ actionId, value }) => `${actionId} ${value}`));
	secretButtons = seen.filter(({ actionId, value }) => !known.has(`${actionId} ${value}`));
	const stored = await desk.bench.operator.persistence(desk.appId);
	const about = new Set(
		stored.map(({ data }) => readForm(data)).flatMap((form) => (form?.caseId === restricted.caseId ? [form.formId] : [])),
	);
	secretForms = secretForms.filter(({ id }) => about.has(id));
	const given = new Set([...buttons, ...secretButtons].map(({ actionId }) => actionId));
	ungiven = ACTIONS.map(({ actionId }) => actionId).filter((actionId) => !given.has(actionId));
	const kinds = await listForms(desk);
	for (const [role, opened] of Object.entries(forms)) {
		forms[role] = [...new Map(opened.map((view) => [kinds.get(view.id), view])).values()];
	}
	buttons = pick([...buttons, ...secretButtons]);
	await desk.bench.operator.settle();
}, 240_000);
afterAll(() => desk?.bench.stop());

function readForm(data: unknown): { formId: string; caseId?: unknown } | undefined {
	const stored = JSON.parse((data as { json: string }).json) as { formId?: string; data?: { caseId?: unknown } };
	return stored.formId ? { formId: stored.formId, caseId: stored.data?.caseId } : undefined;
}

/** A few values of each button, those of the restricted case among them; of a button that nobody was shown, the cases' ids. */
function pick(all: readonly Button[]): Button[] {
	return ACTIONS.flatMap(({ actionId }) => {
		const own = [...new Set(all.filter((button) => button.actionId === actionId).map(({ value }) => value))];
		const values = own.length > TRIED ? [...own.slice(0, TRIED - 1), ...own.slice(-1)] : own;
		return [...values, ...(values.length === 0 ? [restricted.caseId] : [])].map((value) => ({ actionId, value }));
	});
}

/** All that has an effect: what is stored, but for the list of refused attempts and what a person has open; what was posted and mailed. */
async function readWorld({ keepForms }: { keepForms: boolean }): Promise<string[]> {
	const { bench, counsel, officer, appId } = desk;
	const records = (await bench.operator.persistence(appId))
		.filter(({ associations }) => {
			const names = (associations as { id: string }[]).map(({ id }) => id);
			return !names.some((name) => /^refusals:/.test(name) || (!keepForms && /^(forms$|form:|draft:)/.test(name)));
		})
		.map((record) => JSON.stringify(record));
	const rooms = [
		await counsel.messages('legal').catch(() => []),
		await counsel.messages(DIRECT),
		await counsel.messages('general'),
	];
	const directs = await Promise.all([officer, desk.admin].map((person) => person.messages(DIRECT).catch(() => [])));
	const posted = [...rooms, ...directs]
		.flat()
		.map((message) => JSON.stringify([message._id, message.msg, message.blocks, message.file]));
	return [...records, ...posted, `${(await bench.operator.mail()).length} mails`].sort();
}

/** Presses buttons in a view and in a message, on which a client may say any room and message; and the buttons in menus of messages. */
async function pressAll(person: Person, pressed: readonly Button[]): Promise<string[]> {
	const heard: string[] = [];
	person.on((event) => heard.push(JSON.stringify(event)));
	const rooms = await desk.bench.operator.rooms();
	const rid = String(rooms.find(({ name }) => name === 'legal')?._id);
	const places = [
		{ container: { type: 'view', id: 'x' } },
		{ container: { type: 'message', id: stage.paperId }, rid, mid: stage.paperId },
	];
	const send = async (payload: object) =>
		heard.push(JSON.stringify(await person.interact(desk.appId, { ...payload, triggerId: makeTriggerId() }).catch(String)));
	for (const [index, { actionId, value }] of pressed.entries()) {
		await send({ type: 'blockAction', actionId, payload: { blockId: 'x', value }, ...places[index % places.length] });
	}
	for (const actionId of ['openDesk', ...FILE_BUTTONS]) {
		for (const mid of [stage.paperId, stage.signatureId, stage.exportId]) {
			await send({ type: 'actionButton', actionId, rid, mid, payload: { context: 'messageAction', message: mid } });
		}
	}
	return heard;
}

/** Sends forms off, with what looks right in every field, and closes them with words in them. */
async function sendAll(person: Person, opened: readonly View[]): Promise<string[]> {
	const heard: string[] = [];
	for (const { id, blocks } of opened) {
		const fields = blocks.flatMap(({ blockId, element }) => (element && blockId ? [{ blockId: String(blockId), element }] : []));
		const state = Object.fromEntries(fields.map(({ blockId, element }) => [blockId, { [blockId]: guess(blockId, element) }]));
		const view = { id, state, blocks };
		for (const payload of [
			{ type: 'viewClosed', payload: { viewId: id, view, isCleared: true } },
			{ type: 'viewSubmit', viewId: id, payload: { view } },
		]) {
			const answer = await person.interact(desk.appId, { ...payload, triggerId: makeTriggerId() }).catch(String);
			heard.push(...(payload.type === 'viewSubmit' ? [JSON.stringify(answer)] : []));
		}
	}
	return heard;
}

/** What would be taken at this field. */
function guess(name: string, { type, options, initialValue, initialDate }: Record<string, any>): unknown {
	const [option] = (options ?? []) as { value: string }[];
	if (/passphrase/i.test(name)) {
		return 'correct horse battery staple';
	}
	if (name === 'reference') {
		return stage.produced;
	}
	return String(type).startsWith('multi')
		? [option?.value]
		: (initialValue ?? initialDate ?? option?.value ?? 'In the given case');
}

const signIn = (username: string) => desk.bench.as(username);
const kindsOf = async (opened: readonly View[]) => {
	const known = await listForms(desk);
	return new Set(opened.map(({ id }) => known.get(id)));
};

describe('what is tried below', () => {
	it('is every button and form of the registry, with values that somebody was given but for a few that need more cases', async () => {
		expect(new Set(buttons.map(({ actionId }) => actionId))).toEqual(new Set(ACTIONS.map(({ actionId }) => actionId)));
		expect(ungiven.sort()).toEqual([...UNGIVEN].sort());
		const kinds = await kindsOf(Object.values(forms).flat());
		// Open only while a change of keys is unfinished, when nothing else of the keys is: test/engine/fuzzForms.test.ts.
		expect(FORMS.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual(['keys-continue']);
		expect(secretForms.length).toBeGreaterThan(3);
	});
});

describe.each<[string, () => Promise<Person>, string[], Record<string, unknown> | undefined]>([
	['a stranger', () => signIn('joao.prado'), [], undefined],
	['the subject of a hold', () => signIn(SUBJECT), [], undefined],
	['an officer whose role was just taken', async () => desk.officer, ['officer'], { roles: ['user'] }],
	['an approver whose role was just taken', async () => desk.counsel, ['counsel'], { roles: ['user'] }],
	['an administrator whose role was just taken', async () => desk.admin, ['admin'], { roles: ['user'] }],
])('%s', (_who, find, own, change) => {
	it('changes nothing and learns nothing by any button, with values given to others, nor by any form, of others or left open', async () => {
		const person = await find();
		const { roles } = (await desk.bench.operator.users()).find(({ _id }) => _id === person.userId) ?? {};
		if (change) {
			await desk.bench.operator.updateUser(person.username, change);
		}
		const before = await readWorld({ keepForms: true });
		const heard = await pressAll(person, buttons);
		const mine = own.flatMap((role) => forms[role] ?? []);
		const answers = await sendAll(person, [...mine, ...Object.values(forms).flat(), ...secretForms]);
		await desk.bench.operator.settle();
		expect(await readWorld({ keepForms: true })).toEqual(before);
		expect([...heard, ...answers].join('\n')).not.toMatch(new RegExp([...CANARIES, 'LE-2026'].join('|')));
		expect(heard.filter((event) => event.includes('"interaction"'))).toEqual([]);
		const lines = answers.map((answer) =>
			/not available to you|não está disponível para você|can no longer be used|não pode mais ser usado/.test(answer),
		);
		expect(answers.filter((_answer, index) => !lines[index])).toEqual([]);
		await expectRecorded(person);
		if (change) {
			await desk.bench.operator.updateUser(person.username, { roles });
		}
	}, 120_000);
});

/** Refused attempts are recorded, at most twenty of a person and hour, and the last says so. */
async function expectRecorded(person: Person): Promise<void> {
	const refusals = (await desk.bench.operator.persistence(desk.appId))
		.map(({ data }) => JSON.parse((data as { json: string }).json) as Record<string, unknown>)
		.filter(({ entry, userId }) => typeof entry === 'string' && userId === person.userId);
	expect(refusals.length).toBeLessThanOrEqual(21);
	expect(refusals.filter(({ furtherOnesUnrecorded }) => furtherOnesUnrecorded === true).length).toBeGreaterThan(0);
}

describe('an administrator without a legal role', () => {
	it('changes no case and learns nothing of one by any button', async () => {
		const before = await readWorld({ keepForms: false });
		const heard = (await pressAll(desk.admin, buttons)).join('\n');
		const answers = (await sendAll(desk.admin, [...(forms.officer ?? []), ...(forms.counsel ?? []), ...secretForms])).join('\n');
		await desk.bench.operator.settle();
		expect(await readWorld({ keepForms: false })).toEqual(before);
		expect(`${heard}${answers}`).not.toMatch(new RegExp([...CANARIES, `@${SUBJECT}`, restricted.reference].join('|')));
	}, 120_000);
});

describe('an officer from whom a case is kept', () => {
	it('changes nothing in it and learns nothing of it by its own buttons and forms', async () => {
		const before = await readWorld({ keepForms: false });
		const hashes = (await listLedger(desk, restricted.reference)).map(({ hash }) => hash);
		const secret = secretButtons.filter(({ value }) => value.includes(restricted.caseId));
		expect(secret.length).toBeGreaterThan(5);
		const heard = [...(await pressAll(desk.officer, secret)), ...(await sendAll(desk.officer, secretForms))].join('\n');
		await desk.bench.operator.settle();
		expect(heard).not.toMatch(new RegExp(`${restricted.reference}|NSL-26-1`));
		expect((await listLedger(desk, restricted.reference)).map(({ hash }) => hash)).toEqual(hashes);
		expect(await readWorld({ keepForms: false })).toEqual(before);
	}, 60_000);
});

describe('an officer who names a message of a room that they are not in', () => {
	it('gets nothing of its file into a case', async () => {
		const outsider = await signIn('maria.silva');
		const file = { name: 'private.txt', content: Buffer.from('CANARY of a private room') };
		const mid = await outsider.send('allotment', 'between us', { files: [file] });
		await expect(desk.officer.messages('allotment')).rejects.toThrow();
		const before = await readWorld({ keepForms: true });
		for (const actionId of FILE_BUTTONS) {
			const person = actionId === 'useSignature' ? desk.counsel : desk.officer;
			const { view, ephemerals } = await person.pressActionButton(actionId, { roomId: 'legal', messageId: mid });
			expect([actionId, view, ephemerals.join()]).toEqual([
				actionId,
				undefined,
				expect.stringContaining('not in the legal channel'),
			]);
		}
		expect(await readWorld({ keepForms: true })).toEqual(before);
	});
});

it('afterwards those who may work as before', async () => {
	expect(expectView((await desk.officer.type(`/legal-case ${stage.produced}`, { room: 'legal' })).view).id).toBeDefined();
	expect((await pressOnCard(desk.counsel, stage.produced, 'showCase')).id).toBeDefined();
});
