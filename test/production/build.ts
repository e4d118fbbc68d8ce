import type { PackageSigner } from './sample';
import { accept, type Result } from '../../src/policy/refusal';
import {
	buildProduction,
	readFrom,
	type Production,
	type ProductionFacts,
	type ProductionVolume,
	type UnknownRecord,
} from '../../src/production';

export interface PackageInput {
	facts: ProductionFacts;
	records: Iterable<UnknownRecord>;
	signer: PackageSigner;
	volumeBytes?: number;
	pseudonymKey?: Uint8Array;
	pace?: () => Promise<void>;
}

/** A production with the bytes of all its volumes, which the app never has at once. */
export type BuiltProduction = Omit<Production, 'volumes'> & { volumes: ProductionVolume[] };

export async function buildVolumes(input: PackageInput): Promise<Result<BuiltProduction>> {
	const { facts, records, signer, volumeBytes, pseudonymKey, pace = async () => undefined } = input;
	const volumes: ProductionVolume[] = [];
	const made = await buildProduction({
		facts,
		source: readFrom(records),
		certificatePem: signer.certificatePem,
		sign: (content) => signer.sign(content),
		emit: async (volume) => void volumes.push(volume),
		pace,
		volumeBytes,
		pseudonymKey,
	});
	return made.ok ? accept({ ...made.value, volumes }) : made;
}

/** The first volume, which is the whole production unless it is large. */
export type BuiltPackage = ProductionVolume & Pick<Production, 'counts' | 'withheld'>;

export async function buildPackage(input: PackageInput): Promise<Result<BuiltPackage>> {
	const made = await buildVolumes(input);
	const first = made.ok ? made.value.volumes[0] : undefined;
	return made.ok && first ? accept({ ...made.value, ...first }) : (made as Result<never>);
}
