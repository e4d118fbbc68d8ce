import * as z from 'zod/v4';

import { appendEvents, type OpenCase } from '../../cases/caseFile';
import type { LetterState } from '../../cases/state';
import { sha256Hex } from '../../evidence';
import { closeLetter, escapeForMail, onOneLine } from '../../letters';
import { readOfficialEmail } from '../../policy/officialEmail';
import { keepCard } from '../cards/keepCard';
import { parseFields, requiredLine } from '../fields';
import { openCase } from '../findCase';
import { LETTER_DEEDS } from '../letters/openLetter';
import { fileLetter, sendLetter } from '../letters/sendLetter';
import type { Session } from '../session';
import type { FormHandler, Submitted, Values } from '../surface';
import { sayRefusal, type TextKey } from '../texts';

const DEED = z.object({ deed: z.enum(LETTER_DEEDS, { error: 'error.choice' }) });

const LETTER = z.object({
	to: z.string({ error: 'error.email' }).max(320, { error: 'error.too-long' }),
	subject: requiredLine('error.letter-subject'),
	body: z.string({ error: 'error.letter-body' }).min(1, { error: 'error.letter-body' }).max(8000, { error: 'error.too-long' }),
});

type Words = z.output<typeof LETTER>;

/** A letter: its words are kept in the ledger, and then it is sent, posted as a file, or left as a draft. */
export const submitLetter: FormHandler = {
	kind: 'letter',
	capability: 'send-letter',
	secrets: ['deed'],
	async submit(session, form, values): Promise<Submitted> {
		const { desk, say } = session;
		const deed = parseFields(DEED, values, say);
		if (!deed.ok) {
			return { errors: deed.errors };
		}
		const found = await openCase(desk, String(form.data.caseId));
		if (!found.ok) {
			return { errors: { deed: sayRefusal(say, found) } };
		}
		const letter = found.value.state.letters.find(({ letterId }) => letterId === form.data.letterId);
		if (!letter) {
			return { errors: { deed: say('refusal.no-such-letter') } };
		}
		if (letter.status === 'queued') {
			return deed.value.deed === 'file'
				? postFile(session, found.value, letter)
				: { errors: { deed: say('refusal.letter-already-queued', { at: letter.queuedAt }) } };
		}
		const words = readWords(session, values, deed.value.deed === 'send');
		if (!words.ok) {
			return { errors: words.errors };
		}
		const edited = await keepWords(session, found.value, letter, words.value);
		return doDeed(session, edited, letter.letterId, deed.value.deed);
	},
};

function readWords({ say }: Session, values: Values, isSent: boolean): ReturnType<typeof parseFields<typeof LETTER>> {
	const words = parseFields(LETTER, { to: '', ...values }, say);
	if (!words.ok) {
		return words;
	}
	const address = readOfficialEmail(words.value.to);
	if (address.ok) {
		return { ok: true, value: { ...words.value, to: address.value.address } };
	}
	return isSent || words.value.to !== '' ? { ok: false, errors: { to: say('error.email') } } : words;
}

/** Records what was changed, if anything was; the last lines are the desk's own and follow the ledger as it now stands. */
async function keepWords({ desk, actor }: Session, caseFile: OpenCase, letter: LetterState, words: Words): Promise<OpenCase> {
	const subject = escapeForMail(onOneLine(words.subject));
	const { reference } = caseFile.state;
	const body = escapeForMail(words.body.trim());
	if (closeLetter(body, reference, letter.head) === letter.text && subject === letter.subject && words.to === letter.to) {
		return caseFile;
	}
	const { head } = caseFile;
	const text = closeLetter(body, reference, head);
	const edited = { letterId: letter.letterId, to: words.to, subject, text, sha256: sha256Hex(text), head };
	return appendEvents(caseFile, [{ type: 'letter.edited', body: edited }], actor, desk);
}

async function doDeed(
	session: Session,
	caseFile: OpenCase,
	letterId: string,
	deed: (typeof LETTER_DEEDS)[number],
): Promise<Submitted> {
	const { desk, say } = session;
	const letter = caseFile.state.letters.find((known) => known.letterId === letterId);
	if (deed === 'file' && letter) {
		return postFile(session, caseFile, letter);
	}
	if (deed === 'keep') {
		await keepCard(desk, caseFile);
		return { line: say('letter.kept', { reference: caseFile.state.reference }) };
	}
	const sent = await sendLetter(session, caseFile, letterId);
	if (!sent.ok) {
		return { errors: { deed: sayRefusal(say, sent) } };
	}
	await keepCard(desk, sent.value.caseFile);
	const { failure } = sent.value;
	return failure
		? { errors: { deed: say('letter.not-queued', { why: say(`letter.failure.${failure}` as TextKey) }) } }
		: { line: say('letter.queued', { reference: caseFile.state.reference, to: letter?.to }) };
}

async function postFile(session: Session, caseFile: OpenCase, letter: LetterState): Promise<Submitted> {
	await keepCard(session.desk, await fileLetter(session, caseFile, letter));
	return { line: session.say('letter.filed', { reference: caseFile.state.reference }) };
}
