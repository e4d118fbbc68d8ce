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
	};
	'production.approved': {
		productionId: string;
		/** Why it could leave, as far as notice to the account holder goes. */
		notice: { basis: string; details: string };
		/** What the approver of an emergency named as necessary; nothing else is produced under it. */
		namedCategories?: string[];
	};
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
