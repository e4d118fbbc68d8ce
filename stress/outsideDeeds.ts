import type { Do } from './byForm';
import { awaitPackage, Client, hasField } from './client';
import { IDLE } from './reply';
import { listHidden } from './secrecy';
import type { Who } from './steps';
import { BAG_FILE, signDetached, toUtf8 } from '../src/evidence';
import { createTestPair, expectValue, type TestPair } from '../test/evidence/desk';

const TEAM: readonly Who[] = ['officer', 'officer2', 'counsel'];

let card: Promise<TestPair> | undefined;

/** Counsel's smart card: its key is not on the server. */
export function makeCard(): Promise<TestPair> {
	card ??= createTestPair('signing', 'Counsel');
	return card;
}

/** Signs what a production waits for, posts the signatures and uses them. */
export const signOutside: Do = async (world, step) => {
	const known = world.archive.findCase(step);
	const state = known && world.archive.fold(known.caseId).state;
	const waiting = state?.productions.findLast(({ status, prepared }) => status === 'unsigned' && prepared);
	if (!known || !waiting?.prepared) {
		return IDLE;
	}
	await world.findPassphrase();
	const client = await Client.of(world, step);
	const signer = await makeCard();
	const now = await world.server(step.on).operator.now();
	// It is posted in the channel, where a file's name would tell of a case that is kept from somebody.
	const isForAll = !listHidden(world.archive).some(
		({ caseId, from }) => caseId === known.caseId && TEAM.some((who) => from.includes(who)),
	);
	const files: { name: string; content: Buffer }[] = [];
	for (const { name, tagManifest } of waiting.prepared) {
		const signed = await signDetached({ content: toUtf8(tagManifest), ...signer, signedAt: now });
		files.push({
			name: isForAll ? `${name}-${BAG_FILE.signature}` : `${files.length + 1}.p7s`,
			content: Buffer.from(expectValue(signed)),
		});
	}
	const messageId = await client.person.send('legal', 'signed', { files });
	const asked = await client.press('useSignature', messageId);
	if (!asked.view) {
		return asked.reply;
	}
	const checked = await client.person.submit(asked.view, { reference: known.reference });
	if (!checked.view || !hasField(checked.view, 'passphrase')) {
		return {
			who: client.who,
			said: [...Object.values(checked.errors ?? {})],
			...(checked.timedOut || !checked.errors ? { unanswered: 'no second form came' } : {}),
		};
	}
	const signed = await client.submit(checked.view, { passphrase: world.passphrase }, known.reference, ['production.signed']);
	return awaitPackage(world, step, signed);
};
