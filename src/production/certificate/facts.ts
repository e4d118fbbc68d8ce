import type { OpenCase } from '../../cases/caseFile';
import type { DeskConfig } from '../../cases/deskState';
import type { Agency, ProductionScope, ServedProcess, Subject } from '../../cases/events';
import type { DeclarationPlace } from '../../cases/events/declaration';
import type { ProductionState } from '../../cases/state';
import { decideEntitlement, type RecordCategory } from '../../policy/entitlement';
import { productionReference, type SoftwareVersions } from '../facts';

/** What a declaration about a production states as facts, all of it from the case's ledger and the desk's set-up. */
export interface DeclarationFacts {
	/** `LE-2026-0001` */
	reference: string;
	/** `LE-2026-0001-P1` */
	production: string;
	place: DeclarationPlace;
	organisation: string;
	serverUrl: string;
	software: SoftwareVersions;
	agency: Agency;
	process: ServedProcess;
	subject: Subject;
	produced: readonly RecordCategory[];
	/** What the production was narrowed to; absent where it was not. */
	scope?: ProductionScope;
	snapshot: { snapshotId: string; capturedAt: string };
	requestedAt: string;
	approvedAt: string;
	deliveredAt: string;
	packages: readonly DeclaredPackage[];
	/** SHA-256 of the certificate whose key signed the packages. */
	signerFingerprint: string;
	ledgerHead: string;
	draftedAt: string;
}

export interface DeclaredPackage {
	fileName: string;
	sizeBytes: number;
	records: number;
	sha256: string;
	tagManifestSha256: string;
}

/** Gathers the facts of a delivered production. */
export function describeDeclaration(
	{ state, head }: OpenCase,
	production: ProductionState,
	given: { config: DeskConfig; software: SoftwareVersions; place: DeclarationPlace; now: number },
): DeclarationFacts {
	const { number, process, categories, namedCategories, requestedAt, approvedAt = '', deliveredAt = '' } = production;
	const packages = production.volumes ?? [];
	const hold = state.holds.find(({ holdId }) => holdId === production.holdId);
	const { organisation, serverUrl, signing } = given.config;
	return {
		reference: state.reference,
		production: productionReference({ reference: state.reference, number }),
		place: given.place,
		organisation,
		serverUrl,
		software: given.software,
		agency: state.agency,
		process,
		subject: hold?.subject ?? { userId: '', username: '' },
		produced: decideEntitlement(process.kind, categories, namedCategories).produced,
		...(production.scope ? { scope: production.scope } : {}),
		snapshot: { snapshotId: hold?.snapshotId ?? '', capturedAt: hold?.capturedAt ?? '' },
		...{ requestedAt, approvedAt, deliveredAt },
		packages,
		signerFingerprint: packages.at(-1)?.signer ?? signing.fingerprint,
		ledgerHead: head,
		draftedAt: new Date(given.now).toISOString(),
	};
}
