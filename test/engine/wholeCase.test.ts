import { unzipSync } from 'fflate';

import { approve, expectView, pressOnCard, readChannel, readView, startDesk, SUBJECT, type TestDesk } from './support/desk';
import { COMPLETE, openLetter, preserveAccepted, SENDER, takeRequest } from './support/intake';
import { listLedger } from './support/ledger';
import type { Duration, Person, View } from '../../workbench/testing';

/** What goes with the notice. */
const COPY = { name: 'warrant-redacted.pdf', content: Buffer.from('%PDF-1.7 warrant, redacted') };
/** Stands in the snapshot, and leaves under the warrant. */
const SECRET = 'meet me at the pier at nine';
const ORDER = {
	...{ orderCourt: 'Superior Court of Delaware', orderNumber: '26-ND-7', orderStatute: '18 U.S.C. § 2705(b)' },
	...{ orderStart: '2026-06-01', orderEnd: '2026-07-31' },
};

/** The people and the clock of one whole case. What disturbs the desk comes between the steps. */
interface Cast {
	desk: TestDesk;
	/** For people at another server instance. */
	officer: () => Person;
	counsel: () => Person;
	advance: (by: Duration, stride?: Duration) => Promise<void>;
	disturb: (when: 'capture' | 'warrant' | 'order-end' | 'notice' | 'expiry') => Promise<void>;
}

async function readDirect({ bench }: TestDesk): Promise<string[]> {
	const rooms = (await bench.operator.rooms()).filter(
		({ t, usernames = [] }) =>
			t === 'd' && usernames.includes(SUBJECT) && usernames.some((name: string) => name.endsWith('.bot')),
	);
	const holder = await bench.as(SUBJECT);
	const messages = await Promise.all(rooms.map(({ _id }) => holder.messages(_id as string)));
	return messages.flat().map(({ msg, file }) => String(msg || file?.name));
}

async function listSent(desk: TestDesk): Promise<string[]> {
	const mails = (await desk.bench.operator.mail()).filter(({ to }) => String(to).includes('maria.silva'));
	return [...(await readDirect(desk)), ...mails.map(({ subject }) => `mail: ${String(subject)}`)];
}

const linesOf = async (person: Person, reference: string, words: string) =>
	(await readChannel(person)).filter((line) => line.startsWith(`${reference}: `) && line.includes(words));
const readDue = async (person: Person) => readView((await person.type('/legal', { room: 'legal' })).view);
const openCase = async (person: Person, reference: string): Promise<View> =>
	expectView((await person.type(`/legal-case ${reference}`, { room: 'legal' })).view);

async function preserveAndExtend({ desk, officer, advance, disturb }: Cast): Promise<string> {
	await (await desk.bench.as(SUBJECT)).send('general', SECRET);
	const { outcome, reference } = await takeRequest(officer(), 'preservation');
	const letter = await openLetter(officer(), outcome);
	await officer().submit(letter, { deed: 'send' });
	await preserveAccepted(officer(), outcome);
	await disturb('capture');
	await desk.bench.operator.settle();
	await advance({ days: 80 }, { days: 4 });
	await takeRequest(officer(), 'extension', [{ ...SENDER, extendedReference: reference, agencyReference: 'WPD-26-0043' }]);
	const list = expectView((await officer().type('/legal-hold', { room: 'legal' })).view);
	const hold = expectView((await officer().press({ view: list }, 'holdManage')).view);
	const form = expectView((await officer().press({ view: hold }, 'holdExtend')).view);
	expect((await officer().submit(form, {})).errors).toBeUndefined();
	return reference;
}

async function serveAndProduce({ officer, counsel, advance, disturb }: Cast, reference: string): Promise<void> {
	await advance({ days: 20 }, { days: 4 });
	const [sender, asked] = COMPLETE.contents ?? [];
	const served = { ...sender, caseReference: reference, agencyReference: 'WPD-26-0044', receivedOn: '2026-06-08' };
	await takeRequest(officer(), 'contents', [served, { ...asked, issuedOn: '2026-06-05', nonDisclosure: 'order' }, ORDER]);
	await disturb('warrant');
	const { view } = await officer().type(`/legal-produce ${reference}`, { room: 'legal' });
	const request = { process: 'search-warrant', issuer: 'Superior Court of Delaware', processNumber: '26-SW-0123' };
	const categories = ['account', 'non-content', 'content'];
	const requested = await officer().submit(expectView(view), { ...request, issuedOn: '2026-06-05', categories });
	expect(requested.errors).toBeUndefined();
	const { zip, message } = await approve(counsel(), reference);
	expect(message.file.name).toBe(`${reference}-P1.zip`);
	const files = unzipSync(new Uint8Array(zip));
	const transcripts = Object.keys(files).filter((name) => name.includes('/data/transcripts/'));
	const words = transcripts.map((name) => Buffer.from(files[name] ?? []).toString('utf8')).join();
	expect(words).toContain(SECRET);
}

async function tellAndClose({ desk, officer, advance, disturb }: Cast, reference: string): Promise<void> {
	expect(await readDue(officer())).toContain('notice to the account holder');
	await officer().send('legal', 'redacted', { files: [COPY] });
	const notice = await pressOnCard(officer(), reference, 'notice');
	const form = expectView((await officer().press({ view: notice }, 'sendNotice')).view);
	const copies = form.blocks.find(({ blockId }) => blockId === 'copy')?.element.options as { value: string }[];
	await officer().submit(form, { copy: copies[0]?.value, confirmed: ['redacted'] });
	await disturb('notice');
	expect(await listSent(desk)).toEqual([
		expect.stringContaining('Informações sobre a sua conta foram divulgadas'),
		COPY.name,
		expect.stringContaining(reference),
	]);
	expect(readView(await openCase(officer(), reference))).toContain('Close the case… Not now: A hold keeps records');
	await disturb('expiry');
	await advance({ days: 32 }, { days: 1 });
	await closeCase(officer(), reference);
}

async function closeCase(officer: Person, reference: string): Promise<void> {
	const { view } = await officer.press({ view: await openCase(officer, reference) }, 'closeCase');
	expect(readView(view)).not.toContain('notice');
	const closed = await officer.submit(expectView(view), { outcome: 'records-produced', reason: 'Produced, told and expired' });
	expect(closed.errors).toBeUndefined();
	expect(await readDue(officer)).not.toContain(reference);
}

/** From the first request to the closed case. @returns the case's reference */
async function liveThrough(cast: Cast): Promise<string> {
	const { desk, advance, disturb } = cast;
	const reference = await preserveAndExtend(cast);
	await serveAndProduce(cast, reference);
	await advance({ days: 52 }, { days: 1 });
	expect(await listSent(desk)).toEqual([]);
	await disturb('order-end');
	await advance({ days: 4 }, { days: 1 });
	expect(await listSent(desk)).toEqual([]);
	await tellAndClose(cast, reference);
	return reference;
}

const typesOf = async (desk: TestDesk, reference: string) => (await listLedger(desk, reference)).map(({ type }) => type);

describe('a whole case', () => {
	it('from preservation over extension, warrant, order and notice to its close: everything once, and then silence', async () => {
		const desk = await startDesk();
		try {
			const { officer, counsel, bench } = desk;
			const advance: Cast['advance'] = (by, stride) => bench.operator.advance(by, stride);
			const cast = { desk, officer: () => officer, counsel: () => counsel, advance, disturb: async () => undefined };
			const reference = await liveThrough(cast);

			const ends = (await linesOf(officer, reference, 'the preservation of')).map((line) => /ends (in .+?), at/.exec(line)?.[1]);
			// Two before the extension, five before the new end.
			expect(ends.filter(Boolean)).toHaveLength(7);
			const order = (await linesOf(officer, reference, 'non-disclosure order 26-ND-7')).map(
				(line) => /is over (in \d+ days|since)/.exec(line)?.[1],
			);
			expect(order).toEqual(['in 29 days', 'in 13 days', 'in 6 days', 'since']);
			expect(await linesOf(officer, reference, 'has expired')).toHaveLength(1);
			const types = await typesOf(desk, reference);
			expect(types.filter((type) => type === 'notice.started')).toHaveLength(1);
			expect(types.at(-1)).toBe('case.closed');

			const before = (await readChannel(officer)).length;
			await advance({ days: 4 }, { hours: 12 });
			expect((await readChannel(officer)).slice(before)).toEqual([]);
		} finally {
			await desk.bench.stop();
		}
	}, 240_000);

	it('on two instances, with crashes, power cuts and days disabled: nothing lost, and nothing to the user while the order runs', async () => {
		const desk = await startDesk();
		const second = await desk.bench.another();
		try {
			let turn = 0;
			const there = { officer: await second.as('legal.officer'), counsel: await second.as('legal.counsel') };
			const next = (role: 'officer' | 'counsel') => () => {
				turn += 1;
				return turn % 2 === 0 ? desk[role] : there[role];
			};
			const cutPower = async () => {
				desk.bench = await desk.bench.restart('kill');
				desk.officer = await desk.bench.as('legal.officer');
				desk.counsel = await desk.bench.as('legal.counsel');
			};
			const disturb: Cast['disturb'] = async (when) => {
				switch (when) {
					case 'capture':
					case 'notice':
						return cutPower();
					case 'warrant':
						return desk.bench.operator.crashApp(desk.appId);
					case 'order-end': {
						const { operator } = desk.bench;
						await operator.disable(desk.appId);
						await operator.advance({ days: 3 }, { days: 1 });
						await operator.enable(desk.appId);
						return;
					}
					case 'expiry':
						return desk.bench.operator.fail('messages.create', 2, 'the room is away');
				}
			};
			const advance: Cast['advance'] = async (by, stride) => {
				await desk.bench.operator.advance(by, stride);
				await second.operator.settle();
			};
			const reference = await liveThrough({ desk, officer: next('officer'), counsel: next('counsel'), advance, disturb });

			const { officer } = desk;
			expect((await linesOf(officer, reference, 'non-disclosure order 26-ND-7')).at(-1)).toContain('is over since');
			expect((await linesOf(officer, reference, 'has expired')).length).toBeGreaterThanOrEqual(1);
			const types = await typesOf(desk, reference);
			for (const type of ['hold.extended', 'production.delivered', 'notice.finished', 'purge.completed', 'case.closed']) {
				expect([type, types.filter((known) => known === type).length]).toEqual([type, 1]);
			}
		} finally {
			await second.stop();
			await desk.bench.stop();
		}
	}, 300_000);
});
