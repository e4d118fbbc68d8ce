import { buildProduction, type ProductionRefusal } from './buildProduction';
import { writeCustody } from './custody';
import type { ProductionFacts, SoftwareVersions } from './facts';
import type { KeyGrant } from './keyGrant';
import type { ProductionVolume, Stamp, UnsignedVolume } from './volume';
import type { OpenCase } from '../cases/caseFile';
import type { DeskConfig } from '../cases/deskState';
import type { Actor, Certificate } from '../cases/events';
import type { PreparedVolume } from '../cases/events/production';
import { findHeads, joinHeads, type HashedEvent } from '../cases/ledger';
import type { Clock } from '../cases/ports';
import type { HoldState, ProductionState, VolumeState } from '../cases/state';
import { fromUtf8, sha256Hex } from '../evidence';
import { accept, refuse, type Result } from '../policy/refusal';

export const PRODUCTION: Actor = { kind: 'desk', part: 'production' };

/** A signature that a person makes outside, with a smart card for example. */
export interface OutsideSigning {
	certificate: Certificate;
	/** Absent before it is made: what is to be signed is then handed out, and nothing of the records. */
	made?: {
		prepared: readonly PreparedVolume[];
		/** By the SHA-256 of the tag manifest; absent to make again what was posted to be signed. */
		signatures?: ReadonlyMap<string, Uint8Array>;
	};
}

/** An attempt that was cut off, by the volumes that were posted: these are made again only to see that they come out the same. */
export type PostedVolumes = readonly VolumeState[];

/** Built again, a volume is not what was posted or signed outside: the app or its set-up has changed meanwhile. */
export class RebuiltOtherwise extends Error {}

/** What an attempt is made with. The same in the app and offline. */
export interface AttemptTools {
	config: Pick<DeskConfig, 'organisation' | 'serverUrl' | 'signing'>;
	/** Opened with the approver's passphrase for this production alone. */
	grant: KeyGrant;
	software: SoftwareVersions;
	clock: Clock;
	/** Called between pieces of work; lets the process answer others. */
	pace(): Promise<void>;
	volumeBytes?: number;
	/** Asks for a time stamp over a signature; absent when nobody is to be asked. */
	stamp?(signature: Uint8Array): Promise<Stamp | undefined>;
	/** Absent: the desk signs with its own key. */
	outside?: OutsideSigning;
	/** Absent where an attempt begins. */
	posted?: PostedVolumes;
}

/** What a package states of when it was made and of its ledger: with it the same bytes are made again. */
export type StatedLedger = Pick<PreparedVolume, 'head' | 'eventCount' | 'producedAt'>;

/** Where volumes go. */
export interface AttemptOutput {
	emit(volume: ProductionVolume, stated: StatedLedger): Promise<void>;
	/** What is to be signed outside. */
	setAside(prepared: PreparedVolume): Promise<void>;
}

/**
 * Makes the packages of an approved production from its case.
 *
 * @param whole every event of the case
 * Refusals: those of `buildProduction`; `notice-not-settled`; `ledger-moved` (an event has joined before those that what was
 * posted or signed outside states)
 * @throws RebuiltOtherwise, and what the output throws
 */
export async function makePackages(
	whole: Pick<OpenCase, 'state' | 'recent' | 'head'>,
	production: ProductionState,
	hold: HoldState,
	tools: AttemptTools,
	take: AttemptOutput,
): Promise<Result<unknown, ProductionRefusal | 'notice-not-settled' | 'ledger-moved'>> {
	const { notice } = production;
	if (!notice) {
		return refuse('notice-not-settled');
	}
	const { grant, pace, volumeBytes, config, outside, stamp, posted = [] } = tools;
	const known = recallLedger(whole, outside?.made?.prepared[0] ?? posted[0]);
	if (!known.ok) {
		return known;
	}
	const { head, events, producedAt = new Date(tools.clock()) } = known.value;
	const certificate = outside?.certificate ?? config.signing;
	const eventCount = events.length;
	return buildProduction({
		facts: describeProduction({ ...whole, recent: events, head }, { ...production, notice }, hold, tools, producedAt),
		source: grant.source,
		pseudonymKey: grant.pseudonymKey,
		certificatePem: certificate.pem,
		sign: async (content) =>
			outside ? findSignature(outside, content) : grant.sign(content, certificate.pem, new Date(tools.clock())),
		stamp,
		isPosted: (volume) => isPosted(posted, volume),
		emit: (volume) => take.emit(volume, { head, eventCount, producedAt: producedAt.toISOString() }),
		setAside: (volume) =>
			take.setAside({
				...{ volume: volume.place.number, isLast: volume.place.isLast, name: volume.name, certificate },
				...{ tagManifest: fromUtf8(volume.tagManifest), tagManifestSha256: sha256Hex(volume.tagManifest) },
				...{ producedAt: producedAt.toISOString(), head, eventCount },
			}),
		pace,
		volumeBytes,
	});
}

/** @throws RebuiltOtherwise where a volume that was posted does not come out as it was */
function isPosted(posted: PostedVolumes, { place, tagManifest }: UnsignedVolume): boolean {
	const known = posted.find(({ volume }) => volume === place.number);
	if (known && (known.tagManifestSha256 !== sha256Hex(tagManifest) || known.isLast !== place.isLast)) {
		throw new RebuiltOtherwise();
	}
	return known !== undefined;
}

/** The signature that was made outside over these bytes; none before any was made. */
function findSignature({ made }: OutsideSigning, content: Uint8Array): Uint8Array | undefined {
	const signature = made?.signatures?.get(sha256Hex(content));
	const isKnown = made?.prepared.some(({ tagManifestSha256 }) => tagManifestSha256 === sha256Hex(content)) ?? true;
	if (!isKnown || (made?.signatures && !signature)) {
		throw new RebuiltOtherwise();
	}
	return signature;
}

/** The ledger as a package states it: as it is now, or as it was when what was posted or signed outside was made. */
function recallLedger(
	{ recent, head }: Pick<OpenCase, 'recent' | 'head'>,
	stated: Partial<StatedLedger> | undefined,
): Result<{ head: string; events: HashedEvent[]; producedAt?: Date }, 'ledger-moved'> {
	if (!stated?.head || !stated.producedAt) {
		return accept({ head, events: recent });
	}
	const events = recent.slice(0, stated.eventCount);
	const isSame = joinHeads(findHeads(events).map(({ hash }) => hash)) === stated.head;
	return isSame ? accept({ head: stated.head, events, producedAt: new Date(stated.producedAt) }) : refuse('ledger-moved');
}

function describeProduction(
	{ state, recent: events, head }: Pick<OpenCase, 'state' | 'recent' | 'head'>,
	production: ProductionState & Required<Pick<ProductionState, 'notice'>>,
	hold: HoldState,
	{ config, software, grant }: AttemptTools,
	producedAt: Date,
): ProductionFacts {
	const { number, process, categories, scope, notice, requestedBy, requestedAt, approvedBy, approvedAt } = production;
	const { pseudonymise, byOnePerson } = production;
	return {
		reference: state.reference,
		number,
		organisation: config.organisation,
		serverUrl: config.serverUrl,
		agency: state.agency,
		subject: hold.subject,
		process,
		requestedCategories: categories,
		...(production.namedCategories ? { namedCategories: production.namedCategories } : {}),
		...(scope ? { scope } : {}),
		...(pseudonymise ? { pseudonymised: true as const } : {}),
		decision: {
			...{ requestedBy, requestedAt, approvedBy: approvedBy ?? PRODUCTION, approvedAt: approvedAt ?? '', notice },
			...(byOnePerson ? { byOnePerson } : {}),
		},
		snapshot: { snapshotId: hold.snapshotId, capturedAt: hold.capturedAt ?? '', chunks: grant.chunks },
		ledger: { headHash: head, lines: writeCustody(events) },
		software,
		producedAt: producedAt.toISOString(),
	};
}
