/** The browser on this machine. @throws Error that says how to get one */
export function findChromium(): string;
