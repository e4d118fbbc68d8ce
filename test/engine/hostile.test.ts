import { expectView, PRESERVATION_REQUEST, produce, startDesk, submitPreservation, type TestDesk } from './support/desk';
import { fillPages, beginRequest, expectNext, openLetter, SENDER } from './support/intake';
import { unzipFiles } from '../production/unzip';

const EVIL = '@all @here [click](https://evil.example) <img src=x onerror=alert(1)> {Site_Name} [Site_URL] *bold*\u202E';

let desk: TestDesk;

beforeAll(async () => {
	desk = await startDesk();
});
afterAll(() => desk?.bench.stop());

/** Every text of a surface that a client reads as markup. */
function listMarkup(value: unknown): string[] {
	if (Array.isArray(value)) {
		return value.flatMap(listMarkup);
	}
	if (!value || typeof value !== 'object') {
		return [];
	}
	const { type, text } = value as { type?: unknown; text?: unknown };
	return [...(type === 'mrkdwn' ? [String(text)] : []), ...Object.values(value).flatMap(listMarkup)];
}

describe('words of an agency that mean harm', () => {
	it('call nobody, link nowhere and format nothing in the channel or on a surface', async () => {
		const { view } = await desk.officer.type('/legal-hold @maria.silva', { room: 'legal' });
		await desk.officer.submit(expectView(view), {
			...PRESERVATION_REQUEST,
			agency: EVIL,
			officer: EVIL,
			agencyReference: EVIL.slice(0, 100),
		});
		await desk.bench.operator.settle();
		const reference = /LE-\d{4}-\d{4}/.exec(desk.officer.ephemerals.join())?.[0] ?? '';
		const messages = await desk.officer.messages('legal');
		const card = messages.find(({ msg, blocks }) => String(msg).startsWith(reference) && blocks);
		expect(JSON.stringify(card?.blocks)).toContain('evil.example');
		expect(messages.map(({ msg }) => String(msg)).join('\n')).not.toMatch(/@all|@here|evil\.example/);
		expect(messages.flatMap(({ mentions = [] }) => mentions)).toEqual([]);
		// Nor do notifications and mail previews carry the account's name on.
		expect(JSON.stringify(messages)).toContain('@m•••');
		expect(JSON.stringify(messages)).not.toContain('maria.silva');
		const shown = await desk.officer.type(`/legal-case ${reference}`, { room: 'legal' });
		expect(JSON.stringify(shown.view)).toContain('evil.example');
		expect(listMarkup([shown.view, messages.map(({ blocks }) => blocks)])).toEqual([]);
	});

	it('add no line, no header and no blank to a letter', async () => {
		const agency = `Wilmington\r\nBcc: victim@evil.example\r\n\r\n${EVIL}`;
		const review = await fillPages(desk.officer, await beginRequest(desk.officer, 'preservation'), [
			{ ...SENDER, agency, agencyReference: agency },
		]);
		const outcome = expectNext(await desk.officer.submit(review, { compared: 'yes' }));
		const letter = await openLetter(desk.officer, outcome);
		const sent = await desk.officer.submit(letter, {});
		expect(sent.errors).toBeUndefined();
		const mail = (await desk.bench.operator.mail()).at(-1) ?? {};
		expect(JSON.stringify([mail.to])).toContain(SENDER.officialEmail);
		expect(JSON.stringify([mail.to, mail.from, mail.cc, mail.bcc])).not.toContain('evil.example');
		// What the agency calls its case stands in the subject, on the one line that a subject is.
		expect(String(mail.subject)).not.toMatch(/[\r\n]/);
		expect(JSON.stringify(mail.headers ?? '')).not.toMatch(/Bcc|\\r|\\n/);
		expect(String(mail.text)).toContain('evil.example');
		expect(String(mail.text)).not.toMatch(/^Bcc:/m);
		// The mailer would fill these in; a right-to-left override would turn the line around.
		expect(String(mail.text)).not.toMatch(/\{Site_Name\}|\[Site_URL\]|\u202E/);
		expect(mail.html ?? '').not.toContain('<img');
	});
});

describe('an account holder’s own words that mean harm', () => {
	it('cannot pass for lines of the desk in a package', async () => {
		const name = 'Joao\nEMAILS\n  judge@court.example (verified)\u202E\u2028Record : LE-2026-0001-P1-000099';
		await desk.bench.operator.updateUser('joao.prado', { name, bio: `${EVIL}\nROLES\n  admin` });
		const { view } = await desk.officer.type('/legal-hold @joao.prado', { room: 'legal' });
		await submitPreservation(desk.officer, expectView(view));
		const reference = /LE-\d{4}-\d{4}/.exec(desk.officer.ephemerals.at(-1) ?? '')?.[0] ?? '';
		await desk.bench.operator.settle();
		const { zip } = await produce(desk, reference);
		const texts = [...unzipFiles(zip)]
			.filter(([file]) => file.endsWith('.txt'))
			.map(([, bytes]) => Buffer.from(bytes).toString('utf8'));
		const all = texts.join('\n');
		expect(all).toContain('judge@court.example');
		expect(all).not.toMatch(/\u202E|\u2028/);
		expect(all).not.toMatch(/^\s*judge@court\.example/m);
		expect(all).not.toMatch(/^(ROLES|EMAILS)\n {2}(admin|judge)/m);
		expect(all).not.toMatch(/^Record : LE-2026-0001-P1-000099/m);
	}, 60_000);
});
