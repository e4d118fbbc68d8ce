import { SIGNER } from './sample';
import { fromUtf8 } from '../../src/evidence';
import { decideEntitlement } from '../../src/policy/entitlement';
import { accept } from '../../src/policy/refusal';
import { documentId, readFrom, writeRecords, type ProductionFacts, type UnknownRecord } from '../../src/production';
import { encodeText } from '../../src/production/text/layout';
import { openVolume } from '../../src/production/volume';
import { listVolumeFiles } from '../../src/production/volumeFiles';
import type { ProductionWriter } from '../../src/production/writer';

/** Every text and exact datum of a production in one volume, by the sample's certificate and unsigned: path → text, README first. */
export async function collectTexts(facts: ProductionFacts, records: readonly object[]): Promise<Map<string, string>> {
	const volume = openVolume(1, documentId(facts, 1));
	const files = new Map<string, Uint8Array>();
	let documents = 1;
	const writer: ProductionWriter = {
		async add({ path, holds, render, data, records: count }) {
			const id = documentId(facts, (documents += 1));
			files.set(path, encodeText(await render(id)));
			volume.listed.push({ path: `data/${path}`, documentId: id, holds });
			if (data) {
				files.set(data.path, data.ndjson);
				volume.listed.push({ path: `data/${data.path}`, holds: data.holds });
			}
			volume.records += count;
			return accept(undefined);
		},
		async addFile(path, bytes) {
			files.set(path, bytes);
			return accept(undefined);
		},
		volumeNumber: () => 1,
		finish: async () => accept({ volumes: [] }),
	};
	const entitlement = decideEntitlement(facts.process.kind, facts.requestedCategories, facts.namedCategories);
	const source = readFrom(records as readonly UnknownRecord[]);
	const written = await writeRecords({ facts, source, pace: async () => undefined }, entitlement, writer);
	if (!written.ok) {
		throw new Error(written.code);
	}
	const beside = listVolumeFiles(volume, { number: 1, isLast: true, earlier: [] }, facts, SIGNER);
	return new Map([...beside, ...files].map(([path, bytes]) => [path, fromUtf8(bytes)]));
}
