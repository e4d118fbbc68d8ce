import type { Step } from './steps';

const WHERE = { can: 'where it can be done: ', mustNot: 'where it must not be done: ', any: '' };

function aCase(of = 0, aim: Step['aim'] = 'any'): string {
	return `${WHERE[aim]}${of === 0 ? 'the latest case' : `the case ${of} before the latest`}${aim === 'any' ? '' : ' or before'}`;
}
const PHRASES: Record<Step['do'], (step: Step) => string> = {
	preserve: (step) => `preserves @${step.with} by /legal-hold`,
	emergency: (step) => `takes in an emergency about @${step.with}`,
	callBack: (step) => `records a call back in ${aCase(step.of, step.aim)}`,
	recommend: (step) => `recommends disclosure in the emergency of ${aCase(step.of, step.aim)}`,
	decide: (step) => `decides on the emergency of ${aCase(step.of, step.aim)}: ${step.with}`,
	followUp: (step) => `follows up the emergency of ${aCase(step.of, step.aim)}`,
	restrict: (step) => `takes in a national security letter about @${step.with}`,
	extensionRequest: (step) => `takes in a request to extend ${aCase(step.of, step.aim)}`,
	change: (step) => `changes the production of ${aCase(step.of, step.aim)} to a ${step.with}`,
	withdraw: (step) => `withdraws a production of ${aCase(step.of, step.aim)}`,
	lastDay: (step) => `the last day of the ${step.with} of ${aCase(step.of)} comes, and ${step.who} tries to send notice`,
	close: (step) => `closes ${aCase(step.of, step.aim)}`,
	reopen: (step) => `opens ${aCase(step.of, step.aim)} again`,
	exportCase: (step) => `exports ${aCase(step.of, step.aim)}`,
	importCase: () => 'imports an export that is in the channel',
	signOutside: (step) => `signs the production of ${aCase(step.of, step.aim)} outside and posts the signature`,
	passphrase: () => 'changes the passphrase',
	rotate: () => 'replaces the sealing key',
	finishKeys: () => 'goes on with a change of keys',
	intake: (step) => `takes in a subpoena about @${step.with} by /legal-request`,
	produce: (step) => `asks for a production under a ${step.with} in ${aCase(step.of, step.aim)}`,
	approve: (step) =>
		`approves what waits in ${aCase(step.of, step.aim)}${step.with === 'outside' ? ', to be signed outside' : ''}`,
	wrongPassphrase: (step) => `tries a wrong passphrase in ${aCase(step.of, step.aim)}`,
	order: (step) => `records an order of ${step.with === 0 ? 'no end' : `${step.with} days`} in ${aCase(step.of, step.aim)}`,
	extendOrder: (step) => `extends an order in ${aCase(step.of, step.aim)} by ${step.with} days`,
	liftOrder: (step) => `lifts an order in ${aCase(step.of, step.aim)}`,
	proposeException: (step) => `proposes an exception from notice in ${aCase(step.of, step.aim)}`,
	decideException: (step) => `approves an exception from notice in ${aCase(step.of, step.aim)}`,
	postCopy: () => 'posts a redacted copy in the legal channel',
	notice: (step) => `sends notice in ${aCase(step.of, step.aim)}`,
	release: (step) => `releases the hold of ${aCase(step.of, step.aim)}`,
	block: (step) => `blocks the purge in ${aCase(step.of, step.aim)}`,
	unblock: (step) => `lifts the block in ${aCase(step.of, step.aim)}`,
	extend: (step) => `extends the hold of ${aCase(step.of, step.aim)}`,
	verify: (step) => `verifies ${aCase(step.of, step.aim)}`,
	look: (step) => `types ${step.with}${step.with === '/legal-case' ? ` of ${aCase(step.of, step.aim)}` : ''}`,
	chat: (step) => (/file/.test(String(step.with)) ? `@maria.silva sends a ${step.with}` : `@maria.silva writes in ${step.with}`),
	intrude: (step) => `tries way ${step.with} into ${aCase(step.of, step.aim)}`,
	pass: (step) => `${passed(step)} pass`,
	off: (step) => `the app is switched off, ${passed(step)} pass, and it is switched on again`,
	crash: () => 'the app’s process dies and comes back',
	restart: (step) => (step.with === 'kill' ? 'the server loses power and starts again' : 'the server is restarted in order'),
	prune: () => 'the messages of #allotment so far are pruned',
	deactivate: (step) => `@${step.with} is deactivated, or activated again`,
	fault: ({ fault }) =>
		`from now on ${fault?.effect} strikes ${fault?.times} call(s) of ${fault?.method}${fault?.skip ? ` after ${fault.skip}` : ''}`,
	both: () => '',
};

function passed({ hours = 0, strideHours }: Step): string {
	return `${hours} h${strideHours ? ` in strides of ${strideHours} h` : ' at once'}`;
}

/** A step in words. */
export function tellStep(step: Step): string {
	if (step.both) {
		return `at the same moment: ${step.both.map(tellStep).join('; and ')}`;
	}
	const server = step.on === undefined ? '' : `server ${step.on + 1}: `;
	return `${server}${step.who ? `${step.who} ` : ''}${PHRASES[step.do](step)}`;
}
