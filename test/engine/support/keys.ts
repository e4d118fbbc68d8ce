import { expectView, type TestDesk } from './desk';
import type { WrappedKeyRecord } from '../../../src/cases/ports';
import { fromBase64, openPrivateKey, unwrapSegmentKey, type SealedChunk } from '../../../src/evidence';
import type { SubmitResult, View } from '../../../workbench/testing';

/** The desk's records under a name, as somebody with the database in hand sees them. */
export async function listNamed<T>({ bench }: Pick<TestDesk, 'bench'>, name: RegExp): Promise<T[]> {
	return (await bench.operator.persistence())
		.filter(({ associations }) => (associations as { id: string }[] | undefined)?.some(({ id }) => name.test(id)))
		.map(({ data }) => JSON.parse((data as { json: string }).json) as T);
}

export const listWrappedKeys = (desk: Pick<TestDesk, 'bench'>) => listNamed<WrappedKeyRecord>(desk, /^snapshot:.*:wrapped-keys$/);
export const listChunks = (desk: Pick<TestDesk, 'bench'>) => listNamed<SealedChunk>(desk, /^snapshot:.*:chunk:/);

/** The private keys as they lie in the database, by the fingerprint of their certificate. */
export async function listPrivateKeys(desk: Pick<TestDesk, 'bench'>): Promise<Map<string, string>> {
	const stored = await listNamed<{ fingerprint: string; encryptedPem: string }>(desk, /^key:/);
	return new Map(stored.map(({ fingerprint, encryptedPem }) => [fingerprint, encryptedPem]));
}

/** How many wrapped data keys this private key opens. */
export async function countOpened(
	records: readonly WrappedKeyRecord[],
	encryptedPem: string,
	passphrase: string,
): Promise<number> {
	const key = await openPrivateKey({ pem: encryptedPem, passphrase, purpose: 'sealing' });
	if (!key.ok) {
		return 0;
	}
	const tried = await Promise.all(
		records.map(async ({ wrapped }) => Promise.all(wrapped.map((one) => unwrapSegmentKey(one, key.value)))),
	);
	return tried.filter((ways) => ways.some(({ ok }) => ok)).length;
}

/** The bytes that openssl unwraps. */
export const wrappedBytes = ({ wrapped }: WrappedKeyRecord, recipient: string): Buffer =>
	Buffer.from(fromBase64(wrapped.find((one) => one.recipient === recipient)?.wrappedKey ?? '') ?? []);

/** `/legal-setup`, and the form behind one of its buttons. */
export async function openKeyForm({ admin }: Pick<TestDesk, 'admin'>, actionId: string): Promise<View> {
	const { view } = await admin.type('/legal-setup', { room: 'legal' });
	return expectView((await admin.press({ view: expectView(view) }, actionId)).view);
}

/** Submits such a form and waits for the line that says how it went. */
export async function changeKeys(
	desk: Pick<TestDesk, 'admin'>,
	actionId: string,
	values: Record<string, unknown>,
	said: string,
): Promise<SubmitResult> {
	const submitted = await desk.admin.submit(await openKeyForm(desk, actionId), values);
	if (!submitted.errors) {
		await desk.admin.next('ephemeral', (event) => JSON.stringify(event).includes(said), 60_000);
	}
	return submitted;
}
