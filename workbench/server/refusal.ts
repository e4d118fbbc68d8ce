/** A request that the server turns down, with the status and the words that Rocket.Chat's REST API would use. */
export class Refusal extends Error {
	/** @param errorType Rocket.Chat's stable code, e.g. `error-not-allowed`. */
	constructor(
		readonly status: number,
		message: string,
		readonly errorType?: string,
	) {
		super(message);
		this.name = 'Refusal';
	}

	toBody(): Record<string, unknown> {
		if (this.status === 401) return { status: 'error', message: this.message };
		return { success: false, error: this.message, ...(this.errorType ? { errorType: this.errorType } : {}) };
	}
}

export const refuseNotAllowed = (): Refusal => new Refusal(403, 'Not allowed [error-not-allowed]', 'error-not-allowed');
export const refuseUnauthorized = (): Refusal => new Refusal(401, 'You must be logged in to do this.');
export const refuseMissing = (what: string): Refusal =>
	new Refusal(400, `The required "${what}" param is missing or invalid`, 'error-invalid-params');
