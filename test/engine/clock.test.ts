import {
	approve,
	expectView,
	preserve,
	readCard,
	readChannel,
	readView,
	recordOrder,
	startDesk,
	SUBJECT,
	SUBPOENA,
	type TestDesk,
} from './support/desk';

const DAY = { days: 1 };

/** Lines about expiry in the channel, as the number of whole days that they name. */
async function readReminders(desk: TestDesk, reference: string): Promise<string[]> {
	const lines = (await readChannel(desk.officer)).filter(
		(line) => line.startsWith(`${reference}: the preservation`) && line.includes(' ends '),
	);
	return lines.map((line) => /ends (in .+?), at/.exec(line)?.[1] ?? line);
}

async function snapshotRemains(desk: TestDesk): Promise<number> {
	return (await desk.bench.operator.persistence()).filter((document) => /ciphertext|wrappedKey/.test(JSON.stringify(document)))
		.length;
}

async function readLastFile({ officer }: TestDesk): Promise<string> {
	const message = (await officer.messages('legal')).filter(({ file }) => file).at(-1);
	return (await officer.download(message?.attachments[0].title_link as string)).toString('utf8');
}

describe('the 90 days of a hold', () => {
	let desk: TestDesk;

	beforeEach(async () => {
		desk = await startDesk();
	});
	afterEach(() => desk.bench.stop());

	it('reminds on each day once, then destroys the snapshot and posts the certificate', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 89, hours: 12 }, { hours: 12 });
		expect(await readReminders(desk, reference)).toHaveLength(5);
		expect(await snapshotRemains(desk)).toBeGreaterThan(0);
		await desk.bench.operator.advance(DAY, { hours: 12 });
		expect(await snapshotRemains(desk)).toBe(0);
		const channel = await readChannel(desk.officer);
		expect(channel).toContain(`${reference}-purge-certificate.txt`);
		expect(await readCard(desk.officer, reference)).toContain('Expired and purged');
		const certificate = await readLastFile(desk);
		expect(certificate).toContain('Sealed chunks destroyed: 7');
		expect(certificate).not.toContain(SUBJECT);
		const gone = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect(gone.ephemerals.join()).toContain('was purged when its hold had ended');
	});

	it('keeps a snapshot beyond its days while served process waits for an answer, and destroys it after the records have left', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 89 }, { days: 30 });
		await recordOrder(desk.officer, reference);
		const { view } = await desk.officer.type(`/legal-produce ${reference}`, { room: 'legal' });
		expect((await desk.officer.submit(expectView(view), SUBPOENA)).errors).toBeUndefined();
		await desk.bench.operator.advance({ days: 3 }, DAY);
		expect(await snapshotRemains(desk)).toBeGreaterThan(0);
		expect(await readCard(desk.officer, reference)).toContain('kept beyond it until the served process is answered');
		const due = await desk.officer.type('/legal', { room: 'legal' });
		expect(readView(due.view)).toContain(`OVERDUE: ${reference} · end of a preservation, kept beyond it`);
		expect((await approve(desk.counsel, reference)).zip.byteLength).toBeGreaterThan(0);
		await desk.bench.operator.advance({ days: 6, hours: 12 }, { hours: 12 });
		expect(await snapshotRemains(desk)).toBeGreaterThan(0);
		await desk.bench.operator.advance(DAY, { hours: 12 });
		expect(await snapshotRemains(desk)).toBe(0);
		expect(await readLastFile(desk)).toContain('process that was served by then was answered first');
	});

	it('reminds once of what became due while the server was off, and names the nearest day', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 80 });
		expect(await readReminders(desk, reference)).toEqual(['in 9 days']);
	});

	it('purges also when the app was disabled at the hour of expiry', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.disable(desk.appId);
		await desk.bench.operator.advance({ days: 95 }, { days: 5 });
		expect(await snapshotRemains(desk)).toBeGreaterThan(0);
		await desk.bench.operator.enable(desk.appId);
		await desk.bench.operator.advance({ minutes: 10 });
		expect(await snapshotRemains(desk)).toBe(0);
		expect(await readReminders(desk, reference)).toEqual([]);
		expect((await readChannel(desk.officer)).join()).toContain(`${reference}: the preservation of @m••• has expired`);
	});

	it('reminds and purges after a crash of the app and a power cut of the server', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.crashApp(desk.appId);
		const bench = await desk.bench.restart('kill');
		desk = { ...desk, bench, officer: await bench.as('legal.officer') };
		const { view } = await desk.officer.type('/legal-hold', { room: 'legal' });
		expect(readView(view)).toContain(`${reference} · @${SUBJECT}`);
		await bench.operator.advance({ days: 84 }, { days: 2 });
		expect((await readReminders(desk, reference)).length).toBe(3);
		await bench.operator.advance({ days: 7 }, DAY);
		expect(await snapshotRemains(desk)).toBe(0);
	});

	it('goes on with a purge that failed half-way, and announces it once', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 89, hours: 23 }, DAY);
		await desk.bench.operator.fail('persistence.remove', 2, 'the database is away');
		await desk.bench.operator.advance({ hours: 2 }, { minutes: 10 });
		expect(await snapshotRemains(desk)).toBe(0);
		const announced = (await readChannel(desk.officer)).filter((line) =>
			line.includes(`${reference}: the preservation of @m••• has expired`),
		);
		expect(announced).toHaveLength(1);
	});

	it('goes on with a purge that a power cut ended half-way, and can show afterwards that all of it is gone', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 89, hours: 23 }, DAY);
		const before = await snapshotRemains(desk);
		// The keys and some of the sealed pieces are gone when the machine dies.
		await desk.bench.operator.inject('persistence.remove', { effect: 'power-cut', skip: 6 });
		const hasDied = desk.bench.ended();
		await desk.bench.operator.advance({ hours: 2 }, { minutes: 10 }).catch(() => undefined);
		await hasDied;
		const bench = await desk.bench.restart('kill');
		desk = { ...desk, bench, officer: await bench.as('legal.officer') };
		const halfWay = await snapshotRemains(desk);
		expect(halfWay).toBeGreaterThan(0);
		expect(halfWay).toBeLessThan(before);
		expect((await readChannel(desk.officer)).join()).not.toContain('purge-certificate');
		await bench.operator.advance({ hours: 1 }, { minutes: 10 });
		expect(await snapshotRemains(desk)).toBe(0);
		const certificates = (await readChannel(desk.officer)).filter((line) => line === `${reference}-purge-certificate.txt`);
		expect(certificates).toHaveLength(1);
		expect(await readLastFile(desk)).toContain('Sealed chunks destroyed: 7');
		const verified = readView((await desk.officer.type(`/legal-verify ${reference}`, { room: 'legal' })).view);
		expect(verified).toContain('whole');
	});

	it('repeats a reminder that could not be posted, rather than losing it', async () => {
		const reference = await preserve(desk.officer);
		await desk.bench.operator.advance({ days: 59, hours: 23 });
		await desk.bench.operator.fail('messages.create', 1, 'the room is away');
		await desk.bench.operator.advance({ hours: 2 }, { minutes: 10 });
		expect(await readReminders(desk, reference)).toEqual(['in 29 days']);
	});
});
