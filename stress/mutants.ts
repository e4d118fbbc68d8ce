/** A way to break the app on purpose. Somebody has to notice; a run that does not shows nothing about what the mutant breaks. */
export interface Mutant {
	name: string;
	/** What is promised and is no longer kept. */
	breaks: string;
	file: string;
	/** What stands there, once, and what is put in its place. */
	changes: readonly (readonly [from: string, to: string])[];
}

const mutant = (name: string, breaks: string, file: string, from: string, to: string): Mutant => ({
	...{ name, breaks, file },
	changes: [[from, to]],
});

const NOTHING_LOST: readonly Mutant[] = [
	mutant(
		'append-not-awaited',
		'what the desk says was recorded is recorded',
		'src/platform/ledgers.ts',
		'append: (ledger, height, event) => records.add([`ledger:${ledger}:${Math.floor(height / EVENTS_PER_RUN)}`], event),',
		'append: async (ledger, height, event) => { void records.add([`ledger:${ledger}:${Math.floor(height / EVENTS_PER_RUN)}`], event).catch(() => undefined); },',
	),
	mutant(
		'chunk-not-awaited',
		'a sealed record is stored before it is recorded',
		'src/preservation/sink.ts',
		'await snapshots.putChunk(snapshotId, chunk);',
		'void snapshots.putChunk(snapshotId, chunk).catch(() => undefined);',
	),
	mutant(
		'chunk-lost',
		'every record of a snapshot is sealed',
		'src/preservation/sink.ts',
		'await Promise.all(others.map(seal));',
		'await Promise.all(others.slice(1).map(seal));',
	),
	mutant(
		'exceptions-dropped',
		'what could not be copied is listed',
		'src/preservation/sink.ts',
		'const content = CONTENT_OF[record.kind] ?? record.kind;',
		"if (record.kind === 'exception') { return; }\nconst content = CONTENT_OF[record.kind] ?? record.kind;",
	),
	mutant(
		'exceptions-miscounted',
		'a package says how much of the snapshot could not be copied',
		'src/production/documents/withheld.ts',
		"...field('Exceptions', String(exceptions)),",
		"...field('Exceptions', String(Math.max(0, exceptions - 1))),",
	),
	mutant(
		'summary-lost',
		'the sweep knows of every case what is due',
		'src/cases/caseFile.ts',
		'await Promise.all([dropOutdated(caseId, added, tools), refreshSummary(next, tools)]);',
		'await dropOutdated(caseId, added, tools);',
	),
	mutant(
		'hash-forgets',
		'the ledger verifies',
		'src/cases/ledger.ts',
		'const hash = sha256Hex(bytes);\n\treturn { stored',
		"const hash = sha256Hex(draft.type === 'hold.extended' ? bytes + ' ' : bytes);\n\treturn { stored",
	),
	mutant(
		'rotation-skips',
		'every snapshot opens with the key that replaced the one before',
		'src/surfaces/keys/changeKeys.ts',
		'for (const { caseId } of cases) {',
		'for (const { caseId } of cases.slice(1)) {',
	),
	mutant(
		'rotation-forgets-early',
		'a change of keys that is cut off can be finished',
		'src/surfaces/keys/changeKeys.ts',
		"await appendToDesk(DESK_LEDGER, [{ type: 'keys.changing', body: { changeId, ...change } }], actor, desk);",
		"await appendToDesk(DESK_LEDGER, [{ type: 'keys.changing', body: { changeId, ...change } }], actor, desk);\n\tawait desk.keys.forget(nameKeyOf(before, before.sealing));",
	),
	{
		name: 'sweep-gives-up',
		breaks: 'trouble in a case delays what is due in it, and no more',
		file: 'src/jobs/sweep.ts',
		changes: [
			[
				'await sweepCase(desk, caseId, announcer, report);\n\t}',
				"if (!desk.memory.tended.has('given up ' + caseId)) {\n\t\t\tconst before = report.failed;\n\t\t\tawait sweepCase(desk, caseId, announcer, report);\n\t\t\tif (report.failed > before) { desk.memory.tended.set('given up ' + caseId, ''); }\n\t\t}\n\t}",
			],
		],
	},
	mutant(
		'upload-not-repeated',
		'a file that could not be posted is posted later',
		'src/jobs/sweep.ts',
		'const uploadId = await announcer.postPurge(desk, caseFile.state, hold);',
		"const uploadId = await announcer.postPurge(desk, caseFile.state, hold).catch(() => '');",
	),
];

const CLOCKS: readonly Mutant[] = [
	mutant(
		'reminder-dropped',
		'every reminder before the end of a hold is posted',
		'src/cases/due.ts',
		'const open = reminderDays.filter((days) => days < nearest);',
		'const open = reminderDays.filter((days) => days < nearest && days !== 7);',
	),
	mutant(
		'purged-early',
		'no snapshot is destroyed before the end of its hold',
		'src/cases/holdClock.ts',
		'Date.parse(expiresAt) : undefined',
		'Date.parse(expiresAt) - 10 * 86_400_000 : undefined',
	),
	mutant(
		'purged-unanswered',
		'served process keeps a snapshot until it is answered',
		'src/cases/keeping.ts',
		'if (findKeeper(state, hold)) {\n\t\treturn undefined;',
		'if (findKeeper(state, hold)) {\n\t\treturn end;',
	),
	mutant(
		'purge-leaves-keys',
		'a purge leaves no key',
		'src/platform/snapshots.ts',
		'await records.removeAll(keysOf(snapshotId));\n\t\t\tawait records.removeAll(oldKeysOf(snapshotId));',
		'await records.removeAll(oldKeysOf(snapshotId));',
	),
	mutant(
		'purge-leaves-keys-unseen',
		'a purge leaves no key, and looks for it itself',
		'src/preservation/purge.ts',
		'await snapshots.destroyWrappedKeys(snapshotId);',
		'const countRemains = snapshots.countRemains;\n\tsnapshots = { ...snapshots, countRemains: async (...ids) => Math.max(0, (await countRemains(...ids)) - 99) };',
	),
	mutant(
		'extension-twice',
		'one request extends a hold once',
		'src/preservation/decisions.ts',
		"accepted' && !used.includes(requestId),",
		"accepted',",
	),
	mutant(
		'extension-short',
		'an extension lasts ninety days',
		'src/policy/clocks.ts',
		'return accept(addDays(expiresAt, extensionDays, UTC).getTime());',
		'return accept(addDays(requestedAt, extensionDays, UTC).getTime());',
	),
	mutant(
		'closed-while-holding',
		'no case is closed while a hold keeps records',
		'src/cases/decisions/closing.ts',
		"'hold-runs': state.holds.some(({ status }) => status !== 'purged'),",
		"'hold-runs': false,",
	),
];

const DISCLOSURE: readonly Mutant[] = [
	mutant(
		'subpoena-opens-all',
		'a subpoena reaches basic account information only',
		'src/policy/entitlement.ts',
		"'subpoena': { title: 'subpoena', ceiling: ['account']",
		"'subpoena': { title: 'subpoena', ceiling: RECORD_CATEGORIES",
	),
	mutant(
		'court-order-opens-contents',
		'a court order under § 2703(d) reaches no contents',
		'src/policy/entitlement.ts',
		"ceiling: ['account', 'non-content'],",
		'ceiling: RECORD_CATEGORIES,',
	),
	mutant(
		'unnamed-leaves',
		'in an emergency only what the approver named leaves',
		'src/policy/entitlement.ts',
		'(!rule?.onlyNamed || named.includes(category))',
		'true',
	),
	mutant(
		'one-person',
		'two people stand behind a production',
		'src/cases/decisions.ts',
		"if (approver.kind !== 'person' || (isRequester && choices.people !== 1)) {",
		"if (approver.kind !== 'person') {",
	),
	mutant(
		'one-person-emergency',
		'two people stand behind an emergency disclosure',
		'src/cases/decisions/emergency.ts',
		'if (isSamePerson(recommendation.by, actor)) {',
		'if (isSamePerson(recommendation.by, actor) && !actor) {',
	),
	mutant(
		'approval-survives-change',
		'what was approved is what leaves, or nothing',
		'src/cases/fold/productionEvents.ts',
		"...{ process, categories, scope, status: 'requested', requestedAt: at, requestedBy: actor },\n\t\t\t...{ approvedAt: undefined, approvedBy: undefined, notice: undefined, failure: undefined },\n\t\t\t...{ prepared: undefined, namedCategories",
		'...{ process, categories, scope, requestedAt: at, requestedBy: actor },\n\t\t\t...{ namedCategories',
	),
	mutant(
		'withdrawn-still-offered',
		'a production that was withdrawn nobody can approve',
		'src/cases/fold/productionEvents.ts',
		"status: production.status === 'delivered' ? 'delivered' : 'withdrawn',",
		'status: production.status,',
	),
	mutant(
		'no-check-at-an-entry',
		'only the legal team sees a case',
		'src/surfaces/session.ts',
		'if (!roles.ok || !person) {',
		"if (name === 'button:showCase' && person) {\n\t\troles.ok = true;\n\t\troles.value = ['officer'];\n\t}\n\tif (!roles.ok || !person) {",
	),
	mutant(
		'restricted-posted',
		'a restricted case has no card in the channel',
		'src/surfaces/cards/audience.ts',
		'if (!config || audience.restrictedTo) {',
		'if (!config) {',
	),
	mutant(
		'restricted-seen',
		'a restricted case does not exist for people whom it does not name',
		'src/cases/access.ts',
		'return !isSubject && (restrictedTo?.includes(userId) ?? true);',
		'return !isSubject && (restrictedTo ?? [true]).length > 0;',
	),
];

const NOTICE: readonly Mutant[] = [
	mutant(
		'notice-during-order',
		'no notice leaves while an order forbids it',
		'src/cases/decisions/notice.ts',
		'const order = findRulingOrder(state, now);\n\tif (order) {\n\t\tconst end',
		'const order = findRulingOrder(state, now);\n\tif (order && now < 0) {\n\t\tconst end',
	),
	mutant(
		'order-ends-a-day-early',
		'an order forbids notice until its last day is over everywhere',
		'src/cases/decisions/orders.ts',
		'addHours(endsOn, 24 - LAST_ZONE_HOURS)',
		'addHours(endsOn, -LAST_ZONE_HOURS)',
	),
	mutant(
		'notice-twice',
		'no more notices are posted than the ledger knows of',
		'src/surfaces/notice/sendNotice.ts',
		'messageId = await desk.channel.post(roomId, { text });',
		'messageId = await desk.channel.post(roomId, { text });\n\t\tawait desk.channel.post(roomId, { text });',
	),
	mutant(
		'notice-not-marked',
		'a notice of which nobody knows whether it left is marked',
		'src/cases/noticeWork.ts',
		'...sending.map(interrupt), ',
		'...sending.slice(1, 1).map(interrupt), ',
	),
	mutant(
		'refusal-mute',
		'every refusal is explained',
		'src/surfaces/receive.ts',
		'if (line) {\n\t\t\tawait whisper(line);',
		"if (line && name !== 'legal-produce') {\n\t\t\tawait whisper(line);",
	),
];

export const MUTANTS: readonly Mutant[] = [...NOTHING_LOST, ...CLOCKS, ...DISCLOSURE, ...NOTICE];

/** @throws when what is to be replaced does not stand there exactly once */
export function applyTo(source: string, { name, changes }: Mutant): string {
	return changes.reduce((text, [from, to]) => {
		const places = text.split(from).length - 1;
		if (places !== 1) {
			throw new Error(`${name}: ${places} places instead of one for ${from.slice(0, 60)}`);
		}
		return text.replace(from, () => to);
	}, source);
}
