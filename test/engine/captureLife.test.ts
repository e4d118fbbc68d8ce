import { expectView, preserve, readCard, readChannel, readView, startDesk, SUBJECT, type TestDesk } from './support/desk';
import { SENDER, takeRequest } from './support/intake';
import { openHeld } from './support/snapshot';
import type { Person, SubmitResult, View } from '../../workbench/testing';

/** Opens the list of holds, *Manage* of the first, and presses one of its buttons. */
async function openForm(person: Person, actionId: string): Promise<{ view: View; hold: View }> {
	const list = expectView((await person.type('/legal-hold', { room: 'legal' })).view);
	const manage = list.blocks
		.flatMap(({ elements = [] }) => elements as Record<string, any>[])
		.find((element) => element.actionId === 'holdManage');
	const hold = expectView((await person.press({ view: list }, 'holdManage', manage?.value)).view);
	const button = hold.blocks
		.flatMap(({ elements = [] }) => elements as Record<string, any>[])
		.find((element) => element.actionId === actionId);
	return { hold, view: expectView((await person.press({ view: hold }, actionId, button?.value)).view) };
}

async function decide(person: Person, actionId: string, values: Record<string, unknown>): Promise<SubmitResult> {
	return person.submit((await openForm(person, actionId)).view, values);
}

async function countSealed({ bench }: TestDesk): Promise<number> {
	return (await bench.operator.persistence()).filter((document) => /ciphertext|wrappedKey/.test(JSON.stringify(document))).length;
}

describe('the life of a hold', () => {
	let desk: TestDesk;

	beforeEach(async () => {
		desk = await startDesk();
	});
	afterEach(() => desk.bench.stop());

	it('ends early for a reason and the typed reference, and is purged under a rule of its own', async () => {
		const reference = await preserve(desk.officer);
		const wrong = await decide(desk.officer, 'holdRelease', { reason: 'Withdrawn by the agency', reference: 'LE-2026-9999' });
		expect(wrong.errors).toEqual({ reference: `This is not the case’s reference. Type ${reference}.` });
		const none = await decide(desk.officer, 'holdRelease', { reason: ' ', reference });
		expect(none.errors).toEqual({ reason: 'Say why the preservation ends before its time.' });
		expect((await decide(desk.officer, 'holdRelease', { reason: 'Withdrawn by the agency', reference })).closed).toBe(true);
		const listed = readView((await desk.officer.type('/legal-hold', { room: 'legal' })).view);
		expect(listed).toMatch(/Released early at 2026-03-01T[^]*; its snapshot is destroyed within minutes/);
		expect(listed).not.toContain('Preserved');
		await desk.bench.operator.advance({ minutes: 12 }, { minutes: 6 });
		expect(await countSealed(desk)).toBe(0);
		const last = (await desk.officer.messages('legal')).filter(({ file }) => file).at(-1);
		const certificate = (await desk.officer.download(last?.attachments[0].title_link as string)).toString('utf8');
		expect(certificate).toContain('Released            2026-03-01T');
		expect(certificate).toContain('Rule                House rule: the legal team releases');
		expect(certificate).toContain('Withdrawn by the agency');
		expect((await readChannel(desk.officer)).join('\n')).toContain('the preservation of @m••• was released early');
		expect(await readCard(desk.officer, reference)).toContain('Released early and purged');
	});

	it('outlives its end while litigation blocks it, and is purged once the block is lifted', async () => {
		const reference = await preserve(desk.officer);
		expect((await decide(desk.officer, 'holdBlock', { matter: 'Doe v. Roe, 26-CV-1' })).closed).toBe(true);
		const { hold } = await openForm(desk.officer, 'holdUnblock');
		expect(readView(hold)).toContain('Doe v. Roe, 26-CV-1');
		expect(readView(hold)).not.toContain('Release early');
		await desk.bench.operator.advance({ days: 100 }, { days: 10 });
		expect(await countSealed(desk)).toBeGreaterThan(0);
		expect((await readChannel(desk.officer)).filter((line) => line.includes(' ends '))).toEqual([]);
		expect((await decide(desk.officer, 'holdUnblock', { reason: 'Settled' })).closed).toBe(true);
		await desk.bench.operator.advance({ minutes: 12 }, { minutes: 6 });
		expect(await countSealed(desk)).toBe(0);
		expect(await readCard(desk.officer, reference)).toContain('Expired and purged');
	});

	it('lasts ninety days more on an extension request, once; a third period takes an approver and a reason, and is flagged', async () => {
		const reference = await preserve(desk.officer);
		const { view: early } = await openForm(desk.officer, 'holdExtend');
		expect(readView(early)).toContain('Record it with /legal-request');
		await takeRequest(desk.officer, 'extension', [{ ...SENDER, extendedReference: reference }]);
		expect((await decide(desk.officer, 'holdExtend', {})).closed).toBe(true);
		const first = (await openHeld(desk, reference)).hold;
		const shown = expectView((await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' })).view);
		const letter = expectView((await desk.officer.press({ view: shown }, 'openExtensionLetter')).view);
		const until = `${first.expiresAt?.slice(0, 19)}Z`;
		expect(JSON.stringify(letter.blocks)).toContain(`It now ends at ${until}, unless legal process is served by then.`);
		expect(Date.parse(first.expiresAt ?? '') - Date.parse(first.capturedAt ?? '')).toBe(180 * 86_400_000);
		await desk.bench.operator.advance({ days: 100 }, { days: 10 });
		expect(await countSealed(desk)).toBeGreaterThan(0);

		await takeRequest(desk.officer, 'extension', [{ ...SENDER, extendedReference: reference }]);
		const { view } = await openForm(desk.officer, 'holdExtend');
		expect(readView(view)).toContain('provides no further extension');
		const byOfficer = await desk.officer.submit(view, { beyondRegime: 'Trial is set for autumn' });
		expect(byOfficer.errors?.requestId).toContain('Only an approver');
		const withoutReason = await decide(desk.counsel, 'holdExtend', {});
		expect(Object.keys(withoutReason.errors ?? {})).toEqual(['beyondRegime']);
		expect((await decide(desk.counsel, 'holdExtend', { beyondRegime: 'Trial is set for autumn' })).closed).toBe(true);
		const { hold } = await openForm(desk.counsel, 'holdBlock');
		expect(readView(hold)).toContain('beyond the regime: Trial is set for autumn');
	});

	it('tells the channel, masked, when the held account is renamed, deactivated, given roles or deleted', async () => {
		const reference = await preserve(desk.officer);
		const told = async () =>
			(await readChannel(desk.officer)).filter((line) => line.startsWith(`${reference}: the held account`));
		await desk.bench.operator.updateUser(SUBJECT, { username: 'maria.costa' });
		await desk.bench.operator.advance({ days: 1, hours: 1 }, { hours: 5 });
		expect(await told()).toEqual([
			`${reference}: the held account @m••• was renamed. What was preserved before stays preserved.`,
		]);
		await desk.bench.operator.updateUser('maria.costa', { roles: ['user', 'guest'] });
		await desk.bench.operator.advance({ days: 1, hours: 1 }, { hours: 5 });
		expect((await told()).at(-1)).toContain('has other roles');
		await desk.bench.operator.setUserActive('maria.costa', false);
		await desk.bench.operator.advance({ days: 1, hours: 1 }, { hours: 5 });
		expect((await told()).at(-1)).toContain('was deactivated');
		await desk.bench.operator.deleteUser('maria.costa');
		await desk.bench.operator.advance({ days: 1, hours: 1 }, { hours: 5 });
		expect((await told()).at(-1)).toContain('was deleted');
		await desk.bench.operator.advance({ days: 3 }, { hours: 12 });
		expect(await told()).toHaveLength(4);
	});

	it('tells of a deletion at once when the platform does', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.deleteUser(SUBJECT, { by: 'workspace.admin' });
		const isTold = (event: { message: { msg?: string } }) =>
			String(event.message.msg).startsWith(`${reference}: the held account`);
		const { message } = (await desk.officer.next('message', isTold)) as { message: { msg: string } };
		expect(message.msg).toContain('@m••• was deleted');
	});
});
