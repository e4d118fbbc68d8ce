declare module 'mime-types' {
	export function lookup(fileName: string): string | false;
}
declare module 'date.js' {
	/** The moment that `text` names, counted from `from`; `from` itself when it names none. */
	export default function parse(text: string, from?: Date): Date;
}
declare module 'human-interval' {
	/** Milliseconds, or NaN; numbers pass. */
	export default function humanInterval(interval: string | number): number;
}
