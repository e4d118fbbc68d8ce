import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { startWorkbench, type Person, type View, type Workbench, type WorkbenchOptions } from '../../../workbench/testing';

export const PASSPHRASE = 'correct horse battery staple';
export const SUBJECT = 'maria.silva';

const DIST = path.join(__dirname, '../../../dist');

/** The packaged app: what an administrator uploads. `npm test` and `npm run package` build it; the newest one counts. */
export function findZip(): string {
	const given = process.env.LEGAL_DESK_ZIP;
	if (given) {
		return given;
	}
	const zips = existsSync(DIST) ? readdirSync(DIST).filter((name) => name.endsWith('.zip')) : [];
	const [newest] = zips.map((name) => path.join(DIST, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
	if (!newest) {
		throw new Error('There is no packaged app in dist/. Run `npm run package` first.');
	}
	return newest;
}

export interface TestDesk {
	bench: Workbench;
	appId: string;
	admin: Person;
	officer: Person;
	counsel: Person;
}

/** A workbench with the packaged app, set up by its administrator as a person would. */
export async function startDesk(options: WorkbenchOptions = {}): Promise<TestDesk> {
	const bench = await startWorkbench({ seed: 'small', startAt: '2026-03-01T09:00:00.000Z', ...options, zip: findZip() });
	try {
		const [app] = await bench.operator.apps();
		const admin = await bench.as('workspace.admin');
		await setUp(admin);
		return {
			bench,
			appId: app?.id ?? '',
			admin,
			officer: await bench.as('legal.officer'),
			counsel: await bench.as('legal.counsel'),
		};
	} catch (error) {
		await bench.stop();
		throw error;
	}
}

export async function setUp(admin: Person): Promise<void> {
	const { view } = await admin.type('/legal-setup', { room: 'legal' });
	const submitted = await admin.submit(expectView(view), {
		organisation: 'Rocket.Chat Technologies Corp.',
		channel: optionNamed(expectView(view), 'channel', 'legal'),
		officerRole: 'legal-officer',
		approverRole: 'legal-approver',
		passphrase: PASSPHRASE,
		passphraseAgain: PASSPHRASE,
	});
	if (submitted.errors) {
		throw new Error(`set-up was refused: ${JSON.stringify(submitted.errors)}`);
	}
	await admin.next('ephemeral', (event) => JSON.stringify(event).includes('is set up'), 30_000);
}

export const PRESERVATION_REQUEST = {
	agency: 'Wilmington Police Department',
	officer: 'Det. A. Example',
	officialEmail: 'a.example@wilmington-police.example',
	agencyReference: 'WPD-26-0042',
	serverUrl: 'https://open.rocket.chat',
	marks: ['signature', 'letterhead', 'official-email'],
};

/**
 * Sends the form of `/legal-hold` off. Tests place many holds with one agency reference, of which the form warns once before
 * anything is placed; sent again it goes through.
 */
export async function submitPreservation(officer: Person, view: View, fields: Record<string, unknown> = {}) {
	const submit = () => officer.submit(view, { ...PRESERVATION_REQUEST, ...fields });
	const submitted = await submit();
	return JSON.stringify(submitted.errors ?? {}).includes('To preserve all the same') ? submit() : submitted;
}

/** Preserves an account by `/legal-hold`. @returns the case reference */
export async function preserve(officer: Person, username = SUBJECT, fields: Record<string, unknown> = {}): Promise<string> {
	const { view } = await officer.type(`/legal-hold @${username}`, { room: 'legal' });
	const submitted = await submitPreservation(officer, expectView(view), fields);
	if (submitted.errors) {
		throw new Error(`the preservation was refused: ${JSON.stringify(submitted.errors)}`);
	}
	const line = officer.ephemerals.at(-1) ?? '';
	const reference = /LE-\d{4}-\d{4}/.exec(line)?.[0];
	if (!reference) {
		throw new Error(`no case reference in “${line}”`);
	}
	return reference;
}

export const SUBPOENA = {
	process: 'subpoena',
	issuer: 'Superior Court of Delaware',
	processNumber: '26-GJ-0123',
	issuedOn: '2026-02-27',
	categories: ['account', 'non-content'],
};

/** A non-disclosure order that came with the subpoena; its days are today and 90 days later unless given. */
export const ORDER = { court: 'Superior Court of Delaware', number: '26-ND-7', statute: '18 U.S.C. § 2705(b)' };

/** Opens what a button of the case card opens. */
export async function pressOnCard(person: Person, reference: string, actionId: string): Promise<View> {
	const card = (await person.messages('legal'))
		.filter(({ msg, blocks }) => String(msg).startsWith(`${reference}:`) && blocks?.length)
		.at(-1);
	if (!card) {
		throw new Error(`no card of ${reference}`);
	}
	return expectView((await person.press({ messageId: card._id as string, roomId: card.rid as string }, actionId)).view);
}

/** Records a non-disclosure order from the case card, so that records can be produced without notice. */
export async function recordOrder(officer: Person, reference: string, order: Record<string, unknown> = {}): Promise<void> {
	const notice = await pressOnCard(officer, reference, 'notice');
	const { view } = await officer.press({ view: notice }, 'recordOrder');
	const form = expectView(view);
	const today = form.blocks.find(({ blockId }) => blockId === 'startsOn')?.element.initialDate as string;
	const endsOn = new Date(Date.parse(today) + 90 * 86_400_000).toISOString().slice(0, 10);
	const { errors } = await officer.submit(form, { ...ORDER, endsOn, ...order });
	if (errors && !JSON.stringify(errors).includes('recorded already')) {
		throw new Error(`the order was refused: ${JSON.stringify(errors)}`);
	}
}

/** Records a subpoena and the order that came with it, approves as counsel and waits for the package. @returns the ZIP's bytes and the message that carries it */
export async function produce(
	{ officer, counsel }: Pick<TestDesk, 'officer' | 'counsel'>,
	reference: string,
	request: Record<string, unknown> = SUBPOENA,
	passphrase = PASSPHRASE,
): Promise<{ zip: Buffer; message: Record<string, any> }> {
	await recordOrder(officer, reference);
	const asked = await officer.type(`/legal-produce ${reference}`, { room: 'legal' });
	const requested = await officer.submit(expectView(asked.view), request);
	if (requested.errors) {
		throw new Error(`the production was refused: ${JSON.stringify(requested.errors)}`);
	}
	return approve(counsel, reference, passphrase);
}

export async function approve(
	counsel: Person,
	reference: string,
	passphrase = PASSPHRASE,
): Promise<{ zip: Buffer; message: Record<string, any> }> {
	const { view } = await counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
	const approved = await counsel.submit(expectView(view), { passphrase });
	if (approved.errors) {
		throw new Error(`the approval was refused: ${JSON.stringify(approved.errors)}`);
	}
	const pushed = await counsel.next('message', (event) => JSON.stringify(event).includes(`${reference}-P`), 30_000);
	const message = pushed.message as Record<string, any>;
	return { zip: await counsel.download(message.attachments[0].title_link as string), message };
}

export function expectView(view: View | undefined): View {
	if (!view) {
		throw new Error('no view opened');
	}
	return view;
}

/** All words that a view shows, in order. */
export function readView(view: View | undefined): string {
	const words: string[] = [];
	const collect = (value: unknown): void => {
		if (Array.isArray(value)) {
			value.forEach(collect);
		} else if (value && typeof value === 'object') {
			for (const [key, item] of Object.entries(value)) {
				if (key === 'text' && typeof item === 'string') {
					words.push(item);
				} else {
					collect(item);
				}
			}
		}
	};
	collect([expectView(view).title, expectView(view).blocks]);
	return words.join('\n');
}

export function optionNamed(view: View, field: string, text: string): string {
	const block = view.blocks.find(({ blockId }) => blockId === field);
	const options = (block?.element?.options ?? []) as { value: string; text: { text: string } }[];
	const option = options.find((known) => known.text.text === text);
	if (!option) {
		throw new Error(`the field ${field} has no option “${text}”; it has ${options.map((known) => known.text.text).join(', ')}`);
	}
	return option.value;
}

/** What stands in the legal channel: texts and file names, oldest first. */
export async function readChannel(person: Person): Promise<string[]> {
	return (await person.messages('legal')).map((message) => [message.msg, message.file?.name].filter(Boolean).join(' '));
}

/** The case card's words. */
export async function readCard(person: Person, reference: string): Promise<string> {
	const cards = (await person.messages('legal')).filter(
		({ msg }) => String(msg).startsWith(`${reference}: preservation`) && !String(msg).includes('ends'),
	);
	return JSON.stringify(cards.at(-1)?.blocks ?? []);
}
