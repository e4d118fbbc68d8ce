/**
 * From sealed records to signed packages that leave: what the legal process reaches (`gate`), as files that people read and
 * machines check (`documents/`, `text/`), in signed bags of a volume each (`buildProduction`), and the check of one
 * (`verifyPackage`). Pure but for the signature: time, ids and keys are passed in. Runs in the app and offline alike.
 */
export { buildProduction } from './buildProduction';
export type { ProductionInput, ProductionRefusal } from './buildProduction';
export { writeRecords } from './writeRecords';
export type { Production } from './writeRecords';
export { createGate } from './gate';
export type { Gate, Grant, WithheldRecords } from './gate';
export { selectRecords } from './selectRecords';
export type { ProducedAccount, Selection } from './selectRecords';
export { readFrom, UnreadableSource } from './source';
export type { RecordSource, UnknownRecord } from './source';
export { writeDeclaration } from './certificate/declaration';
export { describeDeclaration } from './certificate/facts';
export type { DeclarationFacts } from './certificate/facts';
export { verifyPackage } from './verifyPackage';
export type { PackageReport } from './verifyPackage';
export { verifyVolumes } from './verifyVolumes';
export type { VolumesReport } from './verifyVolumes';
export type { PackageFile, ProductionVolume } from './volume';
export { documentId, nameVolume, productionReference, recordNumber } from './facts';
export type {
	CustodyLine,
	Decision,
	LedgerFacts,
	ProductionCounts,
	ProductionFacts,
	SnapshotFacts,
	SoftwareVersions,
	VolumePlace,
} from './facts';
