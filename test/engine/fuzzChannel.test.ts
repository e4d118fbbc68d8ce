import { makeTriggerId } from './support/attempts';
import {
	approve,
	expectView,
	optionNamed,
	PASSPHRASE,
	preserve,
	readChannel,
	recordOrder,
	startDesk,
	SUBPOENA,
	type TestDesk,
} from './support/desk';
import { changeKeys } from './support/keys';
import { DIRECT, listLedger } from './support/ledger';
import type { Person } from '../../workbench/testing';

let desk: TestDesk;
let stranger: Person;

beforeAll(async () => {
	desk = await startDesk();
	stranger = await desk.bench.as('joao.prado');
}, 120_000);
afterAll(() => desk?.bench.stop());

/** What stands in the legal channel, but for what the workspace itself says there. */
const listPosted = async (person: Person) =>
	(await person.messages('legal')).filter(({ t }) => !t).map(({ msg, file }) => `${String(msg)} ${String(file?.name ?? '')}`);
const readDirect = async (person: Person) =>
	(await person.messages(DIRECT)).map(({ msg, file }) => `${String(msg)} ${String(file?.name ?? '')}`).join('\n');

describe('a legal channel that its owner makes public', () => {
	it('gets nothing more: what was said there goes to each person of the legal team, and the digest says why', async () => {
		const { officer, counsel, bench } = desk;
		const early = await preserve(officer);
		await bench.operator.advance({ minutes: 12 }, { minutes: 6 });
		await bench.operator.setRoomType('legal', 'c');
		const before = await listPosted(stranger);
		expect(before.join('\n')).toContain(`${early}: preservation`);
		const reference = await preserve(officer, 'Maria.Silva2', { agencyReference: 'WPD-26-0077' });
		await bench.operator.settle();
		await changeKeys(desk, 'keysExport', { passphrase: PASSPHRASE }, 'legal-desk-keys-');
		await officer.type(`/legal-verify ${early}`, { room: 'legal' });
		await bench.operator.advance({ days: 1 }, { hours: 4 });
		expect(await listPosted(stranger)).toEqual(before);
		expect(await readDirect(desk.admin)).toContain('legal-desk-keys-');
		for (const person of [officer, counsel]) {
			expect(await readDirect(person)).toContain('The legal channel is public: everybody reads it.');
			expect(await readDirect(person)).toContain(reference);
		}
	}, 60_000);

	it('gets no package either, though everybody in it is of the legal team; and is used again once it is private', async () => {
		const { officer, bench } = desk;
		await bench.operator.setRoomType('legal', 'p');
		await bench.operator.removeMember('legal', 'workspace.admin');
		const reference = await preserve(officer, 'yuki.mori', { agencyReference: 'WPD-26-0078' });
		await bench.operator.settle();
		expect((await listPosted(officer)).join('\n')).toContain(`${reference}: preservation`);
		await recordOrder(officer, reference);
		await bench.operator.setRoomType('legal', 'c');
		const { view } = await officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		await officer.submit(expectView(view), SUBPOENA);
		const before = await listPosted(stranger);
		await approve(desk.counsel, reference);
		await bench.operator.settle();
		expect(await listPosted(stranger)).toEqual(before);
		expect(await readDirect(desk.counsel)).toContain(`${reference}-P1.zip`);
		await bench.operator.setRoomType('legal', 'p');
		await bench.operator.addMember('legal', 'workspace.admin');
	}, 60_000);
});

describe('an administrator who changes who the legal team is', () => {
	it('cannot make administrators of it, or everybody, whatever their client sends', async () => {
		const { view } = await desk.admin.type('/legal-setup', { room: 'legal' });
		const { id, blocks } = expectView(view);
		const stated = blocks.flatMap(({ blockId, element }) => (element?.initialValue ? [[blockId, element.initialValue]] : []));
		for (const role of ['admin', 'user']) {
			const fields = [...stated, ['officerRole', role], ['approverRole', role]] as [string, unknown][];
			const state = Object.fromEntries(fields.map(([name, value]) => [name, { [name]: value }]));
			const payload = { type: 'viewSubmit', viewId: id, triggerId: makeTriggerId(), payload: { view: { id, state } } };
			const { body } = await desk.admin.interact(desk.appId, payload);
			expect(Object.keys((body as { errors?: object }).errors ?? {}).sort()).toEqual(['approverRole', 'officerRole']);
		}
	});

	it('is named where the team worked before, with the roles that count from then on', async () => {
		const { admin, officer, bench } = desk;
		await bench.operator.addMember('allotment', 'workspace.admin');
		const form = expectView((await admin.type('/legal-setup', { room: 'legal' })).view);
		const elsewhere = optionNamed(form, 'channel', 'allotment');
		expect((await admin.submit(form, { channel: elsewhere })).errors).toBeUndefined();
		const told = (await readChannel(officer)).at(-1);
		expect(told).toContain('@workspace.admin has moved Legal Desk to another channel');
		expect(told).toContain('officers have the role legal-officer, approvers legal-approver');
		const refused = await officer.type('/legal', { room: 'legal' });
		expect([refused.view, ...refused.ephemerals]).toEqual([undefined, 'This command is not available to you.']);
		expect(await listLedger(desk, 'LE-2026-0001')).not.toEqual([]);
	});
});

describe('a legal channel that is deleted', () => {
	it('loses no case: an administrator names another, and what fell due meanwhile is said there', async () => {
		const { admin, officer, bench } = desk;
		const back = expectView((await admin.type('/legal-setup', { room: 'legal' })).view);
		expect((await admin.submit(back, { channel: optionNamed(back, 'channel', 'legal') })).errors).toBeUndefined();
		await bench.operator.deleteRoom('legal');
		await bench.operator.advance({ days: 61 }, { days: 1 });
		await bench.operator.addMember('allotment', 'legal.officer');
		const form = expectView((await admin.type('/legal-setup', { room: 'allotment' })).view);
		expect((await admin.submit(form, { channel: optionNamed(form, 'channel', 'allotment') })).errors).toBeUndefined();
		await bench.operator.advance({ minutes: 12 }, { minutes: 6 });
		const lines = (await officer.messages('allotment')).map(({ msg }) => String(msg)).join('\n');
		expect(lines).toMatch(/LE-2026-0002: the preservation of @M••• ends in 2\d days/);
	}, 60_000);
});
