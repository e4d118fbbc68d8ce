/** The legal process that was served, as a person recorded it from the paper. */
export interface ServedProcess {
	kind: string;
	issuer: string;
	number: string;
	/** YYYY-MM-DD, as the paper is dated. */
	issuedOn: string;
}

/** A production, from the request for it to its delivery. */
export interface ProductionEvents {
	'production.requested': {
		productionId: string;
		number: number;
		holdId: string;
		process: ServedProcess;
		categories: string[];
		notice: { basis: string; details: string };
	};
	'production.approved': { productionId: string };
	/** Written before the upload, so that a package that was posted and not recorded can be recognised. */
	'production.built': {
		productionId: string;
		fileName: string;
		sha256: string;
		tagManifestSha256: string;
		sizeBytes: number;
		records: number;
	};
	'production.delivered': { productionId: string; uploadId: string };
	'production.failed': { productionId: string; code: string };
}
