import type { Do } from './byForm';
import { Client } from './client';
import type { KeyDeed } from './steps';
import type { World } from './world';

/** How long a change of keys is waited for. What a fault cuts off says nothing more. */
const PATIENCE_MS = 30_000;

const TOLD = /passphrase is changed|keys are changed|did not succeed|No change of keys|just being changed/;

/** Opens one of the forms about keys, sends it, and waits for the line that says how it went: the work goes on behind the answer. */
const changeKeys =
	(actionId: string, choose: (world: World) => { passphrase: string; next?: string }): Do =>
	async (world, step) => {
		await world.findPassphrase();
		const client = await Client.of(world, step);
		const { view, reply } = await client.press(actionId, '');
		if (!view) {
			return reply;
		}
		const { passphrase, next } = choose(world);
		const before = client.person.ephemerals.length;
		const submitted = await client.submit(view, {
			passphrase,
			...(next ? { newPassphrase: next, newPassphraseAgain: next } : {}),
		});
		const isUnderWay = submitted.said.some((line) => line.includes('at work on its keys'));
		const line = (await client.hear(before, TOLD, isUnderWay ? PATIENCE_MS : 0)) ?? '';
		await world.findPassphrase();
		if (line.includes('passphrase is changed') && world.passphrase !== next) {
			world.complaints.push('the desk said that the passphrase is changed, and the keys open with the one before');
		}
		if (line.includes('further data keys')) {
			world.complaints.push(`after a change of keys: ${line}`);
		}
		return {
			...submitted,
			said: [...submitted.said, ...(line ? [line] : [])],
			...(isUnderWay && !line ? { unanswered: 'nothing was said of the change of keys' } : {}),
		};
	};

export const KEY_DEEDS: Record<KeyDeed, Do> = {
	passphrase: changeKeys('keysPassphrase', (world) => {
		const next = `the passphrase of number ${world.passphrases.length} is this one`;
		const { passphrase } = world;
		world.passphrases.push(next);
		return { passphrase, next };
	}),
	rotate: changeKeys('keysRotate', ({ passphrase }) => ({ passphrase })),
	finishKeys: changeKeys('keysContinue', ({ passphrase }) => ({ passphrase })),
};
