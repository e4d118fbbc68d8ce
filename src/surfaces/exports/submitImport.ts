import { findExport, type FoundExport } from './importExport';
import { isSha256Hex } from '../../evidence';
import { importCase, type ImportReport } from '../../preservation/importCase';
import { keepCard } from '../cards/keepCard';
import type { Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** Larger than any volume that the desk writes. */
const MAX_VOLUME_BYTES = 100 * 1024 * 1024;

/** Imports an export whose files were posted. Reading them takes longer than a client waits. */
export const submitImport: FormHandler = {
	kind: 'import',
	capability: 'import-case',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, person, roomId } = session;
		const head = typeof values.head === 'string' ? values.head.trim().toLowerCase() : '';
		if (head && !isSha256Hex(head)) {
			return { errors: { head: say('verify.error.head') } };
		}
		const found = await findExport(session, String(form.data.name));
		if (!found.ok || found.value.missing.length > 0) {
			const line = found.ok ? say('import.missing', { files: found.value.missing }) : sayRefusal(say, found);
			return { errors: { head: line } };
		}
		runImport(session, found.value, head || undefined)
			.catch(() => say('import.failed'))
			.then((line) => desk.channel.whisper(person, roomId, line))
			// The line is lost with the person's connection; the case's thread shows that it was imported.
			.catch(() => undefined);
		return { line: say('import.working', { reference: found.value.manifest.reference }) };
	},
};

/** @returns what to tell the person */
async function runImport(session: Session, { manifest, roomId, files }: FoundExport, head: string | undefined): Promise<string> {
	const { desk, say, actor } = session;
	const { config } = desk;
	if (!config) {
		return say('refusal.not-set-up');
	}
	const imported = await importCase(manifest, head, actor, {
		...desk,
		index: desk.everyCase,
		desk: {
			serverUrl: config.serverUrl,
			sealingFingerprints: [config.sealing, ...config.replaced.sealing].map(({ fingerprint }) => fingerprint),
		},
		async readFile(fileName) {
			// The same file may have been posted more than once: the latest that can be read counts.
			for (const file of files.filter((known) => known.name === fileName)) {
				const read = await desk.files.read(file, roomId, MAX_VOLUME_BYTES);
				if (read.ok) {
					return read.value;
				}
			}
			return undefined;
		},
	});
	if (!imported.ok) {
		return `${manifest.reference}: ${sayRefusal(say, imported)}`;
	}
	await finishImport(session, imported.value);
	const { events, chunks } = imported.value;
	return events + chunks === 0
		? say('import.nothing', { reference: manifest.reference })
		: say('import.done', { reference: manifest.reference, events, chunks });
}

/** What stands beside the ledger and follows from it. */
async function finishImport({ desk }: Session, { caseFile, events }: ImportReport): Promise<void> {
	const { caseId, state, recent } = caseFile;
	if (events > 0) {
		for (const { details } of state.requests) {
			const { reference } = details.from;
			if (reference) {
				await desk.agencyReferences.note(reference, { caseId, reference: state.reference });
			}
		}
		// What happened before the export was told in its time; only the import itself is news.
		const told = recent.filter(({ event }) => event.type !== 'case.imported').map(({ hash }) => hash);
		await desk.timeline.add(caseId, { hashes: told, throughHeight: -1 });
	}
	await keepCard(desk, caseFile);
}
