import { watchHeldAccounts } from '../../src/jobs/watch';
import { createMemory, type Desk } from '../../src/platform/desk';

const DAY_MS = 86_400_000;
/** The server gives a job so long. */
const JOB_MS = 30_000;

/** A desk of so many held accounts, whose database takes its time; it tells which cases were opened. */
function createDesk(holds: number, callMs: number) {
	let now = Date.parse('2026-03-01T09:00:00.000Z');
	const opened: string[] = [];
	const answer = async <T>(value: T): Promise<T> => {
		now += callMs;
		return value;
	};
	const summaries = Array.from({ length: holds }, (_, index) => ({
		caseId: `case-${index}`,
		holdStatus: 'active',
		subjects: [],
	}));
	const desk = {
		memory: createMemory(),
		clock: () => now,
		everyCase: { list: () => answer(summaries) },
		ledgers: {
			listMarks: (caseId: string) => {
				opened.push(caseId);
				return answer([]);
			},
			read: () => answer([]),
		},
	} as unknown as Desk;
	return {
		desk,
		opened,
		pass: (ms: number) => {
			now += ms;
		},
	};
}

describe('the look at held accounts', () => {
	it('comes to each of ten thousand once a day, and never keeps a sweep longer than the server waits', async () => {
		const { desk, opened, pass } = createDesk(10_000, 2);
		for (let sweep = 0; sweep < 20; sweep++) {
			const startedAt = desk.clock();
			await watchHeldAccounts(desk);
			expect(desk.clock() - startedAt).toBeLessThan(JOB_MS / 2);
			pass(5 * 60_000);
		}
		expect(opened).toHaveLength(10_000);
		expect(new Set(opened).size).toBe(10_000);
		pass(DAY_MS);
		await watchHeldAccounts(desk);
		expect(opened.length).toBeGreaterThan(10_000);
	});
});
