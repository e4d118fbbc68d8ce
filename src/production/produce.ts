import { buildProduction, type ProductionRefusal } from './buildProduction';
import { writeCustody } from './custody';
import type { ProductionFacts, SoftwareVersions } from './facts';
import type { KeyGrant } from './keyGrant';
import type { ProductionVolume } from './volume';
import { appendEvents, isWhole, loadCase, loadWholeCase, type CaseTools, type OpenCase } from '../cases/caseFile';
import type { DeskConfig } from '../cases/deskState';
import type { Actor, EventDraft } from '../cases/events';
import type { HoldState, ProductionState } from '../cases/state';
import { refuse, type Result } from '../policy/refusal';

const PRODUCTION: Actor = { kind: 'desk', part: 'production' };

export interface ProductionTools extends CaseTools {
	config: DeskConfig;
	/** Opened with the approver's passphrase for this production alone; destroyed here. */
	grant: KeyGrant;
	software: SoftwareVersions;
	/** Posts a volume in the legal channel as the approver. @returns the upload id */
	deliver(fileName: string, zip: Uint8Array): Promise<string>;
	/** Called between pieces of work; lets the process answer others. */
	pace(): Promise<void>;
	volumeBytes?: number;
}

/** The work was overtaken: the request was changed, or another attempt was approved. Nothing more of this one leaves. */
class Overtaken extends Error {}

class UploadFailed extends Error {}

/**
 * Carries an approved production out: opens what the process reaches, builds and signs volume after volume, posts each, and
 * records each step. What goes wrong ends in `production.failed` with a code, so that an approver can try again; volumes
 * that were posted by then stay named in the ledger.
 *
 * @returns the case afterwards: the production is `delivered` or `failed`, or was changed meanwhile
 */
export async function produce(approved: OpenCase, productionId: string, tools: ProductionTools): Promise<OpenCase> {
	const production = approved.state.productions.find((known) => known.productionId === productionId);
	const hold = approved.state.holds.find(({ holdId }) => holdId === production?.holdId);
	let current = approved;
	const append = async (draft: EventDraft): Promise<OpenCase> => {
		current = await appendEvents(await reload(current, production, tools), [draft], PRODUCTION, tools);
		return current;
	};
	try {
		if (production?.status !== 'approved' || !hold) {
			return approved;
		}
		const uploadIds: string[] = [];
		const made = await makePackages(approved, production, hold, tools, async (volume, head) => {
			uploadIds.push(await handOver(volume, head, productionId, tools, append));
		});
		if (made.ok) {
			return await append({ type: 'production.delivered', body: { productionId, uploadId: uploadIds.join(',') } });
		}
		const failed: EventDraft = { type: 'production.failed', body: { productionId, code: made.code } };
		// A damaged ledger still takes the word that nothing left.
		return made.code === 'ledger-damaged' ? await appendEvents(current, [failed], PRODUCTION, tools) : await append(failed);
	} catch (error) {
		if (error instanceof Overtaken) {
			return current;
		}
		const code = error instanceof UploadFailed ? 'upload-failed' : 'internal-error';
		return append({ type: 'production.failed', body: { productionId, code } }).catch(() => current);
	} finally {
		tools.grant.destroy();
	}
}

/** Looks at the ledger again before anything is added to it or leaves: an approval can be voided meanwhile. */
async function reload(current: OpenCase, production: ProductionState | undefined, tools: ProductionTools): Promise<OpenCase> {
	const loaded = await loadCase(current.caseId, tools);
	const now = loaded.state?.productions.find(({ productionId }) => productionId === production?.productionId);
	if (!isWhole(loaded) || now?.status !== 'approved' || now.approvedAt !== production?.approvedAt) {
		throw new Overtaken();
	}
	return loaded;
}

/** Records a volume, posts it, and records that. */
async function handOver(
	volume: ProductionVolume,
	head: string,
	productionId: string,
	tools: ProductionTools,
	append: (draft: EventDraft) => Promise<OpenCase>,
): Promise<string> {
	const { number, isLast, fileName, zip, zipSha256, tagManifestSha256, signerFingerprint: signer, records } = volume;
	await append({
		type: 'production.built',
		body: {
			...{ productionId, volume: number, isLast, head, fileName, sha256: zipSha256 },
			...{ tagManifestSha256, signer, sizeBytes: zip.byteLength, records },
		},
	});
	let uploadId: string;
	try {
		uploadId = await tools.deliver(fileName, zip);
	} catch {
		throw new UploadFailed();
	}
	await append({ type: 'production.uploaded', body: { productionId, volume: number, uploadId } });
	return uploadId;
}

async function makePackages(
	caseFile: OpenCase,
	production: ProductionState,
	hold: HoldState,
	tools: ProductionTools,
	emit: (volume: ProductionVolume, head: string) => Promise<void>,
): Promise<Result<unknown, ProductionRefusal | 'notice-not-settled' | 'ledger-damaged'>> {
	const { notice } = production;
	if (!notice) {
		return refuse('notice-not-settled');
	}
	const whole = await loadWholeCase(caseFile.caseId, tools);
	if (!isWhole(whole)) {
		return refuse('ledger-damaged');
	}
	const { grant, pace, volumeBytes, config } = tools;
	const producedAt = new Date(tools.clock());
	const { pem: certificatePem } = config.signing;
	return buildProduction({
		facts: describeProduction(whole, { ...production, notice }, hold, tools, producedAt),
		source: grant.source,
		pseudonymKey: grant.pseudonymKey,
		certificatePem,
		sign: (content) => grant.sign(content, certificatePem, producedAt),
		emit: (volume) => emit(volume, whole.head),
		pace,
		volumeBytes,
	});
}

function describeProduction(
	{ state, recent: events, head }: OpenCase,
	production: ProductionState & Required<Pick<ProductionState, 'notice'>>,
	hold: HoldState,
	{ config, software, grant }: ProductionTools,
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
