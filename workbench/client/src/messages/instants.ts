/** The workspace runs on UTC so that pictures and papers agree, wherever they are looked at. */
const options = { timeZone: 'UTC' } as const;

export const sayTime = (instant: string): string =>
	new Date(instant).toLocaleTimeString('en-GB', { ...options, hour: '2-digit', minute: '2-digit' });

export const sayDay = (instant: string): string =>
	new Date(instant).toLocaleDateString('en-GB', { ...options, day: 'numeric', month: 'long', year: 'numeric' });

export const sayInstant = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

export const isSameDay = (one: string, other: string): boolean => one.slice(0, 10) === other.slice(0, 10);

const kilobyte = 1024;

export function saySize(bytes: number | undefined): string {
	if (bytes === undefined) return '';
	if (bytes < kilobyte) return `${bytes} B`;
	return bytes < kilobyte ** 2 ? `${Math.round(bytes / kilobyte)} kB` : `${(bytes / kilobyte ** 2).toFixed(1)} MB`;
}
