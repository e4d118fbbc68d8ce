import { identifyCase } from './attempts';
import { expectView, PASSPHRASE, preserve, pressOnCard, produce, recordOrder, SUBPOENA, type TestDesk } from './desk';
import { beginRequest, COMPLETE, expectNext, fillPages, preserveAccepted, SENDER, takeRequest } from './intake';
import { openKeyForm } from './keys';
import { DIRECT, waitForFile } from './ledger';
import { signDetached } from '../../../src/evidence';
import type { Person, View } from '../../../workbench/testing';
import { createTestPair, expectValue } from '../../evidence/desk';

/** What stands on a desk on which every form of the app can be opened by somebody. */
export interface Stage {
	/** The cases that anybody of the legal team may see. */
	references: string[];
	/** The case that was produced from. */
	produced: string;
	/** Of messages in the legal channel: a served paper, a signature, the list of an export. */
	paperId: string;
	signatureId: string;
	exportId: string;
	/** The case that waits for the signature. */
	unsigned: string;
}

const legal = { room: 'legal' };

async function ask(officer: Person, reference: string, request: Record<string, unknown> = SUBPOENA): Promise<void> {
	expectNoErrors(await officer.submit(expectView((await officer.type(`/legal-produce ${reference}`, legal)).view), request));
}

function expectNoErrors({ errors }: { errors?: Record<string, string> }): void {
	if (errors) {
		throw new Error(`refused: ${JSON.stringify(errors)}`);
	}
}

/** Runs a desk through all that opens a form late: a delivery, an export, a signature that is missing, a failure in the middle. */
export async function stageEverything(desk: TestDesk): Promise<Stage> {
	const { officer, counsel, bench } = desk;
	const produced = await preserve(officer);
	await bench.operator.settle();
	await produce(desk, produced);
	await counsel.next('messageUpdated', (event) => JSON.stringify(event).includes('No. 1 is delivered.'), 30_000);
	await extend(desk, produced);
	await stateCosts(desk, produced);
	const paperId = await officer.send('legal', 'served', {
		files: [{ name: 'paper.pdf', content: Buffer.from('%PDF-1.7 paper') }],
	});
	const attaching = await officer.pressActionButton('attachDocument', { roomId: 'legal', messageId: paperId });
	expectNoErrors(await officer.submit(expectView(attaching.view), { reference: produced }));
	const exportId = await exportCase(desk, produced);
	const pending = await stageException(desk);
	const emergencies = [await takeEmergency(desk, 'yuki.mori', false), await takeEmergency(desk, 'joao.prado', true)];
	const told = await stageBlock(desk);
	const { unsigned, signatureId } = await stageSignature(desk);
	const cutOff = await preserve(officer, 'otto.brandt');
	await bench.operator.settle();
	await ask(officer, told);
	await failProduction(desk, cutOff);
	const others = await stageClosed(desk);
	// Last, because the copy for an account holder is looked for among the latest messages alone.
	await officer.send('legal', 'redacted', { files: [{ name: 'redacted.pdf', content: Buffer.from('%PDF-1.7 redacted') }] });
	return {
		references: [produced, ...emergencies, pending, told, unsigned, cutOff, ...others],
		produced,
		paperId,
		signatureId,
		exportId,
		unsigned,
	};
}

/** A request for an extension that is granted. */
async function extend(desk: TestDesk, reference: string): Promise<void> {
	await takeRequest(desk.officer, 'extension', [{ ...SENDER, extendedReference: reference }]);
	expectNoErrors(await desk.officer.submit(await openHoldForm(desk, reference, 'holdExtend'), {}));
}

async function stateCosts({ officer }: TestDesk, reference: string): Promise<void> {
	const view = expectView((await officer.type(`/legal-case ${reference}`, legal)).view);
	const form = expectView((await officer.press({ view }, 'costs')).view);
	expectNoErrors(await officer.submit(form, { searchMinutes: '90', searchRate: '50.00', basis: 'Schedule of 2026' }));
}

async function exportCase(desk: TestDesk, reference: string): Promise<string> {
	const { officer, bench } = desk;
	expectNoErrors(await officer.submit(await openHoldForm(desk, reference, 'holdExport'), { passphrase: PASSPHRASE }));
	await bench.operator.settle();
	const names = (await officer.messages(DIRECT)).map(({ file }) => String(file?.name)).filter((name) => /-export-/.test(name));
	const files = await Promise.all(names.map(async (name) => ({ name, content: await waitForFile(officer, name) })));
	return officer.send('legal', 'From our archive', { files });
}

/** An emergency that waits for its call back, or one in which disclosure was decided and legal process is to follow. */
async function takeEmergency(desk: TestDesk, username: string, isDecided: boolean): Promise<string> {
	const { officer, counsel } = desk;
	const [sender, ...pages] = COMPLETE.emergency ?? [];
	const { outcome, reference } = await takeRequest(officer, 'emergency', [
		{ ...sender, accounts: `@${username}`, agencyReference: `WPD-${username}` },
		...pages,
	]);
	if (isDecided) {
		await preserveAccepted(officer, outcome);
	}
	const step = async (person: Person, actionId: string, values: Record<string, unknown>) => {
		const { view } = await person.type(`/legal-emergency ${reference}`, legal);
		const form = expectView((await person.press({ view: expectView(view) }, actionId)).view);
		expectNoErrors(await person.submit(form, values));
	};
	if (isDecided) {
		const named = { categories: ['account'], reason: 'Report of suicide' };
		await step(officer, 'recommendEmergency', named);
		await step(officer, 'callBack', {
			...{ number: '+1 302 555 0100', numberFrom: 'agency-website' },
			...{ personReached: 'Sgt. B. Example', confirmed: 'yes' },
		});
		await step(counsel, 'decideEmergency', { decision: 'disclose', whyNecessary: 'It leads to the person', ...named });
	}
	return reference;
}

/** A hold that litigation blocks. */
async function stageBlock(desk: TestDesk): Promise<string> {
	const { officer, bench } = desk;
	const reference = await preserve(officer, 'noor.haddad');
	await bench.operator.settle();
	const form = await openHoldForm(desk, reference, 'holdBlock');
	expectNoErrors(await officer.submit(form, { matter: 'Doe v. Roe, 26-CV-1' }));
	return reference;
}

/** Opens the list of holds, *Manage* of the one of a case, and presses one of its buttons. */
async function openHoldForm(desk: TestDesk, reference: string, actionId: string): Promise<View> {
	const { officer } = desk;
	const list = expectView((await officer.type('/legal-hold', legal)).view);
	const { caseId } = await identifyCase(desk, reference);
	const hold = expectView((await officer.press({ view: list }, 'holdManage', caseId)).view);
	return expectView((await officer.press({ view: hold }, actionId)).view);
}

/** A case with an exception that an approver has to decide on, and a request for an extension. */
async function stageException({ officer, bench }: TestDesk): Promise<string> {
	const reference = await preserve(officer, 'Maria.Silva2', { agencyReference: 'WPD-26-0088' });
	await bench.operator.settle();
	await ask(officer, reference);
	const notice = await pressOnCard(officer, reference, 'notice');
	const form = expectView((await officer.press({ view: notice }, 'proposeException')).view);
	expectNoErrors(await officer.submit(form, { kind: 'counter-productive', reason: 'The account is shared' }));
	await takeRequest(officer, 'extension', [{ ...SENDER, extendedReference: reference }]);
	return reference;
}

/** A production that waits for its signature, which was made outside and lies in the channel. */
async function stageSignature(desk: TestDesk): Promise<{ unsigned: string; signatureId: string }> {
	const { officer, counsel, bench } = desk;
	const unsigned = await preserve(officer, 'yuki.mori');
	await bench.operator.settle();
	await recordOrder(officer, unsigned);
	await ask(officer, unsigned);
	const signer = await createTestPair('signing', 'Card');
	const { view } = await counsel.type(`/legal-produce ${unsigned}`, legal);
	expectNoErrors(await counsel.submit(expectView(view), { passphrase: PASSPHRASE, certificate: signer.certificatePem }));
	const content = await waitForFile(counsel, `${unsigned}-P1-tagmanifest-sha256.txt`);
	const signature = expectValue(await signDetached({ ...signer, content, signedAt: await bench.operator.now() }));
	const files = [{ name: `${unsigned}-P1-tagmanifest-sha256.txt.p7s`, content: Buffer.from(signature) }];
	return { unsigned, signatureId: await counsel.send('legal', 'signed', { files }) };
}

/** A production that was approved and could not be posted. */
async function failProduction({ officer, counsel, bench }: TestDesk, reference: string): Promise<void> {
	await recordOrder(officer, reference);
	await ask(officer, reference);
	const { view } = await counsel.type(`/legal-produce ${reference}`, legal);
	await bench.operator.fail('uploads.create', 20);
	expectNoErrors(await counsel.submit(expectView(view), { passphrase: PASSPHRASE }));
	await counsel.next('message', (event) => JSON.stringify(event).includes('was cut off'), 30_000);
	await bench.operator.clearFaults();
}

/** A closed case, an open one, and one of which a head was given that is not in its ledger. */
async function stageClosed({ officer, counsel }: TestDesk): Promise<string[]> {
	const gone = { ...SENDER, accounts: '@nobody.at.all', agencyReference: 'WPD-26-0089' };
	const { reference: closed } = await takeRequest(counsel, 'preservation', [gone]);
	const { reference: open } = await takeRequest(counsel, 'preservation', [{ ...gone, agencyReference: 'WPD-26-0090' }]);
	const view = expectView((await officer.type(`/legal-case ${closed}`, legal)).view);
	const closing = expectView((await officer.press({ view }, 'closeCase')).view);
	expectNoErrors(await officer.submit(closing, { outcome: 'other', reason: 'No such account' }));
	await officer.type(`/legal-verify ${open} ${'ab'.repeat(32)}`, legal);
	return [closed, open];
}

/** Forms that follow upon another form, so that no button leads to them. */
export async function openFollowing(person: Person, { unsigned, signatureId }: Stage): Promise<View[]> {
	const review = await fillPages(person, await beginRequest(person, 'preservation'), [
		{ ...SENDER, accounts: '@joao.prado', agencyReference: `WPD-${person.username}` },
	]);
	const { view: signatures } = await person.pressActionButton('useSignature', { roomId: 'legal', messageId: signatureId });
	return signatures ? [review, expectNext(await person.submit(signatures, { reference: unsigned }))] : [review];
}

/** Begins a change of keys and takes the app's process away in the middle of it: only then is there one to finish. */
export async function breakKeyChange({ admin, bench, appId }: TestDesk): Promise<View> {
	// Whoever tried passphrases waits for a quarter of an hour.
	await bench.operator.advance({ minutes: 16 });
	expectNoErrors(await admin.submit(await openKeyForm({ admin }, 'keysRotate'), { passphrase: PASSPHRASE }));
	await admin.next('message', (event) => JSON.stringify(event).includes('keys of Legal Desk have changed'), 60_000);
	await bench.operator.crashApp(appId);
	return openKeyForm({ admin }, 'keysContinue');
}
