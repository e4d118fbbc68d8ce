import type { ArchivedCase } from './archive';
import { readPackage } from './checkPackage';
import type { World } from './world';
import type { CaseState, HoldState } from '../src/cases/state';
import type { TestDesk } from '../test/engine/support/desk';
import { openHeld, type Held } from '../test/engine/support/snapshot';

/** Opened with the key and looked through at the end; opening takes a second each. */
const OPENED_SNAPSHOTS = 4;

/** What the subject had written before a hold, and what still stood when it was captured, is in the snapshot and in what was produced of it. */
export async function checkSnapshots(world: World, records: Record<string, any>[]): Promise<string[]> {
	const desk = { bench: { operator: { persistence: async () => records } } } as unknown as TestDesk;
	await world.findPassphrase();
	const held = world.archive.cases.flatMap((known) => {
		const { state } = world.archive.fold(known.caseId);
		const hold = state?.holds.at(-1);
		return state && hold?.subject.username === 'maria.silva' ? [{ known, state, hold }] : [];
	});
	const wrong = held.flatMap(({ known, state, hold }) => checkProduced(world, known, state, hold));
	for (const { known, hold } of held.filter((one) => one.hold.status === 'active').slice(-OPENED_SNAPSHOTS)) {
		const opened = await openHeld(desk, known.reference, world.passphrase).catch((error: unknown) => error as Error);
		wrong.push(
			...(opened instanceof Error
				? [`${known.reference}: the snapshot does not open: ${opened.message}`]
				: checkOpened(world, known, hold, opened)),
		);
	}
	return [...wrong, ...world.complaints.splice(0)];
}

/** The secrets that were there from before the hold until its end was taken. */
function listDue({ secrets }: World, { placedAt, capturedAt = '' }: HoldState) {
	return secrets.filter(({ at, goneAt = Infinity }) => at < Date.parse(placedAt) && goneAt > Date.parse(capturedAt));
}

function checkOpened(world: World, { reference }: ArchivedCase, hold: HoldState, { records }: Held): string[] {
	const content = JSON.stringify(records);
	const files = world.files.filter(({ at }) => at < Date.parse(hold.placedAt));
	const count = (wanted: string) => records.filter(({ kind }) => kind === wanted).length;
	const isListed = (fileId: string) => records.some(({ kind, where }) => kind === 'exception' && String(where).includes(fileId));
	return [
		...listDue(world, hold)
			.filter(({ text }) => !content.includes(text))
			.map(({ text }) => `${reference}: ${text} is not in the snapshot`),
		...files
			.filter(({ isLost, sha256 }) => !isLost && !records.some((record) => record.kind === 'file' && record.sha256 === sha256))
			.filter(({ id }) => !isListed(id))
			.map(({ id }) => `${reference}: the file ${id} is neither in the snapshot nor among its exceptions`),
		...files
			.filter(({ id, isLost }) => isLost && !isListed(id))
			.map(({ id }) => `${reference}: that the file ${id} was lost is no exception of the snapshot`),
		...(count('account') === 1 ? [] : [`${reference}: the snapshot holds ${count('account')} account records`]),
		...(records.some(({ kind, name, code }) => (kind === 'membership' && name === 'allotment') || code === 'rooms-unavailable')
			? []
			: [`${reference}: the rooms of the account are not in the snapshot`]),
		...(count('message') === count('message-metadata')
			? []
			: [`${reference}: ${count('message')} messages, and who sent ${count('message-metadata')} of them`]),
		...(hold.counts?.exceptions === count('exception')
			? []
			: [`${reference}: the hold counts ${hold.counts?.exceptions} exceptions, and the snapshot holds others`]),
	];
}

/** Contents that were produced are all of them, unless the production was narrowed. */
function checkProduced(world: World, { reference, caseId }: ArchivedCase, state: CaseState, hold: HoldState): string[] {
	const whole = state.productions.filter(
		({ process, status, scope, categories, holdId }) =>
			holdId === hold.holdId &&
			process.kind === 'search-warrant' &&
			status === 'delivered' &&
			!scope &&
			categories.includes('content'),
	);
	return whole.flatMap(({ number, productionId }) => {
		const packages = (world.archive.ledgers.get(caseId) ?? [])
			.filter(({ type, body }) => type === 'production.uploaded' && body.productionId === productionId)
			.flatMap(({ body }) => world.archive.readUpload(String(body.uploadId)) ?? []);
		const texts = packages.flatMap(readPackage);
		return [
			...listDue(world, hold)
				.filter(({ text }) => !texts.some((one) => one.includes(text)))
				.map(({ text }) => `${reference}: ${text} is not in production ${number}, under a warrant`),
			...checkExceptions(world, hold, texts).map((wrong) => `${reference}, production ${number}: ${wrong}`),
		];
	});
}

/** What could not be copied is told in a package that holds everything: how much of it, and each file that was lost. */
function checkExceptions(world: World, { placedAt, counts }: HoldState, texts: readonly string[]): string[] {
	const stated = texts.flatMap((text) => /^Exceptions[ .:]+(\d+)\s*$/m.exec(text)?.[1] ?? []);
	const lost = world.files.filter(({ at, isLost }) => isLost && at < Date.parse(placedAt));
	world.note('packages with exceptions', counts?.exceptions ? 1 : 0);
	return [
		...(stated.length > 0 && stated.every((number) => Number(number) === counts?.exceptions)
			? []
			: [`it states ${stated.join(', ')} exceptions, and the snapshot has ${counts?.exceptions}`]),
		...lost
			.filter(({ id }) => !texts.some((text) => text.includes(id)))
			.map(({ id }) => `that the file ${id} was lost is not told`),
	];
}
