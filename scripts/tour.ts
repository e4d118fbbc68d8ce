/**
 * Plays a whole case on a fresh workspace, through the same doors as people's clients, and leaves the signed package.
 * usage: npm run tour -- --out DIR [--import EXPORT.zip --subject USERNAME]
 *
 * Without an export the invented community is the workspace; with one, the people and conversations of that Slack export.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { startWorkbench, type Operator, type Person, type View } from '../workbench/testing';

const { values } = parseArgs({
	options: {
		out: { type: 'string' },
		import: { type: 'string' },
		subject: { type: 'string' },
		seed: { type: 'string', default: 'community' },
	},
});
const out = path.resolve(values.out ?? 'tour');
const PASSPHRASE = 'five words nobody puts together';
const SUBJECT = values.subject ?? 'maria.silva';

void main().catch((fault: Error) => {
	console.error(`\nThe tour stopped: ${fault.message}`);
	process.exitCode = 1;
});

async function main(): Promise<void> {
	if (values.import && !values.subject) fail('with --import say whose account the case is about: --subject USERNAME');
	const invented = values.seed === 'small' ? 'small' : 'community';
	const bench = await startWorkbench({ zip: findZip(), seed: values.import ? 'staff' : invented });
	try {
		if (values.import) await importExport(bench.operator, values.import);
		const [admin, officer, counsel] = [
			await bench.as('workspace.admin'),
			await bench.as('legal.officer'),
			await bench.as('legal.counsel'),
		];
		await setUp(admin);
		const reference = await preserve(officer);
		step('61 days pass', 'the operator moves the clock of the workspace');
		await bench.operator.advance({ days: 61 }, { days: 1 });
		say((await readChannel(officer)).at(-1));
		await recordOrder(officer, reference);
		await requestProduction(officer, reference);
		const files = keepPackage(await approve(bench.operator, counsel, reference));
		step('30 days later', 'nobody has asked for more; the hold expires');
		await bench.operator.advance({ days: 30 }, { days: 1 });
		(await readChannel(officer)).slice(-2).forEach(say);
		step('verify', 'the recipient checks the package with stock tools');
		files.forEach(verify);
	} finally {
		await bench.stop();
	}
}

/** The conversations of a real workspace in place of the invented ones. */
async function importExport(operator: Operator, file: string): Promise<void> {
	step('import', `${path.basename(file)} becomes the workspace`);
	const { added, notes } = await operator.importSlack(readFileSync(file));
	say(`${added.users} people, ${added.rooms} rooms, ${added.messages} messages, ${added.files} files`);
	notes.forEach(({ what, count, example }) => say(`${count} × ${what}, e.g. ${example}`));
	const usernames = (await operator.users()).map(({ username }) => String(username));
	if (!usernames.includes(SUBJECT)) {
		fail(`nobody in the export is called "${SUBJECT}"; there are, for example, ${usernames.slice(0, 8).join(', ')}`);
	}
}

async function setUp(admin: Person): Promise<void> {
	step('/legal-setup', 'the administrator names the private channel and the roles, and sets the passphrase');
	const { view } = await admin.type('/legal-setup', { room: 'legal' });
	const channel = listOptions(view, 'channel').find(({ text }) => text === 'legal')?.value;
	await submit(admin, view, {
		...{ organisation: 'Rocket.Chat Technologies Corp.', channel, officerRole: 'legal-officer', approverRole: 'legal-approver' },
		...{ passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE },
	});
	const ready = await admin.next('ephemeral', (event) => JSON.stringify(event).includes('is set up'), 60_000);
	say(ready.message.msg);
}

async function preserve(officer: Person): Promise<string> {
	step(`/legal-locate @${SUBJECT}`, 'the legal officer looks the account up, and preserves it from there');
	const { view } = await officer.type(`/legal-locate @${SUBJECT}`, { room: 'legal' });
	describe(view);
	const form = await officer.press({ view: expectView(view) }, 'preserve');
	await submit(officer, form.view, {
		...{
			agency: 'Wilmington Police Department',
			officer: 'Det. A. Example',
			officialEmail: 'a.example@wilmington-police.example',
		},
		...{
			agencyReference: 'WPD-26-0042',
			serverUrl: 'https://open.rocket.chat',
			marks: ['signature', 'letterhead', 'official-email'],
		},
	});
	const line = officer.ephemerals.at(-1) ?? '';
	say(line);
	return /LE-\d{4}-\d{4,}/.exec(line)?.[0] ?? fail('no case was opened');
}

async function requestProduction(officer: Person, reference: string): Promise<void> {
	step(`/legal-produce ${reference}`, 'a search warrant is served; the legal officer records it and asks for approval');
	const { view, ephemerals } = await officer.type(`/legal-produce ${reference}`, { room: 'legal' });
	ephemerals.forEach(say);
	const process = listOptions(view, 'process').find(({ value }) => value === 'search-warrant');
	const categories = listOptions(view, 'categories');
	say(`${process?.text}, asking for: ${categories.map(({ text }) => text).join('; ')}`);
	await submit(officer, view, {
		...{ process: process?.value, issuer: 'Superior Court of Delaware', processNumber: '26-SW-0123', issuedOn: inDays(60) },
		categories: categories.map(({ value }) => value),
	});
	say(officer.ephemerals.at(-1));
}

async function recordOrder(officer: Person, reference: string): Promise<void> {
	step('Notice and orders…', 'an order forbids notice to the account holder; without it they are told first');
	const cards = (await officer.messages('legal')).filter(({ msg, blocks }) => String(msg).startsWith(`${reference}:`) && blocks);
	const card = cards.at(-1) ?? fail('the case has no card');
	const notice = await officer.press({ messageId: card._id as string, roomId: card.rid as string }, 'notice');
	const form = await officer.press({ view: expectView(notice.view) }, 'recordOrder');
	const inTwoMonths = inDays(120);
	await submit(officer, form.view, {
		...{ court: 'Superior Court of Delaware', number: '26-ND-7', statute: '18 U.S.C. § 2705(b)', endsOn: inTwoMonths },
	});
	say(officer.ephemerals.at(-1));
}

/** A day, counted from this machine's today; from the orders on the workspace's clock is 61 days ahead of it. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** @returns the volumes of the package, by their file names */
async function approve(operator: Operator, counsel: Person, reference: string): Promise<Map<string, Buffer>> {
	step(`/legal-produce ${reference}`, 'counsel reviews it as the second person, and approves with the passphrase');
	const { view } = await counsel.type(`/legal-produce ${reference}`, { room: 'legal' });
	describe(view);
	await submit(counsel, view, { passphrase: PASSPHRASE });
	const isVolume = (name: unknown): boolean => new RegExp(`^${reference}-P1(-V\\d+)?\\.zip$`).test(String(name));
	await counsel.next('message', ({ message }) => isVolume(message.file?.name), 120_000);
	await operator.settle();
	// To counsel alone, while the administrator is a member of the channel.
	const volumes = (await counsel.messages('@legal-desk.bot')).filter(({ file }) => isVolume(file?.name));
	const downloads = volumes.map(
		async ({ file, attachments }) => [file.name as string, await counsel.download(attachments[0].title_link)] as const,
	);
	return new Map(await Promise.all(downloads));
}

function keepPackage(volumes: Map<string, Buffer>): string[] {
	mkdirSync(out, { recursive: true });
	return [...volumes].map(([name, zip]) => {
		const file = path.join(out, name);
		writeFileSync(file, zip);
		say(`${file} (${zip.length} bytes)`);
		return file;
	});
}

/** With the tools of the machine, as a recipient would; without them the commands are shown. */
function verify(file: string): void {
	const bag = path.basename(file, '.zip');
	const commands: [string, string][] = [
		[`unzip -qo ${path.basename(file)}`, '.'],
		['sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt', bag],
		[
			'openssl cms -verify -cades -binary -inform DER -in tagmanifest-sha256.txt.p7s -content tagmanifest-sha256.txt -CAfile signer.pem -no_check_time -out /dev/null',
			bag,
		],
	];
	for (const [command, folder] of commands) {
		const [program = '', ...args] = command.split(' ');
		const { status, error, stderr } = spawnSync(program, args, { cwd: path.join(out, folder), encoding: 'utf8' });
		const outcome = status === 0 ? 'OK' : stderr;
		say(`${folder === '.' ? '' : `(in ${bag}) `}${command}\n      → ${error ? 'this tool is not installed here' : outcome}`);
		if (!error && status !== 0) {
			fail('the package does not verify');
		}
	}
}

async function submit(person: Person, view: View | undefined, fields: Record<string, unknown>): Promise<void> {
	const { errors } = await person.submit(expectView(view), fields);
	if (errors) {
		fail(`a form was refused: ${JSON.stringify(errors)}`);
	}
}

async function readChannel(person: Person): Promise<string[]> {
	return (await person.messages('legal')).map((message) => String(message.msg || message.file?.name || ''));
}

function listOptions(view: View | undefined, field: string): { value: string; text: string }[] {
	const block = expectView(view).blocks.find(({ blockId }) => blockId === field);
	const options = (block?.element?.options ?? []) as { value: string; text: { text: string } }[];
	return options.map(({ value, text }) => ({ value, text: text.text }));
}

function describe(view: View | undefined): void {
	for (const block of expectView(view).blocks) {
		if (block.type === 'section') {
			const texts = [block.text, ...((block.fields ?? []) as { text: string }[])] as ({ text: string } | undefined)[];
			texts.flatMap((text) => (text ? [text.text] : [])).forEach(say);
		}
	}
}

function expectView(view: View | undefined): View {
	return view ?? fail('no form opened');
}

function findZip(): string {
	const zips = existsSync('dist') ? readdirSync('dist').filter((name) => name.endsWith('.zip')) : [];
	const [newest] = zips.map((name) => path.resolve('dist', name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
	return newest ?? fail('there is no packaged app; run `npm run package` first');
}

function step(what: string, why: string): void {
	console.log(`\n▸ ${what}\n  ${why}`);
}

function say(line: string | undefined): void {
	console.log(`    ${line ?? ''}`);
}

function fail(why: string): never {
	throw new Error(why);
}
