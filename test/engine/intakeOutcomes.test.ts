import { expectView, readCard, readChannel, readView, startDesk, type TestDesk } from './support/desk';
import { COMPLETE, openLetter, SENDER, takeRequest } from './support/intake';
import type { View } from '../../workbench/testing';

let desk: TestDesk;
beforeAll(async () => {
	desk = await startDesk();
});
afterAll(() => desk.bench.stop());

const lastMail = async () => (await desk.bench.operator.mail()).at(-1);

describe('each outcome, from intake to its letter in the outbox', () => {
	const asked = COMPLETE['account-information']?.[1] ?? {};
	const rows: [string, string, Record<string, unknown>[], RegExp, RegExp][] = [
		[
			'deficient',
			'account-information',
			[
				{ ...SENDER, marks: ['official-email'] },
				{ ...asked, process: 'none' },
			],
			/Deficient/,
			/- law enforcement letterhead\n- a subpoena, court order, or other valid legal process\n/,
		],
		[
			'rejected',
			'preservation',
			[{ ...SENDER, serverUrl: '' }],
			/Rejected/,
			/Requests without the server URL will be rejected\./,
		],
		[
			'referred',
			'contents',
			[{ ...SENDER, serverUrl: 'https://chat.example.org' }, COMPLETE.contents?.[1] ?? {}],
			/Referred/,
			/owner of the DNS record/,
		],
		[
			'no such account',
			'preservation',
			[{ ...SENDER, accounts: '@nobody.here' }],
			/No such account/,
			/found no account with this name/,
		],
	];
	it.each(rows)('%s', async (_name, kind, pages, verdict, words) => {
		const { officer } = desk;
		const { review, outcome, reference } = await takeRequest(officer, kind, pages);
		expect(readView(review)).toMatch(verdict);
		const letter = await openLetter(officer, outcome);
		expect((await officer.submit(letter, { deed: 'send' })).errors).toBeUndefined();
		expect((await lastMail())?.text).toMatch(words);
		expect((await lastMail())?.subject).toContain(reference);
		expect(officer.ephemerals.at(-1)).toContain('Queued is not delivered');
	});

	it('an extension is recorded in the case that it extends, and acknowledged', async () => {
		const { officer } = desk;
		const first = await takeRequest(officer, 'preservation');
		const second = await takeRequest(officer, 'extension', [{ ...SENDER, extendedReference: first.reference.toLowerCase() }]);
		expect(second.reference).toBe(first.reference);
		await officer.submit(await openLetter(officer, second.outcome), { deed: 'send' });
		expect((await lastMail())?.text).toContain('We may honor requests for extensions of preservation requests');
	});

	it('looks no account up that belongs to another server', async () => {
		const { review } = await takeRequest(desk.officer, 'preservation', [{ ...SENDER, serverUrl: 'https://chat.example.org' }]);
		expect(readView(review)).not.toContain('Accounts found');
	});
});

/** @clause deployment-hosted */
it('a request about a hosted workspace stays open with the task to obtain the records, and is told so by letter', async () => {
	const { officer, bench, appId } = desk;
	await bench.operator.setAppSetting(appId, 'hosted-domains', 'rocket.chat, hosted.example');
	const { outcome, reference } = await takeRequest(officer, 'preservation', [
		{ ...SENDER, serverUrl: 'https://acme.rocket.chat' },
	]);
	await officer.submit(await openLetter(officer, outcome), { deed: 'send' });
	expect((await lastMail())?.text).toContain('Your request stays open while we find out what can be obtained from it');
	const card = (await officer.messages('legal')).find(({ msg }) => String(msg).startsWith(`${reference}:`));
	expect(JSON.stringify(card)).toContain('obtain the records from the hosted workspace acme.rocket.chat');
	await bench.operator.setAppSetting(appId, 'hosted-domains', '');
});

/** @clause preservation-accepted */
it('an accepted preservation offers to preserve each account, and the case card follows', async () => {
	const { officer, bench } = desk;
	const { outcome, reference } = await takeRequest(officer, 'preservation', [{ ...SENDER, accounts: '@joao.prado @yuki.mori' }]);
	expect(readView(outcome)).toMatch(/Preserve @joao\.prado…[\s\S]*Preserve @yuki\.mori…/);
	for (const value of outcome.blocks
		.at(-1)
		?.elements.slice(0, 2)
		.map((element: { value: string }) => element.value) ?? []) {
		const { view: plan } = await officer.press({ view: outcome }, 'preserveSubject', value);
		expect(readView(plan)).toMatch(/Rooms of the account now: [1-9]/);
		const { view: next } = await officer.submit(expectView(plan), { scopePublic: 'none' });
		expect(officer.ephemerals.at(-1)).toContain(reference);
		expect(readView(next)).toContain(`${reference}: recorded`);
	}
	await bench.operator.settle();
	await bench.operator.advance({ minutes: 10 }, { minutes: 5 });
	const { view } = await officer.type('/legal-hold', { room: 'legal' });
	expect(readView(view)).toContain(reference);
	const again = await officer.press({ view: outcome }, 'preserveSubject');
	expect(again.ephemerals.join()).toContain('preserved in this case already');
	expect(await readCard(officer, reference)).toMatch(/Hold \(@j•••\): Preserved[^]*Hold \(@y•••\): Preserved/);
});

it('of several accounts of a case each hold is managed by itself, and one that ends early hides none of the others', async () => {
	const { officer, bench } = desk;
	const buttonsOf = (shown: View) =>
		shown.blocks.flatMap(({ elements = [] }) => elements as { actionId?: string; text?: { text?: string }; value?: string }[]);
	const list = expectView((await officer.type('/legal-hold', { room: 'legal' })).view);
	const first = expectView((await officer.press({ view: list }, 'holdManage')).view);
	expect(readView(first)).toContain('Account: @joao.prado');
	const other = buttonsOf(first).find(({ text }) => text?.text?.startsWith('@yuki.mori'));
	const second = expectView((await officer.press({ view: first }, 'holdManage', other?.value)).view);
	expect(readView(second)).toContain('Account: @yuki.mori');
	const release = buttonsOf(second).find(({ actionId }) => actionId === 'holdRelease');
	const form = expectView((await officer.press({ view: second }, 'holdRelease', release?.value)).view);
	const reference = /LE-\d{4}-\d{4}/.exec(readView(second))?.[0] ?? '';
	expect((await officer.submit(form, { reason: 'Withdrawn for this account', reference })).closed).toBe(true);
	await bench.operator.advance({ minutes: 12 }, { minutes: 6 });
	expect(await readCard(officer, reference)).toMatch(/Hold \(@j•••\): Preserved/);
	const later = expectView((await officer.type('/legal-hold', { room: 'legal' })).view);
	expect(readView(later)).toContain(`${reference} · @joao.prado`);
	const kept = expectView((await officer.press({ view: later }, 'holdManage')).view);
	expect(readView(kept)).toMatch(/Account: @joao\.prado\nStatus: Preserved[^]*@yuki\.mori · Released early and purged/);
	await bench.operator.setUserActive('joao.prado', false);
	await bench.operator.advance({ days: 2, hours: 1 }, { hours: 5 });
	expect((await readChannel(officer)).join('\n')).toContain(`${reference}: the held account @j••• was deactivated`);
	await bench.operator.setUserActive('joao.prado', true);
});

describe('warnings', () => {
	it('are shown before the request is recorded, and on the card with the account masked', async () => {
		const { officer } = desk;
		const sender = { ...SENDER, officialEmail: 'police@gmail.com', accounts: '@Maria.Silva', agencyReference: 'WPD 26/0042' };
		const { review, reference } = await takeRequest(officer, 'account-information', [
			sender,
			{ ...COMPLETE['account-information']?.[1], informationRequested: 'All messages and files' },
		]);
		const shown = readView(review);
		expect(shown).toContain('gmail.com gives an address to anybody');
		expect(shown).toContain('@maria.silva has other capitals than the request gives');
		expect(shown).toContain('asks for everything');
		expect(shown).toMatch(/The same agency reference stands in LE-2026-0\d+/);
		const card = (await officer.messages('legal')).find(({ msg }) => String(msg).startsWith(`${reference}:`));
		expect(JSON.stringify(card)).toContain('@m••• has other capitals');
		expect(JSON.stringify(card)).not.toContain('maria.silva');
	});

	it('tell of an open case about the same account', async () => {
		const { review } = await takeRequest(desk.officer, 'preservation', [{ ...SENDER, accounts: '@joao.prado' }]);
		expect(readView(review)).toMatch(/An open case is about @joao\.prado already: LE-2026-\d{4}/);
	});

	it('are the same for an account that is named by its id', async () => {
		const named = await takeRequest(desk.officer, 'preservation', [{ ...SENDER, accounts: '@joao.prado' }]);
		const id = /@joao\.prado \(([^)]+)\)/.exec(readView(named.review))?.[1] ?? '';
		const { review } = await takeRequest(desk.officer, 'preservation', [{ ...SENDER, accounts: `id:${id}` }]);
		expect(readView(review)).toContain(`Accounts found: @joao.prado (${id})`);
		expect(readView(review)).toContain('An open case is about @joao.prado already');
	});
});

describe('a case is kept from', () => {
	it('its subject, who works in the legal team', async () => {
		const { reference, review } = await takeRequest(desk.officer, 'preservation', [{ ...SENDER, accounts: '@legal.counsel' }]);
		expect(readView(review)).toContain('@legal.counsel works in the legal team');
		const { ephemerals } = await desk.counsel.type(`/legal-request ${reference}`, { room: 'legal' });
		expect(ephemerals.join()).toContain('There is no case');
		expect((await readChannel(desk.counsel)).join('\n')).not.toContain(reference);
	});

	it('all but the named people, when a national security letter opens it', async () => {
		const pages = [
			SENDER,
			{ ...COMPLETE['account-information']?.[1], process: 'national-security-letter', namedPeople: '@legal.counsel' },
		];
		const { reference } = await takeRequest(desk.officer, 'account-information', pages);
		const other = await desk.bench.as('legal.officer2');
		expect((await other.type(`/legal-request ${reference}`, { room: 'legal' })).ephemerals.join()).toContain('There is no case');
		expect((await desk.counsel.type(`/legal-request ${reference}`, { room: 'legal' })).view).toBeDefined();
		expect((await readChannel(other)).join('\n')).not.toContain(reference);
	});
});
