import type { Step } from './steps';

const aCase = (of = 0): string => (of === 0 ? 'the latest case' : `the case ${of} before the latest`);
const PHRASES: Record<Step['do'], (step: Step) => string> = {
	preserve: (step) => `preserves @${step.with} by /legal-hold`,
	emergency: (step) => `takes in an emergency about @${step.with}`,
	callBack: (step) => `records a call back in ${aCase(step.of)}`,
	recommend: (step) => `recommends disclosure in the emergency of ${aCase(step.of)}`,
	decide: (step) => `decides on the emergency of ${aCase(step.of)}: ${step.with}`,
	followUp: (step) => `follows up the emergency of ${aCase(step.of)}`,
	restrict: (step) => `takes in a national security letter about @${step.with}`,
	close: (step) => `closes ${aCase(step.of)}`,
	reopen: (step) => `opens ${aCase(step.of)} again`,
	exportCase: (step) => `exports ${aCase(step.of)}`,
	importCase: () => 'imports an export that is in the channel',
	signOutside: (step) => `signs the production of ${aCase(step.of)} outside and posts the signature`,
	passphrase: () => 'changes the passphrase',
	rotate: () => 'replaces the sealing key',
	finishKeys: () => 'goes on with a change of keys',
	intake: (step) => `takes in a subpoena about @${step.with} by /legal-request`,
	produce: (step) => `asks for a production under a ${step.with} in ${aCase(step.of)}`,
	approve: (step) => `approves what waits in ${aCase(step.of)}${step.with === 'outside' ? ', to be signed outside' : ''}`,
	wrongPassphrase: (step) => `tries a wrong passphrase in ${aCase(step.of)}`,
	order: (step) => `records an order of ${step.with === 0 ? 'no end' : `${step.with} days`} in ${aCase(step.of)}`,
	extendOrder: (step) => `extends an order in ${aCase(step.of)} by ${step.with} days`,
	liftOrder: (step) => `lifts an order in ${aCase(step.of)}`,
	proposeException: (step) => `proposes an exception from notice in ${aCase(step.of)}`,
	decideException: (step) => `approves an exception from notice in ${aCase(step.of)}`,
	postCopy: () => 'posts a redacted copy in the legal channel',
	notice: (step) => `sends notice in ${aCase(step.of)}`,
	release: (step) => `releases the hold of ${aCase(step.of)}`,
	block: (step) => `blocks the purge in ${aCase(step.of)}`,
	unblock: (step) => `lifts the block in ${aCase(step.of)}`,
	extend: (step) => `extends the hold of ${aCase(step.of)}`,
	verify: (step) => `verifies ${aCase(step.of)}`,
	look: (step) => `types ${step.with}${step.with === '/legal-case' ? ` of ${aCase(step.of)}` : ''}`,
	chat: (step) => (/file/.test(String(step.with)) ? `@maria.silva sends a ${step.with}` : `@maria.silva writes in ${step.with}`),
	intrude: (step) => `tries way ${step.with} into ${aCase(step.of)}`,
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
