import { appendEvents, type CaseTools, type OpenCase } from '../../src/cases/caseFile';

/** A case whose ledger or summary cannot be written. */
function failing(part: 'ledger' | 'summary'): { tools: CaseTools; stale: string[] } {
	const stale: string[] = [];
	const away = async () => {
		throw new Error('the database is away');
	};
	const written = async () => undefined;
	const tools = {
		ledgers: { append: part === 'ledger' ? away : written, listMarks: async () => [] },
		index: { put: part === 'summary' ? away : written },
		clock: () => Date.parse('2026-03-01T09:00:00Z'),
		makeId: () => 'id',
		noteStale: (caseId: string) => void stale.push(caseId),
	} as unknown as CaseTools;
	return { tools, stale };
}

const OPENED = { caseId: 'c', recent: [], heads: [], problems: [], void: [], eventCount: 0, head: '' } as unknown as OpenCase;

// Found by stress, seed 418: the sweep went by what it had seen, and never looked at the case again until the app started anew.
it.each(['ledger', 'summary'] as const)(
	'names a case as stale when its %s cannot be written, so that the sweep looks at it again',
	async (part) => {
		const { tools, stale } = failing(part);
		const opened = {
			type: 'case.opened' as const,
			body: { reference: 'LE-2026-0001', agency: { name: 'A', officer: 'O', officialEmail: 'o@a.example' }, subjects: [] },
		};
		const append = appendEvents(OPENED, [opened as never], { kind: 'desk', part: 'sweep' }, tools);
		await expect(append).rejects.toThrow('the database is away');
		expect(stale).toEqual(['c']);
	},
);
