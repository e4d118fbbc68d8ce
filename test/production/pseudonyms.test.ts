import { buildVolumes } from './build';
import { createSigner, FACTS, RECORDS, type PackageSigner } from './sample';
import { CONVERSATION } from './sampleMessages';
import { unzipFiles } from './unzip';
import type { WrappedKeyRecord } from '../../src/cases/ports';
import { fromUtf8 } from '../../src/evidence';
import type { UnknownRecord } from '../../src/production';
import { openPseudonymKey } from '../../src/production/pseudonyms';
import { createTestKeys, type TestKeys } from '../evidence/desk';

// Signing and squeezing take their time on a busy machine.
jest.setTimeout(60_000);

const KEY = new Uint8Array(32).fill(7);
const RECORDS_OF_CASE = [...RECORDS, ...CONVERSATION] as unknown as UnknownRecord[];

describe('third parties under pseudonyms', () => {
	let signer: PackageSigner;
	beforeAll(async () => {
		signer = await createSigner();
	}, 60_000);

	async function produce(pseudonymKey: Uint8Array, number = 1, volumeBytes?: number): Promise<string> {
		const facts = { ...FACTS, number, pseudonymised: true as const };
		const made = await buildVolumes({ facts, records: RECORDS_OF_CASE, signer, pseudonymKey, volumeBytes });
		if (!made.ok) {
			throw new Error(made.code);
		}
		const files = made.value.volumes.flatMap(({ zip }) => [...unzipFiles(zip)]);
		return files.map(([path, bytes]) => path + fromUtf8(bytes)).join('\n');
	}

	const listPseudonyms = (text: string) => [...new Set(text.match(/person-[0-9a-f]{12}/g))].sort();

	test('leave no trace of who they are, in names, ids and the ids of direct rooms', async () => {
		const text = await produce(KEY);
		for (const trace of ['alice', 'Ali"', 'bYt83hRwNvs2', '"gone"']) {
			expect(text).not.toContain(trace);
		}
		expect(text).toContain('@mallory');
		expect(text).toContain('aXk29fQpLmz7');
		expect(text.replace(/\s+/g, ' ')).toContain('Other people than the holder of the account bear pseudonyms');
	});

	test('have one pseudonym each in every file, volume and production of a case', async () => {
		const first = await produce(KEY);
		// Alice in the list of rooms and as a sender, and one who is gone
		expect(listPseudonyms(first)).toHaveLength(2);
		expect(listPseudonyms(await produce(KEY, 2, 1))).toEqual(listPseudonyms(first));
		const rooms = [...first.matchAll(/Room id {12}: (\S+)/g)].map(([, id]) => id);
		expect(new Set(rooms)).toEqual(new Set([expect.stringMatching(/^direct-[0-9a-f]{12}$/), 'GENERAL']));
	});

	test('have another in another case', async () => {
		const [here, there] = [listPseudonyms(await produce(KEY)), listPseudonyms(await produce(new Uint8Array(32).fill(8)))];
		expect(here.filter((name) => there.includes(name))).toEqual([]);
	});

	test('are never made without the key', async () => {
		const facts = { ...FACTS, pseudonymised: true as const };
		await expect(buildVolumes({ facts, records: RECORDS_OF_CASE, signer })).rejects.toThrow('pseudonyms need the key');
	});
});

describe('the key of the pseudonyms', () => {
	let keys: TestKeys;
	beforeAll(async () => {
		keys = await createTestKeys('sealing');
	}, 60_000);

	test('is made once a case, lies sealed to the desk, and is the same for two instances that made one at once', async () => {
		const stored: WrappedKeyRecord[] = [];
		const store = {
			listWrappedKeys: async (id: string) => (id === 'pseudonyms-case-1' ? [...stored].reverse() : []),
			putWrappedKey: async (_id: string, record: WrappedKeyRecord) => void stored.push(record),
		};
		const ids = ['b', 'a', 'c'];
		const tools = { certificatePem: keys.certificatePem, sealingKeys: [keys.privateKey], makeId: () => ids.shift() ?? '' };
		const open = () => openPseudonymKey('case-1', store, tools);
		const first = await open();
		expect(await open()).toEqual(first);
		expect(stored).toHaveLength(1);
		expect(JSON.stringify(stored)).not.toContain(Buffer.from(first).toString('base64'));
		// Another instance had not seen it yet, and made one too: from then on both use the one that comes first.
		let looks = 0;
		const late = {
			...store,
			async listWrappedKeys(id: string) {
				looks += 1;
				return looks === 1 ? [] : store.listWrappedKeys(id);
			},
		};
		expect(await openPseudonymKey('case-1', late, tools)).toEqual(await open());
		expect(stored).toHaveLength(2);
	});
});
