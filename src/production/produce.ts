import { buildPackage, type ProductionPackage } from './buildPackage';
import { writeCustody } from './custody';
import type { ProductionFacts, SoftwareVersions } from './facts';
import { readSnapshot } from './readSnapshot';
import { appendEvents, isWhole, loadWholeCase, type CaseTools, type OpenCase } from '../cases/caseFile';
import type { DeskConfig } from '../cases/deskState';
import type { Actor, EventDraft } from '../cases/events';
import type { SealedSnapshots } from '../cases/ports';
import type { HoldState, ProductionState } from '../cases/state';
import { signDetached, type CryptoKey } from '../evidence';
import { decideEntitlement } from '../policy/entitlement';
import { refuse, type Result } from '../policy/refusal';

const PRODUCTION: Actor = { kind: 'desk', part: 'production' };

export interface ProductionTools extends CaseTools {
	config: DeskConfig;
	snapshots: SealedSnapshots;
	/** Opened with the approver's passphrase for this production alone. */
	keys: { sealing: CryptoKey; signing: CryptoKey };
	software: SoftwareVersions;
	/** Posts the package in the legal channel as the approver. @returns the upload id */
	deliver(fileName: string, zip: Uint8Array): Promise<string>;
}

/**
 * Carries an approved production out: opens what the process reaches, builds and signs the package, posts it, and records
 * each step. What goes wrong ends in `production.failed` with a code, so that an approver can try again.
 *
 * @returns the case afterwards: the production is `delivered` or `failed`
 */
export async function produce(approved: OpenCase, productionId: string, tools: ProductionTools): Promise<OpenCase> {
	const production = approved.state.productions.find((known) => known.productionId === productionId);
	const hold = approved.state.holds.find(({ holdId }) => holdId === production?.holdId);
	if (production?.status !== 'approved' || !hold) {
		return approved;
	}
	const append = (caseFile: OpenCase, draft: EventDraft) => appendEvents(caseFile, [draft], PRODUCTION, tools);
	const made = await makePackage(approved, production, hold, tools).catch(() => refuse('internal-error'));
	if (!made.ok) {
		return append(approved, { type: 'production.failed', body: { productionId, code: made.code } });
	}
	const { fileName, zip, zipSha256, tagManifestSha256, counts } = made.value;
	const body = {
		productionId,
		fileName,
		sha256: zipSha256,
		tagManifestSha256,
		sizeBytes: zip.byteLength,
		records: counts.accounts + counts.memberships,
	};
	const built = await append(approved, { type: 'production.built', body });
	try {
		const uploadId = await tools.deliver(fileName, zip);
		return await append(built, { type: 'production.delivered', body: { productionId, uploadId } });
	} catch {
		return append(built, { type: 'production.failed', body: { productionId, code: 'upload-failed' } });
	}
}

async function makePackage(
	caseFile: OpenCase,
	production: ProductionState,
	hold: HoldState,
	tools: ProductionTools,
): Promise<Result<ProductionPackage>> {
	const producedAt = new Date(tools.clock());
	const { process, categories, namedCategories, notice } = production;
	if (!notice) {
		return refuse('notice-not-settled');
	}
	const { produced } = decideEntitlement(process.kind, categories, namedCategories);
	const snapshot = await readSnapshot({ hold, produced, snapshots: tools.snapshots, sealingKey: tools.keys.sealing });
	if (!snapshot.ok) {
		return snapshot;
	}
	const { pem: certificatePem } = tools.config.signing;
	const sign = async (content: Uint8Array) => {
		const signature = await signDetached({ content, privateKey: tools.keys.signing, certificatePem, signedAt: producedAt });
		if (!signature.ok) {
			throw new Error(`the package could not be signed: ${signature.code}`);
		}
		return signature.value;
	};
	const whole = await loadWholeCase(caseFile.caseId, tools);
	if (!isWhole(whole)) {
		return refuse('ledger-damaged');
	}
	const facts = describeProduction(whole, { ...production, notice }, hold, tools, producedAt);
	return buildPackage({
		facts: { ...facts, snapshot: { ...facts.snapshot, chunks: snapshot.value.chunks } },
		records: snapshot.value.records,
		signer: { certificatePem, sign },
	});
}

function describeProduction(
	{ state, recent: events, head }: OpenCase,
	production: ProductionState & Required<Pick<ProductionState, 'notice'>>,
	hold: HoldState,
	{ config, software }: ProductionTools,
	producedAt: Date,
): ProductionFacts {
	const { number, process, categories, notice, requestedBy, requestedAt, approvedBy, approvedAt } = production;
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
		decision: { requestedBy, requestedAt, approvedBy: approvedBy ?? PRODUCTION, approvedAt: approvedAt ?? '', notice },
		snapshot: { snapshotId: hold.snapshotId, capturedAt: hold.capturedAt ?? '', chunks: hold.chunks },
		ledger: { headHash: head, lines: writeCustody(events) },
		software,
		producedAt: producedAt.toISOString(),
	};
}
