import { appendEvents, type OpenCase } from '../../cases/caseFile';
import type { CaseSummary } from '../../cases/ports';
import type { CryptoKey } from '../../evidence';
import { decideExport } from '../../preservation/exportCase';
import { describeExportingDesk } from '../../preservation/exportFormat';
import { signExport } from '../../preservation/signExport';
import { SOFTWARE } from '../../production/software';
import { mayChannelRead } from '../cards/audience';
import { keepCard } from '../cards/keepCard';
import { openCase } from '../findCase';
import { openKeys } from '../openKeys';
import { openModal, type Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** The cases with something sealed that *Export all* takes. */
export async function listHolding({ desk }: Session): Promise<CaseSummary[]> {
	const open = await desk.index.list('open');
	return open.filter(({ holdStatus }) => holdStatus === 'active' || holdStatus === 'capturing');
}

/** Asks for the passphrase with which an export is signed. @param caseId none for all cases that hold something */
export async function openExport(session: Session, references: readonly string[], caseId?: string): Promise<string | undefined> {
	const { say, ui } = session;
	const opened = await openModal(session, 'export', caseId ? { caseId } : {}, {
		title: say('export.title'),
		submit: say('export.button'),
		blocks: [
			ui.facts([[say('card.case'), references.join(', ')]]),
			ui.note(say('export.explained')),
			ui.textField(
				'passphrase',
				{ label: say('approve.passphrase'), hint: say('export.passphrase-hint') },
				{ maxLength: 200, optional: true },
			),
		],
	});
	return opened ? undefined : say('line.needs-client');
}

/** Begins exports; each is signed at once, if at all, and posted by a job. */
export const submitExport: FormHandler = {
	kind: 'export',
	capability: 'export-ledger',
	secrets: ['passphrase'],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, person } = session;
		const signing = await readSigningKey(session, typeof values.passphrase === 'string' ? values.passphrase : '', person.id);
		if (!signing.ok) {
			return { errors: { passphrase: sayRefusal(say, signing) } };
		}
		const { caseId } = form.data;
		const wanted =
			typeof caseId === 'string' ? [{ caseId, reference: '' }] : (await listHolding(session)).map((known) => ({ ...known }));
		const lines: string[] = [];
		for (const { caseId: wantedId, reference } of wanted) {
			const found = await openCase(desk, wantedId);
			lines.push(found.ok ? await startExport(session, found.value, signing.key) : `${reference}: ${sayRefusal(say, found)}`);
		}
		return { line: lines.join('\n') || say('holds.none') };
	},
};

async function readSigningKey({ desk }: Session, passphrase: string, userId: string) {
	if (passphrase === '') {
		return { ok: true as const, key: undefined };
	}
	if (!desk.config) {
		return { ok: false as const, code: 'not-set-up' };
	}
	const keys = await openKeys(desk, desk.config, { userId, entry: 'form:export' }, passphrase);
	return keys.ok ? { ok: true as const, key: keys.value.signing } : keys;
}

/** Records that an export begins; the files are posted by a job, and by the sweep if that is lost. @returns a line for the person */
async function startExport(
	{ desk, actor, say }: Session,
	{ caseId, state, ...loaded }: OpenCase,
	signingKey: CryptoKey | undefined,
): Promise<string> {
	const { reference } = state;
	const { config } = desk;
	const decided = decideExport(state, desk.makeId());
	if (!decided.ok || !config) {
		return `${reference}: ${sayRefusal(say, decided.ok ? { code: 'not-set-up' } : decided)}`;
	}
	const begun = await appendEvents({ caseId, state, ...loaded }, decided.value, actor, desk);
	const tools = { ...desk, desk: describeExportingDesk(config), software: SOFTWARE.app, signingKey };
	await keepCard(desk, signingKey ? await signExport(caseId, { ...tools, signingKey }) : begun);
	const when = new Date(desk.clock());
	await desk.accessors.modify.getScheduler().scheduleOnce({ id: 'export-next-step', when, data: { caseId } });
	const lines = [say('export.started', { reference }), say(signingKey ? 'export.is-signed' : 'export.is-unsigned')];
	return [...lines, ...((await mayChannelRead(desk, state)) ? [] : [say('export.alone')])].join(' ');
}
