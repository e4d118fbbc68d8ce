/** The value, where the workbench itself sees to it that there is one. @throws Error naming `what` when it does not after all. */
export function expectDefined<T>(value: T | null | undefined, what: string): T {
	if (value === undefined || value === null) {
		throw new Error(`The workbench has no ${what}`);
	}
	return value;
}
