import { identifyCase, makeTriggerId, type KnownCase } from './support/attempts';
import { preserve, readChannel, readView, startDesk, type TestDesk } from './support/desk';
import { beginRequest, COMPLETE, fillPages, preserveAccepted, SENDER, takeRequest } from './support/intake';
import { DIRECT, listLedger, waitForFile } from './support/ledger';
import { ACTIONS } from '../../src/surfaces/registry';
import type { Person } from '../../workbench/testing';

let desk: TestDesk;
/** An ordinary case, one about an officer, and one restricted to counsel. */
const cases: Record<'ordinary' | 'aboutOfficer' | 'restricted', KnownCase> = {} as never;

/** Records a national security letter through the form, as counsel, who alone is named in it, and preserves its account. */
async function recordRestricted(): Promise<string> {
	const { counsel } = desk;
	const { reference, outcome } = await takeRequest(counsel, 'account-information', [
		{ ...SENDER, agencyReference: 'NSL-26-1', accounts: '@yuki.mori' },
		{ ...COMPLETE['account-information']?.[1], process: 'national-security-letter', namedPeople: '@legal.counsel' },
	]);
	await preserveAccepted(counsel, outcome);
	return reference;
}

beforeAll(async () => {
	desk = await startDesk();
	const { bench, officer } = desk;
	await bench.operator.setUserActive('legal.officer2', true);
	const ordinary = await preserve(officer);
	const aboutOfficer = await preserve(officer, 'legal.officer2');
	const restricted = await recordRestricted();
	await bench.operator.settle();
	cases.ordinary = await identifyCase(desk, ordinary);
	cases.aboutOfficer = await identifyCase(desk, aboutOfficer);
	cases.restricted = await identifyCase(desk, restricted);
}, 180_000);

afterAll(() => desk?.bench.stop());

/** How often the ordinary case's files were exported to the channel. */
const countExports = async () =>
	(await readChannel(desk.officer)).filter(
		(line) => line.includes(`${cases.ordinary.reference}-export-`) && /manifest/.test(line),
	).length;

describe.each([
	['the subject of a case who works in the legal team', 'aboutOfficer' as const, () => desk.bench.as('legal.officer2')],
	['an officer who is not named in a restricted case', 'restricted' as const, async () => desk.officer],
])('%s', (_who, which, signIn) => {
	it('is answered as if the case did not exist, everywhere', async () => {
		const person = await signIn();
		const { reference, caseId } = cases[which];
		const listHashes = async () => (await listLedger(desk, reference)).map(({ hash }) => hash);
		const before = await listHashes();
		const exportsBefore = await countExports();
		for (const command of ['legal-case', 'legal-verify', 'legal-produce']) {
			const hidden = await person.type(`/${command} ${reference}`, { room: 'legal' });
			const none = await person.type(`/${command} LE-2026-0777`, { room: 'legal' });
			expect(hidden.view).toBeUndefined();
			expect(hidden.ephemerals.map((line) => line.replaceAll(reference, 'LE-2026-0777'))).toEqual(none.ephemerals);
		}
		const heard: string[] = [];
		person.on((event) => heard.push(JSON.stringify(event)));
		for (const { actionId } of ACTIONS) {
			await person.interact(desk.appId, {
				type: 'blockAction',
				actionId,
				triggerId: makeTriggerId(),
				rid: 'legal',
				payload: { blockId: 'x', value: caseId },
			});
		}
		for (const line of ['/legal-hold', '/legal-help', '/legal']) {
			const { view } = await person.type(line, { room: 'legal' });
			heard.push(view ? readView(view) : '');
		}
		// One of the buttons offers to export the whole desk: every case but this one, and nothing before somebody has submitted the form.
		await desk.bench.operator.settle();
		expect(heard.join('\n')).toMatch(new RegExp(`Export[^]*${cases.ordinary.reference}`));
		expect(await countExports()).toBe(exportsBefore);
		heard.push(JSON.stringify(await person.messages(DIRECT).catch(() => [])));
		expect(heard.join('\n')).not.toContain(reference);
		expect(await listHashes()).toEqual(before);
	}, 60_000);

	it('hears nothing of it in the channel from then on', async () => {
		const { reference } = cases[which];
		const count = async () => JSON.stringify(await desk.officer.messages('legal')).split(reference).length;
		const before = await count();
		await desk.counsel.type(`/legal-verify ${reference}`, { room: 'legal' });
		await desk.bench.operator.advance({ minutes: 6 });
		expect(await count()).toBe(before);
	});
});

describe('a national security letter', () => {
	it('is in no line, card or thread of the channel, and in the report only as a band', async () => {
		const { reference } = cases.restricted;
		expect(JSON.stringify(await desk.officer.messages('legal'))).not.toContain(reference);
		await desk.officer.type('/legal-report 2026', { room: 'legal' });
		const text = (await waitForFile(desk.officer, 'transparency-report-2026.txt')).toString();
		expect(text).toContain('Requests 0–249, accounts 0–249');
		expect(text).not.toContain('account-information');
		expect(text).toMatch(/All of these: 2 requests, 2 accounts/);
	});

	it('has its hold in the list of the people it names, and in nobody else’s', async () => {
		const list = async (person: Person) => readView((await person.type('/legal-hold', { room: 'legal' })).view);
		expect(await list(desk.counsel)).toContain(cases.restricted.reference);
		expect(await list(desk.officer)).not.toContain(cases.restricted.reference);
		expect(await list(desk.admin)).not.toContain(cases.restricted.reference);
	});
});

describe('a request that comes in beside a national security letter', () => {
	it('warns its person of it, and tells nobody else: not on the card, not in the case', async () => {
		const { reference: secret } = cases.restricted;
		const [sender, ...pages] = COMPLETE['account-information'] ?? [];
		const same = { ...sender, agencyReference: 'NSL-26-1', accounts: '@yuki.mori' };
		const { review, reference } = await takeRequest(desk.counsel, 'account-information', [same, ...pages]);
		expect(readView(review).split(secret).length).toBeGreaterThan(2);
		const { view } = await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Account information');
		expect(readView(view)).not.toContain(secret);
		expect(JSON.stringify(await desk.officer.messages('legal'))).not.toContain(secret);
		const stored = (await listLedger(desk, reference)).find(({ type }) => type === 'request.recorded');
		expect(JSON.stringify(stored?.body)).not.toContain(secret);
	});
});

describe('a person’s own account', () => {
	it('is nothing that they take a request in about, or preserve', async () => {
		const typed = await desk.officer.type('/legal-hold @legal.officer', { room: 'legal' });
		expect([typed.view, ...typed.ephemerals]).toEqual([undefined, expect.stringContaining('their own account')]);
		const own = [{ ...SENDER, accounts: '@maria.silva, @legal.officer', agencyReference: 'WPD-26-0099' }];
		const review = await fillPages(desk.officer, await beginRequest(desk.officer, 'preservation'), own);
		const { errors } = await desk.officer.submit(review, { compared: 'yes' });
		expect(errors?.compared).toContain('their own account');
	});
});

describe('others', () => {
	it('have no card of it in the channel, for which no sweep looks again', async () => {
		await desk.bench.operator.advance({ minutes: 12 }, { minutes: 6 });
		const types = (await listLedger(desk, cases.aboutOfficer.reference)).map(({ type }) => type);
		expect(types.filter((type) => type.startsWith('card.'))).toEqual(['card.withheld']);
		const summaries = (await desk.bench.operator.persistence(desk.appId)).map(
			({ data }) => JSON.parse((data as { json: string }).json) as { reference?: string; nextAt?: number; eventCount?: number },
		);
		const [latest] = summaries
			.filter(({ reference, eventCount }) => reference === cases.aboutOfficer.reference && eventCount !== undefined)
			.sort((a, b) => (b.eventCount ?? 0) - (a.eventCount ?? 0));
		expect(latest?.nextAt).toBeGreaterThan((await desk.bench.operator.now()).getTime());
	});

	it('are told that a subject works with them', async () => {
		const { view } = await desk.officer.type(`/legal-case ${cases.aboutOfficer.reference}`, { room: 'legal' });
		expect(readView(view)).toContain('belongs to somebody in the legal channel');
	});

	it('who are named in a restricted case see it', async () => {
		const { view } = await desk.counsel.type(`/legal-case ${cases.restricted.reference}`, { room: 'legal' });
		expect(readView(view)).toContain('Restricted case.');
	});
});
