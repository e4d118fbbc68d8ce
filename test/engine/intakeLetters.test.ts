import { createHash } from 'node:crypto';

import { expectView, readView, startDesk, type TestDesk } from './support/desk';
import { beginRequest, fillPages, initialOf, openLetter, SENDER, takeRequest } from './support/intake';
import { DIRECT } from './support/ledger';
import type { Person } from '../../workbench/testing';

let desk: TestDesk;
beforeAll(async () => {
	desk = await startDesk();
});
afterAll(() => desk.bench.stop());

const outbox = () => desk.bench.operator.mail();

it('a letter can be changed before it goes, and goes out as it was changed', async () => {
	const { officer } = desk;
	const { outcome, reference } = await takeRequest(officer, 'preservation');
	const letter = await openLetter(officer, outcome);
	const body = `${String(initialOf(letter, 'body'))}\n\nP.S. {payload} [Site_Name] from our own hand.`;
	await officer.submit(letter, {
		deed: 'send',
		body,
		to: 'Det. Example <a.example@police.example>',
		subject: 'Receipt\r\nBcc: x@evil.example',
	});
	const mail = (await outbox()).at(-1);
	expect(mail?.to).toEqual(['a.example@police.example']);
	expect(mail?.subject).toBe('Receipt Bcc: x@evil.example');
	expect(mail?.text).toContain('P.S. [U+007B]payload[U+007D] [U+005B]Site_Name] from our own hand.');
	expect(mail?.text).toMatch(new RegExp(`--\nCase ${reference}\nLedger head \\(SHA-256\\): [0-9a-f]{64}\n$`));
});

it('what went out is kept with its SHA-256, cannot be sent twice, and can be downloaded as the same text', async () => {
	const { officer } = desk;
	const { outcome } = await takeRequest(officer, 'preservation');
	const letter = await openLetter(officer, outcome);
	await officer.submit(letter, { deed: 'send' });
	const sent = (await outbox()).length;
	const text = String((await outbox()).at(-1)?.text);
	const records = JSON.stringify(await desk.bench.operator.persistence(desk.appId));
	expect(records).toContain(createHash('sha256').update(text).digest('hex'));
	const queued = expectView((await officer.press({ view: outcome }, 'openLetter')).view);
	expect(readView(queued)).toContain('Queued is not delivered');
	expect(queued.blocks.map(({ blockId }) => blockId)).not.toContain('body');
	await officer.submit(queued, { deed: 'file' });
	expect(await outbox()).toHaveLength(sent);
	const findFile = async (person: Person, room: string) =>
		(await person.messages(room)).find(({ file }) => String(file?.name).endsWith('.txt'));
	// An administrator is a member of the channel, and a letter names what is asked for.
	expect(await findFile(desk.admin, 'legal')).toBeUndefined();
	const message = await findFile(officer, DIRECT);
	expect(message?.u.username).toBe('legal.officer');
	expect((await officer.download(message?.attachments[0].title_link as string)).toString('utf8')).toBe(text);
});

it('a letter that the mailer does not take is told, kept, and sent again', async () => {
	const { officer, bench } = desk;
	const { outcome, reference } = await takeRequest(officer, 'preservation');
	const letter = await openLetter(officer, outcome);
	await bench.operator.setSetting('From_Email', '');
	const refused = await officer.submit(letter, { deed: 'send', body: 'Changed by hand.' });
	expect(refused.errors?.deed).toContain('no sender address');
	const card = (await officer.messages('legal')).find(({ msg }) => String(msg).startsWith(`${reference}:`));
	expect(JSON.stringify(card)).toContain('Not queued: The workspace has no sender address');
	await bench.operator.setSetting('From_Email', 'no-reply@workspace.example');
	const again = expectView((await officer.press({ view: outcome }, 'openLetter')).view);
	expect(initialOf(again, 'body')).toBe('Changed by hand.');
	expect((await officer.submit(again, { deed: 'send' })).errors).toBeUndefined();
	expect((await outbox()).at(-1)?.text).toContain('Changed by hand.');
});

/**
 * @clause electronic-address
 * @clause preservation-submission
 */
it('a request that came by post is warned of, and its letter names the address that the administrator set', async () => {
	const { officer, bench, appId } = desk;
	const byPost = { ...SENDER, receivedBy: 'post', marks: ['official-email'] };
	const first = await beginRequest(officer, 'preservation');
	expect(readView(first)).toContain('The guidelines ask for e-mail to the address for legal requests (none is set).');
	expect(readView(await fillPages(officer, first, [byPost]))).toContain(
		'did not come by e-mail to the address for legal requests',
	);
	const { outcome } = await takeRequest(officer, 'preservation', [byPost]);
	await bench.operator.setAppSetting(appId, 'contact-email', 'no address');
	expect(readView(await openLetter(officer, outcome))).toContain('this letter names none');
	await bench.operator.setAppSetting(appId, 'contact-email', 'legal@rocket.example');
	const named = await openLetter(officer, (await takeRequest(officer, 'preservation', [byPost])).outcome);
	expect(readView(named)).not.toContain('this letter names none');
	expect(String(initialOf(named, 'body'))).toContain('must be submitted to our legal team at legal@rocket.example.');
	await officer.submit(named, { deed: 'send' });
	expect((await outbox()).at(-1)?.text).toContain(
		'251 Little Falls Drive, Wilmington, DE, 19808\nElectronic communication must go to: legal@rocket.example\n\n--\n',
	);
});

it('an address is asked for where the request gave none, and the text that was typed stays', async () => {
	const { officer } = desk;
	const { outcome } = await takeRequest(officer, 'preservation', [
		{ ...SENDER, officialEmail: '', marks: ['signature', 'letterhead'] },
	]);
	const letter = await openLetter(officer, outcome);
	const refused = await officer.submit(letter, { deed: 'send', body: 'Typed before the address.' });
	expect(refused.errors?.to).toContain('for example officer@agency.example');
	const again = expectView((await officer.press({ view: outcome }, 'openLetter')).view);
	expect(initialOf(again, 'body')).toBe('Typed before the address.');
	await officer.submit(again, { deed: 'file' });
	const files = (await officer.messages(DIRECT)).map(({ file }) => String(file?.name));
	expect(files.at(-1)).toMatch(/^LE-2026-\d{4}-deficiency-1\.txt$/);
});
