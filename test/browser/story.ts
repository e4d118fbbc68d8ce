import type { Download } from 'playwright-core';

import type { Client } from './client';
import { speak } from '../../src/surfaces/texts';

/** The words of the app on the screen. */
export const say = speak('en');

export const PASSPHRASE = 'correct horse battery staple';

/** What the request says of itself, by the labels of the form. */
export const REQUEST = {
	agency: 'Wilmington Police Department',
	officer: 'Det. A. Example',
	officialEmail: 'a.example@wilmington-police.example',
	reference: 'WPD-26-0042',
	serverUrl: 'https://open.rocket.chat',
};

/** What a piece of the story may stop for: a look at the page before something is pressed. */
export type Look = (name: string) => Promise<void>;

const passOn: Look = async () => undefined;

/** The administrator sets the desk up in #legal. */
export async function setUp(admin: Client, look = passOn): Promise<void> {
	await admin.openRoom('legal');
	await admin.type('/legal-setup');
	await admin.dialog(say('setup.title'));
	await look('setup');
	await admin.fill(say('setup.organisation'), 'Rocket.Chat Technologies Corp.');
	await admin.choose(say('setup.officer-role'), 'legal-officer');
	await admin.choose(say('setup.approver-role'), 'legal-approver');
	await admin.fill(say('setup.passphrase'), PASSPHRASE);
	await admin.fill(say('setup.passphrase-again'), PASSPHRASE);
	await admin.press(say('button.set-up'));
	await admin.sees(/Legal Desk is set up in this channel/);
}

/** The officer looks the account up and goes on to preserving it. */
export async function locate(officer: Client, username: string, look = passOn): Promise<void> {
	await officer.openRoom('legal');
	await officer.type(`/legal-locate @${username}`);
	await officer.dialog(say('account.title'));
	await look('account');
	await officer.press(say('button.preserve'));
	await officer.dialog(say('preserve.title'));
}

/** Fills the preservation form but for the marks that the request must bear. */
export async function describeRequest(officer: Client): Promise<void> {
	await officer.fill(say('preserve.agency'), REQUEST.agency);
	await officer.fill(say('preserve.officer'), REQUEST.officer);
	await officer.fill(say('preserve.email'), REQUEST.officialEmail);
	await officer.fill(say('preserve.reference'), REQUEST.reference);
	await officer.fill(say('preserve.server-url'), REQUEST.serverUrl);
}

export async function markRequest(officer: Client): Promise<void> {
	await officer.chooseAll(say('preserve.marks'), [say('mark.signature'), say('mark.letterhead'), say('mark.official-email')]);
}

/** The officer records the non-disclosure order that came with the warrant. */
async function recordOrder(officer: Client): Promise<void> {
	await officer.pressInRoom(say('button.notice'));
	await officer.dialog(say('notice.title'));
	await officer.press(say('button.new-order'));
	await officer.dialog(say('order.title'));
	await officer.fill(say('order.court'), 'Superior Court of Delaware');
	await officer.fill(say('order.number'), '26-ND-7');
	await officer.fill(say('order.statute'), '18 U.S.C. § 2705(b)');
	await officer.fill(say('order.ends-on'), '2027-02-01');
	await officer.press(say('button.record-order'));
}

/** The officer records a search warrant and asks for approval. */
export async function askForProduction(officer: Client, look = passOn): Promise<void> {
	await recordOrder(officer);
	await officer.pressInRoom(say('button.produce'));
	await officer.dialog(say('produce.title'));
	await officer.choose(say('produce.process'), /warrant/i);
	await officer.fill(say('produce.issuer'), 'Superior Court of Delaware');
	await officer.fill(say('produce.number'), '26-SW-0123');
	await officer.fill(say('produce.issued'), '2026-10-30');
	await officer.chooseAll(say('produce.categories'), [
		say('category.account'),
		say('category.non-content'),
		say('category.content'),
	]);
	await look('production');
	await officer.press(say('button.request-production'));
}

/** The second person approves with the passphrase; the file comes to them alone, since the administrator is in the channel. */
export async function approve(counsel: Client, look = passOn): Promise<Download> {
	await counsel.openRoom('legal');
	await counsel.pressInRoom(say('button.review-production'));
	await counsel.dialog(say('approve.title'));
	await look('approval');
	await counsel.fill(say('approve.passphrase'), PASSPHRASE);
	await counsel.press(say('button.approve'));
	await counsel.sees(/is with @legal\.counsel alone/);
	await counsel.openRoom('Legal Desk');
	return counsel.download(/LE-\d{4}-\d{4}/);
}
