import type { CaseState, HoldState, ProductionState, RequestState } from '../../src/cases/state';
import { summarise } from '../../src/cases/summary';
import { renderCard } from '../../src/surfaces/cards/renderCard';

const OFFICER = { kind: 'person', userId: 'officer', username: 'legal.officer' } as const;
const MARIA = { userId: 'maria', username: 'maria.silva' };
const JOAO = { userId: 'joao', username: 'joao.prado' };
const PLACED = '2026-03-01T09:00:00.123Z';
const ENDS = '2026-05-30T09:00:04.567Z';

const request = (part: object = {}) =>
	({
		...{ requestId: 'r', number: 1, kind: 'preservation', receivedOn: '2026-03-01', recordedAt: PLACED, recordedBy: OFFICER },
		...{ facts: {}, subjects: [MARIA], outcome: 'accepted', missing: [] },
		details: { regime: 'us-2703f', deployment: { kind: 'hosted', host: 'acme.rocket.chat' }, warnings: [] },
		...part,
	}) as unknown as RequestState;
const hold = (part: Partial<HoldState> = {}) =>
	({
		...{ holdId: 'h', snapshotId: 's', subject: MARIA, regime: 'us-2703f', placedAt: PLACED, placedBy: OFFICER },
		...{ status: 'active', steps: 0, cursor: '', roomsDone: 3, roomsTotal: 9, chunks: [], reminders: {}, expiresAt: ENDS },
		counts: { memberships: 9, exceptions: 1, messages: 1, files: 0 },
		...part,
	}) as unknown as HoldState;
const production = (part: object = {}) =>
	({
		...{ productionId: 'p', number: 1, holdId: 'h', status: 'requested', categories: ['account'], requestedAt: PLACED },
		...{ process: { kind: 'subpoena', issuer: '', number: '', issuedOn: '' }, requestedBy: OFFICER },
		...part,
	}) as unknown as ProductionState;
const QUEUED = {
	letterId: 'l',
	requestId: 'r',
	kind: 'acknowledgement',
	status: 'queued',
	queuedAt: PLACED,
	to: 'a@police.example',
};
const RELEASED = { at: PLACED, by: OFFICER, reason: 'Withdrawn' };
const CLOSING = { outcome: 'nothing-served', reason: 'r', at: PLACED, by: OFFICER, left: [] };

const stateOf = (part: object) =>
	({
		...{ caseId: 'c', reference: 'LE-2026-0001', openedAt: PLACED, agency: { name: 'Wilmington Police Department' } },
		...{ subjects: [MARIA], requests: [request()], letters: [QUEUED], holds: [], productions: [], documents: [] },
		...{ missedDocuments: [], orders: [], notices: [], exceptions: [], emergencies: [], snoozes: {}, escalations: {} },
		...{ viewedAt: {}, card: {}, costs: [], declarations: [] },
		...part,
	}) as unknown as CaseState;

interface Block {
	fields?: { text: string }[];
	text?: { text: string };
	elements?: { actionId?: string; text?: { text: string } }[];
}

function readCard(part: object) {
	const blocks = renderCard('app', stateOf(part)).blocks as Block[];
	const lines = blocks.flatMap(({ fields = [], text }) => [...fields.map((field) => field.text), ...(text ? [text.text] : [])]);
	const buttons = blocks.flatMap(({ elements = [] }) => elements.flatMap(({ actionId }) => actionId ?? []));
	return { words: lines.join('\n'), buttons };
}

/** What the card says in each state, and whether records can be produced from there. */
const STATES: [state: string, part: object, says: RegExp[], produces: boolean][] = [
	['an accepted request', {}, [/Next: preserve the account/], false],
	['a deficient one', { requests: [request({ outcome: 'deficient' })], letters: [] }, [/Next: send the letter/], false],
	[
		'a rejected one that was answered',
		{ requests: [request({ outcome: 'rejected' })] },
		[/rejected, no server URL/, /Next: nothing is due: close/],
		false,
	],
	[
		'a referred one that was answered',
		{ requests: [request({ outcome: 'referred' })] },
		[/referred, private server/, /Next: nothing is due: close/],
		false,
	],
	[
		'a hosted one',
		{ requests: [request({ outcome: 'hosted' })] },
		[/Next: obtain the records from the hosted workspace acme\.rocket\.chat/],
		false,
	],
	[
		'a capture',
		{ holds: [hold({ status: 'capturing' })] },
		[/Hold: Snapshot being taken: 3 of 9 rooms\./, /Next: nothing to do: the snapshot/],
		false,
	],
	[
		'a hold',
		{ holds: [hold()] },
		[
			/Hold: Preserved\. Account record\. Rooms: 9\. Exceptions: 1\. Messages: 1\. Files: 0\./,
			/Expires: 2026-05-30T09:00:04Z \(Sat, 30 May 2026\)/,
			/Next: when legal process is served/,
		],
		true,
	],
	[
		'an unanswered request beside a hold',
		{ holds: [hold()], letters: [] },
		[/Next: send the letter; when legal process is served/],
		true,
	],
	['an extended hold', { holds: [hold({ extensions: [{ number: 1 }] } as object)] }, [/Preserved; extended, no\. 1\./], true],
	[
		'a blocked hold',
		{ holds: [hold({ block: { at: PLACED, by: OFFICER, matter: 'Doe v. Roe' } })] },
		[/a litigation block stops the purge/, /nothing is purged while/],
		true,
	],
	[
		'a released hold',
		{ holds: [hold({ release: RELEASED })] },
		[/Hold: Released early, being purged/, /Next: nothing to do: the snapshot is being purged/],
		false,
	],
	[
		'a hold that expired',
		{ holds: [hold({ status: 'purged' })] },
		[/Hold: Expired and purged/, /Next: nothing is due: close/],
		false,
	],
	[
		'one that was released and is gone',
		{ holds: [hold({ status: 'purged', release: RELEASED })] },
		[/Hold: Released early and purged/],
		false,
	],
	[
		'a production that waits',
		{ holds: [hold()], productions: [production()] },
		[/No\. 1 waits for approval/, /Next: another person than the requester/],
		true,
	],
	[
		'a production that failed',
		{ holds: [hold()], productions: [production({ status: 'failed', failure: 'upload-failed' })] },
		[
			/No\. 1 was not delivered[^\n]*The workspace did not take the file \(upload-failed\)\. If it happens again, ask the administrator/,
		],
		true,
	],
	[
		'a production that is out',
		{ holds: [hold()], productions: [production({ status: 'delivered', built: { fileName: 'f.zip', sha256: 'ab' } })] },
		[/No\. 1 is delivered\./],
		true,
	],
	[
		'signs of tampering',
		{ holds: [hold()], tamper: { signs: [], foundAt: PLACED, foundBy: OFFICER } },
		[/Next: an approver opens the case/],
		false,
	],
	['a closed case', { closing: CLOSING }, [/Closed: /, /Next: nothing: the case is closed/], false],
];

describe('the case card', () => {
	it.each(STATES)('of %s says where it stands and what comes next', (_name, part, says, produces) => {
		const { words, buttons } = readCard(part);
		for (const expected of says) {
			expect(words).toMatch(expected);
		}
		expect(buttons.includes('produce')).toBe(produces);
		expect(buttons).toEqual(expect.arrayContaining(['showCase', 'notice']));
		expect(words).not.toMatch(/undefined|null|NaN|\{\w+\}|\d\.\d{3}Z|maria\.silva|(?<!No\. )\b1 [a-z]+s\b/);
	});

	it.each(STATES.filter(([, , says]) => says.some((words) => words.source.startsWith('Next'))))(
		'of %s says what comes next after everything else, above the buttons',
		(_name, part) => {
			expect(readCard(part).words.split('\n').at(-1)).toMatch(/^Next: /);
		},
	);

	it('of a closed case offers nothing that would begin in it again', () => {
		expect(readCard({}).buttons).toContain('preserveSubject');
		expect(readCard({ closing: CLOSING }).buttons).not.toContain('preserveSubject');
	});

	it('says why a production failed in words for every reason, and keeps the code for whoever reads the log', () => {
		for (const failure of ['interrupted', 'snapshot-changed', 'ledger-moved', 'nothing-entitled', 'internal-error']) {
			const { words } = readCard({ holds: [hold()], productions: [production({ status: 'failed', failure })] });
			expect(words).toMatch(
				new RegExp(`No\\. 1 (was not delivered|was cut off)[^\\n]*\\. [A-Z][^\\n]* ${failure}|\\(${failure}\\)`),
			);
		}
	});

	it('tells of each account that is kept, and of no more than five', () => {
		const both = [hold({ holdId: 'h1', subject: JOAO }), hold({ holdId: 'h2', status: 'purged', release: RELEASED })];
		expect(readCard({ holds: both }).words).toMatch(/Hold \(@j•••\): Preserved/);
		expect(readCard({ holds: both }).words).not.toContain('Released');
		const many = Array.from({ length: 7 }, (_, index) => hold({ holdId: `h${index}` }));
		expect(readCard({ holds: many }).words.match(/Preserved/g)).toHaveLength(5);
		expect(readCard({ holds: many }).words).toContain('and 2 more');
	});
});

describe('a case in lists', () => {
	const summary = (holds: HoldState[]) => summarise(stateOf({ holds }), 1, Date.parse('2026-03-02T00:00:00Z'));

	it('stands with the hold that ends first of those that keep records, whichever was placed or ended last', () => {
		const later = hold({ holdId: 'h1', expiresAt: '2026-08-01T00:00:00.000Z' });
		const gone = hold({ holdId: 'h3', status: 'purged', expiresAt: '2026-01-01T00:00:00.000Z' });
		expect(summary([hold(), later])).toMatchObject({ holdStatus: 'active', expiresAt: ENDS });
		expect(summary([hold(), later, gone])).toMatchObject({ holdStatus: 'active', expiresAt: ENDS });
		expect(summary([hold({ status: 'capturing', expiresAt: undefined }), gone])).toMatchObject({ holdStatus: 'capturing' });
		expect(summary([gone])).toMatchObject({ holdStatus: 'purged' });
	});

	it('stands as released from then on, not from the sweep that destroys it; another account that is still held goes first', () => {
		const released = hold({ holdId: 'h2', release: RELEASED, expiresAt: '2026-04-01T00:00:00.000Z' });
		expect(summary([released])).toMatchObject({ holdStatus: 'releasing', expiresAt: PLACED });
		expect(summary([released, hold()])).toMatchObject({ holdStatus: 'active', expiresAt: ENDS });
	});
});
