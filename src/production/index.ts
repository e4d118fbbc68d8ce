/**
 * From sealed records to a signed package that leaves: what the legal process reaches (`selectRecords`), as files that
 * people read and machines check (`documents/`, `text/`), in a signed bag (`buildPackage`), and the check of one
 * (`verifyPackage`). Pure but for the signature: time, ids and keys are passed in. Runs in the app and offline alike.
 */
export { buildPackage } from './buildPackage';
export type { PackageFile, PackageInput, PackageRefusal, PackageSigner, ProductionPackage } from './buildPackage';
export { selectRecords } from './selectRecords';
export type { Grant, ProducedAccount, Selection, UnknownRecord, WithheldRecords } from './selectRecords';
export { verifyPackage } from './verifyPackage';
export type { PackageReport } from './verifyPackage';
export { documentId, productionReference, recordNumber } from './facts';
export type { CustodyLine, Decision, LedgerFacts, ProductionFacts, SnapshotFacts, SoftwareVersions } from './facts';
