/** How a probe app is to be built. */
export interface ProbeConfig {
	id?: string;
	name?: string;
	nameSlug?: string;
	version?: string;
	/** All that the bridges know, unless a test wants fewer. */
	permissions?: string[];
	implements?: string[];
	/** Handler methods of the app class, e.g. executePostMessageDeleted. */
	handlers?: string[];
	processors?: { id: string; startupSetting?: Record<string, unknown> }[];
	commands?: string[];
	button?: boolean;
	enables?: boolean;
	breaksOnInitialize?: boolean;
	essentials?: string[];
}

export const PROBE_ID = '5f1d1a52-3c0e-4b55-9f0e-6f0d8a1c0001';
