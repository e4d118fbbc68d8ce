/** Where a declaration will be signed: 28 U.S.C. § 1746 has other words for each. */
export const DECLARATION_PLACES = ['united-states', 'abroad'] as const;
export type DeclarationPlace = (typeof DECLARATION_PLACES)[number];

/** Drafts of the declaration that a person signs about a production, outside its packages. */
export interface DeclarationEvents {
	/** Written before the draft is handed over. */
	'declaration.drafted': {
		declarationId: string;
		/** Counted from 1 within the case. */
		number: number;
		productionId: string;
		place: DeclarationPlace;
		fileName: string;
		/** Of the file's bytes. */
		sha256: string;
		/** The ledger's head that the draft states. */
		head: string;
	};
}
