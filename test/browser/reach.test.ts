import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findBarriers } from './axe';
import { openClient } from './client';
import { useHands, type Done, type Hands } from './hands';
import { ACTIONS, FORMS } from '../../src/surfaces/registry';
import { startWorkbench, type Person, type Workbench } from '../../workbench/testing';
import { findZip, ORDER, PASSPHRASE, preserve, PRESERVATION_REQUEST, SUBPOENA } from '../engine/support/desk';
import { COMPLETE, SENDER, takeRequest } from '../engine/support/intake';
import { createTestKeys, PASSPHRASE as KEY_PASSPHRASE } from '../evidence/desk';

/** A day from today on, as date fields have it. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What needs more than three people at a page, and where it is tried instead. */
const notReached = {
	// Only after the server died in the middle: test/engine/produceCrash.test.ts and keys.test.ts.
	forms: ['continue-production', 'keys-continue'],
	actions: [
		// With more than twenty holds.
		...['holdsPage', 'holdsNextPage'],
		'keysContinue',
		// With more than ten things due.
		...['duePrevious', 'dueNext'],
	],
};

/** Each form of the app is filled and accepted, and each button pressed, in a browser; what is not stands in the list above. */
describe('everything that can be done with the app, done in a browser', () => {
	let bench: Workbench;
	let api: Person;
	let folder: string;
	let admin: Hands;
	let officer: Hands;
	let counsel: Hands;
	/** The case of which most is told. */
	let held: string;
	const done: Done = { actions: new Set(), forms: new Set() };
	const seen = new Set<string>();
	const barriers: string[] = [];

	const settle = () => bench.operator.settle();

	/** Axe looks at each view once. */
	const openHands = async (name: string): Promise<Hands> => {
		const client = await openClient(bench.url, name, { height: 900 });
		await client.openRoom('legal');
		return useHands(client, bench, done, async (way) => {
			if (seen.has(way)) return;
			seen.add(way);
			barriers.push(...(await findBarriers(client.page)).map((barrier) => `${way}: ${barrier}`));
		});
	};

	beforeAll(async () => {
		execFileSync(process.execPath, [path.join(__dirname, '../../workbench/client/build.mjs')]);
		folder = mkdtempSync(path.join(tmpdir(), 'reach-'));
		// Signatures made outside carry the machine's time.
		bench = await startWorkbench({ zip: findZip(), seed: 'small', startAt: new Date().toISOString() });
		[admin, officer, counsel] = (await Promise.all(['Piet van Loon', 'Ines Calloway', 'Adaeze Thornbury'].map(openHands))) as [
			Hands,
			Hands,
			Hands,
		];
		api = await bench.as('legal.officer');
	});

	afterAll(async () => {
		await Promise.all([admin, officer, counsel].map((hands) => hands?.client.close()));
		await bench?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	/** So that one failure is not many. */
	afterEach(() => Promise.all([admin, officer, counsel].map((hands) => hands?.leave())));

	const openCase = (hands: Hands, reference: string) => hands.command(`/legal-case ${reference}`);
	const lastCase = async (): Promise<string | undefined> =>
		(await api.messages('legal')).map(({ msg }) => /^(LE-\d{4}-\d{4}): /.exec(String(msg))?.[1]).findLast(Boolean);

	test('the desk is set up', async () => {
		await admin.command('/legal-setup');
		await admin.submit({
			...{ organisation: 'Rocket.Chat Technologies Corp.', officerRole: 'legal-officer', approverRole: 'legal-approver' },
			...{ passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE },
		});
		expect(await (await admin.client.sees(/Legal Desk is set up in this channel/)).isVisible()).toBe(true);
	});

	test('a request is written page by page, answered by a letter, and its account preserved', async () => {
		await officer.command('/legal-request');
		await officer.open('requestKind', { value: 'contents ' });
		await officer.fill({ agency: SENDER.agency });
		await officer.leave();
		await officer.command('/legal-request');
		await officer.open('discardRequest');
		await officer.open('requestKind', { value: 'contents ' });
		for (const page of COMPLETE.contents ?? []) await officer.submit(page as Record<string, string>);
		await officer.submit({ compared: 'yes' });
		await officer.open('openLetter');
		await officer.submit({ deed: 'send' });
		expect(await bench.operator.mail()).toHaveLength(1);
	});

	test('a case is closed and opened again', async () => {
		const [sender, ...pages] = COMPLETE.contents ?? [];
		const elsewhere = { ...sender, serverUrl: 'https://chat.elsewhere.example' };
		const { reference } = await takeRequest(api, 'contents', [elsewhere, ...pages]);
		await openCase(officer, reference);
		await officer.open('closeCase');
		await officer.submit({ outcome: 'other', reason: 'Withdrawn' });
		await openCase(officer, reference);
		await officer.open('reopenCase');
		await officer.submit({ reason: 'It was not' });
		await openCase(officer, reference);
		expect(await officer.read()).toContain('Close the case…');
	});

	test('an account is looked up and preserved, and its hold blocked, extended, exported and released', async () => {
		await officer.command('/legal-locate @maria.silva');
		await officer.open('newRequest');
		await officer.leave();
		await officer.command('/legal-locate @maria.silva');
		await officer.open('preserve');
		await officer.submit({ ...PRESERVATION_REQUEST, agencyReference: 'WPD-26-0050' });
		await settle();
		held = (await lastCase()) ?? '';
		const manage = async () => {
			await officer.command('/legal-hold');
			await officer.open('holdManage');
		};
		await manage();
		await officer.open('holdBlock');
		await officer.submit({ matter: 'Doe v. Roe, 26-CV-1' });
		await manage();
		await officer.open('holdUnblock');
		await officer.submit({ reason: 'Settled' });
		await takeRequest(api, 'extension', [{ ...SENDER, extendedReference: held }]);
		await manage();
		await officer.open('holdExtend');
		await officer.submit();
		await openCase(officer, held);
		await officer.open('openExtensionLetter');
		await officer.submit({ deed: 'file' });
		// While an administrator is in the channel its files would go to the officer alone, where no button of messages is.
		await bench.operator.removeMember('legal', 'workspace.admin');
		await manage();
		await officer.open('holdExport');
		await officer.submit({ passphrase: PASSPHRASE });
		await settle();
		await officer.client.sees(/-manifest\.json/);
		await officer.pressOnMessage(/-manifest\.json/, 'Import legal export');
		await officer.submit();
		await settle();
		await bench.operator.addMember('legal', 'workspace.admin');
		const released = await preserve(api, 'yuki.mori');
		await settle();
		await officer.command('/legal-hold');
		await officer.open('holdsExport');
		await officer.submit();
		await officer.command('/legal-hold');
		await officer.open('holdManage', { below: released });
		await officer.open('holdRelease');
		await officer.submit({ reason: 'Withdrawn by the agency', reference: released });
		expect(await (await officer.client.sees(new RegExp(`^${released}: released\\.`))).isVisible()).toBe(true);
	});

	test('a served paper is attached to a case, and its sealed copy opened again', async () => {
		const paper = path.join(folder, 'warrant.txt');
		writeFileSync(paper, 'You are commanded to produce');
		await officer.client.page.getByLabel('File to upload').setInputFiles(paper);
		await officer.client.sees('warrant.txt');
		await officer.pressOnMessage('warrant.txt', 'Attach to legal case');
		await officer.submit({ reference: held });
		await settle();
		await openCase(officer, held);
		expect(await officer.read()).toContain('warrant.txt');
		await officer.open('openDocument');
		await officer.submit({ passphrase: PASSPHRASE });
	});

	test('an order is recorded, extended and lifted; an exception is proposed and decided', async () => {
		await openCase(officer, held);
		await officer.open('notice');
		await officer.open('recordOrder');
		await officer.submit({ ...ORDER, endsOn: inDays(90) });
		await officer.open('notice', { card: held });
		await officer.open('extendOrder');
		await officer.submit({ endsOn: inDays(120), reason: 'Extended by the court' });
		await officer.open('notice', { card: held });
		await officer.open('liftOrder');
		await officer.submit({ reason: 'Lifted by the court', document: 'Order 26-ND-7-L', reference: held });
		await officer.open('notice', { card: held });
		await officer.open('proposeException');
		await officer.submit({ kind: 'terrorism', reason: 'A threat of an attack' });
		await counsel.open('notice', { card: held });
		await counsel.open('decideException');
		await counsel.submit({ verdict: 'approve' });
		await counsel.open('notice', { card: held });
		expect(await counsel.read()).toContain('A threat of an attack');
	});

	test('a production is asked for, changed and approved, then charged, declared and written about', async () => {
		// While somebody outside the legal team is in the channel, records go to one person's direct messages.
		await bench.operator.removeMember('legal', 'workspace.admin');
		const [sender, ...pages] = COMPLETE['account-information'] ?? [];
		await takeRequest(api, 'account-information', [{ ...sender, caseReference: held }, ...pages]);
		await officer.open('produce', { card: held });
		await officer.submit(SUBPOENA);
		await counsel.command(`/legal-produce ${held}`);
		await counsel.open('changeProduction');
		await counsel.leave();
		await counsel.open('produce', { card: held });
		await counsel.submit({ passphrase: PASSPHRASE });
		await counsel.client.sees(`${held}-P1.zip`);
		await settle();
		await openCase(officer, held);
		await officer.open('openProductionLetter');
		await officer.submit({ deed: 'send' });
		await openCase(officer, held);
		await officer.open('costs');
		await officer.submit({ searchMinutes: '90', searchRate: '50.00', basis: 'Schedule of 2026' });
		await officer.leave();
		await openCase(officer, held);
		await officer.open('openCostLetter');
		await officer.submit({ deed: 'send' });
		await openCase(officer, held);
		await officer.open('declaration');
		await officer.submit({ place: 'abroad' });
		expect(await (await officer.client.sees(/declaration-1\.txt/)).isVisible()).toBe(true);
	});

	test('the account holder is told, with the redacted copy of the request', async () => {
		const reference = await preserve(api, 'joao.prado');
		await settle();
		await officer.command(`/legal-produce ${reference}`);
		await officer.submit(SUBPOENA);
		const copy = path.join(folder, 'redacted.txt');
		writeFileSync(copy, 'A redacted copy');
		await officer.client.page.getByLabel('File to upload').setInputFiles(copy);
		await officer.client.sees('redacted.txt');
		await openCase(officer, reference);
		await officer.open('notice');
		await officer.open('sendNotice');
		await officer.submit({ copy: await officer.findOption('copy', 'redacted.txt'), confirmed: ['redacted'] });
		const joao = await openClient(bench.url, 'joao.prado');
		try {
			await joao.openRoom('Legal Desk');
			expect(await (await joao.sees(/Wilmington Police Department/)).isVisible()).toBe(true);
		} finally {
			await joao.close();
		}
	});

	test('an emergency is called back, recommended, decided, answered and followed up', async () => {
		await officer.command('/legal-emergency');
		for (const page of COMPLETE.emergency ?? []) await officer.submit(page as Record<string, string>);
		await officer.submit({ compared: 'yes' });
		const reference = /LE-\d{4}-\d{4}/.exec(await officer.read())?.[0] ?? '';
		await officer.press('preserveSubject');
		await settle();
		await officer.leave();
		const step = async (hands: Hands, actionId: string, values: Record<string, string | string[]>) => {
			await hands.command(`/legal-emergency ${reference}`);
			await hands.open(actionId);
			await hands.submit(values);
			await hands.leave();
		};
		await step(officer, 'callBack', {
			...{ number: '+1 302 555 0100', numberFrom: 'agency-website', personReached: 'Sgt. B. Example', confirmed: 'yes' },
		});
		await step(officer, 'recommendEmergency', { categories: ['account'], reason: 'Report of suicide' });
		await step(counsel, 'decideEmergency', {
			...{ decision: 'disclose', reason: 'A person may take their life', whyNecessary: 'The address leads there' },
		});
		await step(officer, 'emergencyLetter', { deed: 'send' });
		await step(officer, 'followUpEmergency', { outcome: 'Subpoena 26-GJ-0200' });
		await officer.open('emergency', { card: reference });
		await officer.leave();
		await officer.open('showCase', { card: reference });
		expect(await officer.read()).toContain(`Case ${reference}`);
	});

	test('a production is signed outside, with openssl in the place of a smart card', async () => {
		const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
		openssl(
			...[
				'req',
				'-x509',
				'-newkey',
				'ec',
				'-pkeyopt',
				'ec_paramgen_curve:P-256',
				'-nodes',
				'-keyout',
				'card.key',
				'-out',
				'card.pem',
			],
			...['-subj', '/O=Counsel/CN=card', '-days', '365', '-addext', 'keyUsage=critical,digitalSignature,nonRepudiation'],
		);
		await officer.command(`/legal-produce ${held}`);
		await officer.submit({ ...SUBPOENA, processNumber: '26-GJ-0200' });
		await counsel.command(`/legal-produce ${held}`);
		await counsel.submit({ passphrase: PASSPHRASE, certificate: readFileSync(path.join(folder, 'card.pem'), 'utf8') });
		const list = path.join(folder, 'list.txt');
		await (await counsel.client.download(/-P2-tagmanifest-sha256\.txt/)).saveAs(list);
		openssl(
			'cms',
			'-sign',
			'-binary',
			'-cades',
			'-md',
			'sha256',
			'-signer',
			'card.pem',
			'-inkey',
			'card.key',
			'-outform',
			'DER',
			'-in',
			list,
			'-out',
			'list.p7s',
		);
		await counsel.client.page.getByLabel('File to upload').setInputFiles(path.join(folder, 'list.p7s'));
		await counsel.client.sees('list.p7s');
		await counsel.pressOnMessage('list.p7s', 'Use as signature of a production');
		await counsel.submit({ reference: held });
		await counsel.submit({ passphrase: PASSPHRASE });
		await counsel.client.sees(`${held}-P2.zip`);
		await settle();
		await openCase(counsel, held);
		await counsel.open('withdrawProduction');
		await counsel.submit({ reason: 'Made twice' });
		await openCase(counsel, held);
		expect(await counsel.read()).toContain('Withdrawn by @legal.counsel: Made twice');
	});

	test('what is due is filtered and put off, from the room’s own button', async () => {
		await officer.client.page.getByRole('button', { name: 'Open legal desk' }).click();
		await officer.client.page.getByRole('complementary', { name: 'Due' }).waitFor();
		for (const filter of ['dueMine', 'dueOverdue', 'dueAll']) await officer.open(filter);
		await officer.open('snooze');
		await officer.submit({ until: inDays(10), reason: 'The agency is asked' });
		await officer.command('/legal');
		expect(await officer.read()).toContain(`Put off until ${inDays(10)}`);
	});

	test('a ledger is read, exported and verified; a head that is not in it is answered for', async () => {
		await openCase(officer, held);
		await officer.open('caseLedger');
		await officer.open('caseLedgerNext');
		await officer.leave();
		await openCase(officer, held);
		await officer.press('exportLedger');
		await officer.leave();
		await openCase(officer, held);
		await officer.open('verifyCase');
		await officer.submit({ head: 'ab'.repeat(32) });
		await settle();
		await openCase(counsel, held);
		await counsel.open('acknowledgeTamper');
		await counsel.submit({ reason: 'The head was mistyped' });
		await openCase(counsel, held);
		expect(await counsel.read()).toContain('by @legal.counsel: The head was mistyped');
	});

	test('the administrator changes passphrase, keys and recovery certificate, and takes the keys away', async () => {
		await bench.operator.addMember('legal', 'workspace.admin');
		await admin.client.page.reload();
		await admin.client.openRoom('legal');
		const later = 'five quite different words here';
		const keys = async (actionId: string, values: Record<string, string>) => {
			await admin.command('/legal-setup');
			await admin.open(actionId);
			await admin.submit(values);
			await settle();
		};
		const changed = (times: number) =>
			admin.client.page
				.getByText(/^The keys are changed/)
				.nth(times - 1)
				.waitFor();
		const [recovery, sealing, signing] = await Promise.all([
			createTestKeys('sealing', 'Recovery'),
			createTestKeys('sealing', 'Own'),
			createTestKeys('signing', 'Own'),
		]);
		await keys('keysPassphrase', { passphrase: PASSPHRASE, newPassphrase: later, newPassphraseAgain: later });
		await keys('keysRecovery', { recoveryPem: recovery.certificatePem, passphrase: later });
		await changed(1);
		await keys('keysRotate', { passphrase: later });
		await changed(2);
		const own = [signing, sealing].map(({ certificatePem, encryptedKeyPem }) => encryptedKeyPem + certificatePem).join('\n');
		await keys('keysSupply', { suppliedPem: own, suppliedPassphrase: KEY_PASSPHRASE, passphrase: later });
		await changed(3);
		await keys('keysExport', { passphrase: later });
		expect(await (await admin.client.sees(/legal-desk-keys-/)).isVisible()).toBe(true);
	});

	test('nothing of the app is left undone but what is listed, and no list grows by itself', () => {
		expect({
			forms: FORMS.map(({ kind }) => kind).filter((kind) => !done.forms.has(kind)),
			actions: ACTIONS.map(({ actionId }) => actionId).filter((actionId) => !done.actions.has(actionId)),
		}).toEqual(notReached);
	});

	test('axe finds no grave barrier in any of its views, and no browser complained', () => {
		expect(seen.size).toBeGreaterThan(50);
		expect(barriers).toEqual([]);
		expect([admin, officer, counsel].flatMap(({ client }) => client.complaints)).toEqual([]);
	});
});
