import { makePackages, PRODUCTION, RebuiltOtherwise, type AttemptOutput, type AttemptTools, type StatedLedger } from './attempt';
import type { ProductionVolume } from './volume';
import {
	appendEvents,
	isWhole,
	loadCase,
	loadWholeCase,
	type CaseTools,
	type LoadedCase,
	type OpenCase,
} from '../cases/caseFile';
import type { EventDraft } from '../cases/events';
import type { PreparedVolume } from '../cases/events/production';
import type { HoldState, ProductionState } from '../cases/state';
import { BAG_FILE, toUtf8 } from '../evidence';
import { refuse } from '../policy/refusal';

/** The grant is destroyed here. */
export interface ProductionTools extends CaseTools, AttemptTools {
	/** Posts a volume as a file of the approver, in the legal channel or, where not everybody there may read it, to them alone. */
	deliver(fileName: string, zip: Uint8Array): Promise<{ uploadId: string; alone?: true }>;
}

/** The work was overtaken: the request was changed, or another attempt was approved. Nothing more of this one leaves. */
class Overtaken extends Error {}

class UploadFailed extends Error {}

/**
 * Carries an approved production out: opens what the process reaches, builds and signs volume after volume, posts each, and
 * records each step. What goes wrong ends in `production.failed` with a code, so that an approver can try again; volumes
 * that were posted by then stay named in the ledger. An attempt that goes on leaves them as they are. Where the signature is made outside, the first time only what is to be
 * signed is posted; with the signatures the same bytes are made again and leave.
 *
 * @returns the case afterwards: the production is `delivered`, `unsigned` or `failed`, or was changed meanwhile
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
		const posted = production.volumes ?? [];
		const uploadIds = posted.flatMap(({ uploadId = [] }) => uploadId);
		const whole = await loadWholeCase(approved.caseId, tools);
		const made = await makeIfWhole(
			whole,
			production,
			hold,
			{ ...tools, posted },
			{
				emit: async (volume, stated) => {
					uploadIds.push(await handOver(volume, stated, productionId, tools, append));
				},
				setAside: async (prepared) => {
					await prepare(prepared, productionId, tools, append);
				},
			},
		);
		if (made.ok && tools.outside && !tools.outside.made) {
			return current;
		}
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
		const code = nameFailure(error);
		return append({ type: 'production.failed', body: { productionId, code } }).catch(() => current);
	} finally {
		tools.grant.destroy();
	}
}

async function makeIfWhole(
	whole: LoadedCase,
	production: ProductionState,
	hold: HoldState,
	tools: ProductionTools,
	take: AttemptOutput,
) {
	return isWhole(whole) ? makePackages(whole, production, hold, tools, take) : refuse('ledger-damaged');
}

function nameFailure(error: unknown): string {
	if (error instanceof UploadFailed) {
		return 'upload-failed';
	}
	return error instanceof RebuiltOtherwise ? 'rebuilt-differs' : 'internal-error';
}

/** Hands out what is to be signed outside, and records it. The file names files and hashes; a second copy of it does no harm. */
async function prepare(
	prepared: PreparedVolume,
	productionId: string,
	tools: ProductionTools,
	append: (draft: EventDraft) => Promise<OpenCase>,
): Promise<void> {
	try {
		await tools.deliver(`${prepared.name}-${BAG_FILE.tagManifest}`, toUtf8(prepared.tagManifest));
	} catch {
		throw new UploadFailed();
	}
	await append({ type: 'production.prepared', body: { productionId, ...prepared } });
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
	stated: StatedLedger,
	productionId: string,
	tools: ProductionTools,
	append: (draft: EventDraft) => Promise<OpenCase>,
): Promise<string> {
	const { number, isLast, fileName, zip, zipSha256, tagManifestSha256, signerFingerprint: signer, timeStamp, records } = volume;
	await append({
		type: 'production.built',
		body: {
			...{ productionId, volume: number, isLast, ...stated, fileName, sha256: zipSha256 },
			...{ tagManifestSha256, signer, sizeBytes: zip.byteLength, records },
			...(timeStamp ? { timeStamp } : {}),
		},
	});
	const posted = await tools.deliver(fileName, zip).catch(() => {
		throw new UploadFailed();
	});
	await append({ type: 'production.uploaded', body: { productionId, volume: number, ...posted } });
	return posted.uploadId;
}
