import {
	approve,
	expectView,
	preserve,
	pressOnCard,
	readChannel,
	readView,
	recordOrder,
	startDesk,
	SUBPOENA,
	type TestDesk,
} from './support/desk';
import { SENDER, beginRequest } from './support/intake';
import type { View } from '../../workbench/testing';

let desk: TestDesk;
beforeAll(async () => {
	desk = await startDesk();
}, 120_000);
afterAll(() => desk?.bench.stop());

const set = (id: string, value: string) => desk.bench.operator.setAppSetting(desk.appId, id, value);
const readDue = async (person = desk.officer) => readView((await person.type('/legal', { room: 'legal' })).view);

async function askForProduction(reference: string): Promise<void> {
	await desk.bench.operator.settle();
	const { view } = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
	expect((await desk.officer.submit(expectView(view), SUBPOENA)).errors).toBeUndefined();
}

async function openNotice(reference: string): Promise<View> {
	return expectView(
		(await desk.officer.press({ view: await pressOnCard(desk.officer, reference, 'notice') }, 'sendNotice')).view,
	);
}

describe('what an administrator sets', () => {
	it('is said to be unreadable where it is, with what holds instead and what would be right', async () => {
		await set('digest-hour', 'noon');
		const line =
			'The app’s setting “Hour of the daily digest (UTC)” cannot be read as “noon”; until an administrator corrects it, 14 holds. A whole number from 0 to 23, for example 14.';
		expect(await readDue()).toContain(line);
		expect(readView((await desk.admin.type('/legal-setup', { room: 'legal' })).view)).toContain(line);
		await set('digest-hour', '');
		expect(await readDue()).not.toContain('cannot be read');
	});

	it('is the waiting period of notices that are sent from then on, and changes no promise', async () => {
		await set('notice-waiting-days', '2');
		const reference = await preserve(desk.officer);
		await askForProduction(reference);
		await desk.officer.send('legal', 'redacted', { files: [{ name: 'copy.pdf', content: Buffer.from('%PDF') }] });
		const form = await openNotice(reference);
		expect(JSON.stringify(form.blocks)).toContain('podem ser divulgadas a partir de 2026-03-03');
		const copies = form.blocks.find(({ blockId }) => blockId === 'copy')?.element.options as { value: string }[];
		await desk.officer.submit(form, { copy: copies[0]?.value, confirmed: ['redacted'] });
		await set('notice-waiting-days', '30');
		const waiting = await desk.counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(waiting.ephemerals.join()).toContain('the waiting period ends at 2026-03-03T');
		// Nothing is sent again within ten minutes.
		await desk.bench.operator.advance({ minutes: 12 }, { minutes: 6 });
		expect(JSON.stringify((await openNotice(reference)).blocks)).toContain('podem ser divulgadas a partir de 2026-03-03');
		await desk.bench.operator.advance({ days: 2 }, { days: 1 });
		expect((await approve(desk.counsel, reference)).message.file.name).toBe(`${reference}-P1.zip`);
	});

	it('is the hour of the digest', async () => {
		const digests = async () => (await readChannel(desk.officer)).filter((line) => line.startsWith('Legal Desk, ')).length;
		const reference = await preserve(desk.officer, 'joao.prado');
		await askForProduction(reference);
		// It is nine in the morning of a day whose digest would come at two in the afternoon.
		await set('digest-hour', '10');
		const before = await digests();
		await desk.bench.operator.advance({ hours: 2 }, { minutes: 30 });
		expect(await digests()).toBe(before + 1);
		await set('digest-hour', '');
	});

	it('is when people are reminded, also of what was recorded before', async () => {
		const reference = await preserve(desk.officer, 'Maria.Silva2');
		await recordOrder(desk.officer, reference);
		await desk.bench.operator.settle();
		await set('hold-reminder-days', '80, 5');
		await set('order-reminder-days', '85');
		await desk.bench.operator.advance({ days: 11 }, { hours: 12 });
		const lines = (await readChannel(desk.officer)).filter((line) => line.startsWith(`${reference}: the `));
		expect(lines.map((line) => /(?:ends|is over) (in \d+ days), at/.exec(line)?.[1]).filter(Boolean)).toEqual([
			'in 84 days',
			'in 79 days',
		]);
		await set('hold-reminder-days', '');
		await set('order-reminder-days', '');
	});
});

describe('a request that was begun and not recorded', () => {
	it('stands in the due list of the person who began it, alone, to go on with or to discard', async () => {
		const page = await beginRequest(desk.officer, 'preservation');
		await desk.officer.submit(page, { ...SENDER, agency: 'Half a request', receivedOn: '' });
		const { view } = await desk.officer.type('/legal', { room: 'legal' });
		expect(readView(view)).toContain('Unfinished request: Preservation');
		expect(await readDue(desk.counsel)).not.toContain('Unfinished request');
		const button = (view?.blocks ?? [])
			.flatMap(({ elements = [] }) => elements as { actionId: string; value: string }[])
			.find(({ actionId, value }) => actionId === 'requestKind' && value === 'preservation new');
		const again = await desk.officer.press({ view: expectView(view) }, 'requestKind', button?.value);
		expect(JSON.stringify(again.view?.blocks)).toContain('Half a request');
		await desk.officer.press({ view: expectView(view) }, 'discardRequest', 'new');
		expect(await readDue()).not.toContain('Unfinished request');
	});
});
