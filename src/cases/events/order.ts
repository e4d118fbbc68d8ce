/** A court's order that forbids notice to the account holder, as a person recorded it from the paper. Days are YYYY-MM-DD. */
export interface OrderTerms {
	court: string;
	number: string;
	statute: string;
	startsOn: string;
	/** The last day on which notice is forbidden. Absent: the order sets no end. */
	endsOn?: string;
	/** Where the paper is: the case's document, a file name, a docket link. */
	document?: string;
}

/** Non-disclosure orders of a case. An order that was recorded with a request bears the request's id. */
export interface OrderEvents {
	'order.recorded': { orderId: string } & OrderTerms;
	/** A court prolonged the order. Without `endsOn` it now has no end. */
	'order.extended': { orderId: string; endsOn?: string; reason: string; document?: string };
	/** A court lifted the order: notice is permitted from this event on. */
	'order.lifted': { orderId: string; reason: string; document?: string };
	/** Written before a reminder is posted, so that a crash repeats it rather than loses it. `key` says which reminder it is. */
	'order.reminder-started': { orderId: string; key: string };
	'order.reminder-posted': { orderId: string; key: string; messageId: string };
	/** A reminder whose day had passed when the desk next ran, and that a later one replaces. */
	'order.reminder-superseded': { orderId: string; key: string; by: string };
}
