import { readSignatures, type ReadSignatures } from './readSignatures';
import { appendEvents, type OpenCase } from '../../cases/caseFile';
import { formatFingerprint, readCertificate } from '../../evidence';
import { keepCard } from '../cards/keepCard';
import { findCase, openCase } from '../findCase';
import { produceInBackground } from '../produceInBackground';
import { openProductionGrant } from '../production/openGrant';
import { openModal, type Session } from '../session';
import type { FormHandler, Submitted } from '../surface';
import { sayRefusal } from '../texts';

/** Which case the signatures are for: they are checked, and what was found is shown before anything follows from it. */
const submitReference: FormHandler = {
	kind: 'signatures',
	capability: 'approve-production',
	secrets: [],
	async submit(session, form, values): Promise<Submitted> {
		const { say } = session;
		const found = await findCase(session.desk, String(values.reference ?? ''));
		const messageId = String(form.data.messageId);
		const read = found.ok ? await readSignatures(session, found.value, messageId) : found;
		if (!found.ok || !read.ok) {
			return { errors: { reference: sayRefusal(say, read as { ok: false; code: string }) } };
		}
		const line = await openConfirmation(session, found.value, messageId, read.value);
		return line ? { line } : {};
	},
};

async function openConfirmation(
	session: Session,
	{ caseId, state }: OpenCase,
	messageId: string,
	{ production, signatures }: ReadSignatures,
): Promise<string | undefined> {
	const { say, ui } = session;
	const pem = production.prepared[0]?.certificate.pem ?? '';
	const certificate = await readCertificate(pem, 'verifying');
	const facts = certificate.ok ? certificate.value : undefined;
	const nameOf = (volume: number) => production.prepared.find((prepared) => prepared.volume === volume)?.name;
	const opened = await openModal(
		session,
		'sign-outside',
		{ caseId, messageId },
		{
			title: say('outside.title'),
			submit: say('outside.finish'),
			blocks: [
				ui.facts([
					[say('card.case'), state.reference],
					[say('outside.subject'), facts?.subject],
					[say('outside.issuer'), facts?.issuer],
					[say('outside.valid'), facts && `${facts.notBefore.slice(0, 10)} – ${facts.notAfter.slice(0, 10)}`],
					[say('outside.fingerprint'), facts && formatFingerprint(facts.fingerprint)],
				]),
				...signatures.map(({ fileName, volume, signedAt, sha256 }) =>
					ui.text(say('outside.holds', { file: fileName, package: nameOf(volume), at: signedAt, sha256 })),
				),
				ui.note(say('outside.again')),
				ui.textField(
					'passphrase',
					{ label: say('approve.passphrase'), hint: say('approve.passphrase-hint') },
					{ maxLength: 200 },
				),
			],
		},
	);
	return opened ? undefined : say('line.needs-client');
}

/** Accepts the signatures: the same bytes are made again with the passphrase, and leave with them. */
const submitSigning: FormHandler = {
	kind: 'sign-outside',
	capability: 'approve-production',
	secrets: ['passphrase'],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say, actor } = session;
		const refused = (refusal: { code: string }) => ({ errors: { passphrase: sayRefusal(say, refusal) } });
		const passphrase = typeof values.passphrase === 'string' ? values.passphrase : '';
		if (!passphrase) {
			return { errors: { passphrase: say('error.passphrase-needed') } };
		}
		const found = await openCase(desk, String(form.data.caseId));
		const read = found.ok ? await readSignatures(session, found.value, String(form.data.messageId)) : found;
		if (!found.ok || !read.ok) {
			return refused(read as { ok: false; code: string });
		}
		const { production, signatures } = read.value;
		const { productionId, prepared } = production;
		const opening = { entry: 'form:sign-outside', passphrase };
		const grant = await openProductionGrant(session, found.value, { productionId, choices: production }, opening);
		const [first] = prepared;
		if (!grant.ok || !first) {
			return refused(grant as { ok: false; code: string });
		}
		const body = {
			productionId,
			signatures: signatures.map(({ volume, fileName, sha256 }) => ({ volume, fileName, sha256 })),
		};
		const signed = await keepCard(desk, await appendEvents(found.value, [{ type: 'production.signed', body }], actor, desk));
		const bytes = new Map(signatures.map((signature) => [signature.tagManifestSha256, signature.bytes]));
		produceInBackground(session, signed, productionId, grant.value, {
			certificate: first.certificate,
			made: { prepared, signatures: bytes },
		});
		return { line: say('approve.done', { reference: signed.state.reference }) };
	},
};

export const outsideForms: readonly FormHandler[] = [submitReference, submitSigning];
