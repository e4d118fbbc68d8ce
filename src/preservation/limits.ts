/**
 * What the platform shows to no app, whatever the scope of a hold: stated in every plan and, with it, in the ledger.
 * Each has a sentence with the key `plan.limit.<code>`.
 */
export const PLATFORM_LIMITS = [
	'encrypted',
	'system',
	'deleted',
	'edits',
	'rooms-left',
	'sessions',
	'addresses',
	'credentials',
] as const;

export type PlatformLimit = (typeof PLATFORM_LIMITS)[number];
