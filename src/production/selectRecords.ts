import type { AccountRecord, ExceptionRecord, MembershipRecord } from '../cases/records';
import { canonicalise } from '../evidence';
import { createGate, type Gate, type GateRefusal, type Grant, type WithheldRecords } from './gate';
import type { UnknownRecord } from './source';
import { accept, type Result } from '../policy/refusal';

/** An account record without the fields that the process does not reach. */
export type ProducedAccount = Partial<AccountRecord> & Pick<AccountRecord, 'kind' | 'capturedAt' | 'id' | 'username'>;

/** The records that are few: one for an account, one for each of its rooms, one for each thing that could not be copied. */
export interface Selection {
	accounts: ProducedAccount[];
	memberships: MembershipRecord[];
	exceptions: ExceptionRecord[];
	/** For the desk, not for the package. */
	withheld: WithheldRecords[];
}

/**
 * Passes records through the disclosure gate and keeps those of which a snapshot holds few.
 *
 * @returns the records in an order of their own, whatever order they come in, and how many of which kind were held back
 * Refusals: those of the gate.
 */
export function selectRecords(
	records: Iterable<UnknownRecord>,
	grant: Grant,
	gate: Gate = createGate(grant),
): Result<Selection, GateRefusal> {
	const selected: Record<string, UnknownRecord[]> = { account: [], membership: [], exception: [] };
	for (const record of records) {
		const passed = gate.pass(record);
		if (!passed.ok) {
			return passed;
		}
		if (passed.value) {
			selected[passed.value.kind]?.push(passed.value);
		}
	}
	const { account = [], membership = [], exception = [] } = selected;
	return accept({
		accounts: sortBy(account, 'id') as unknown as ProducedAccount[],
		memberships: sortBy(membership, 'roomKind', 'name', 'roomId') as unknown as MembershipRecord[],
		exceptions: sortBy(exception, 'what', 'where', 'code', 'at') as unknown as ExceptionRecord[],
		withheld: gate.listWithheld(),
	});
}

/** By the named fields in turn, then by all that a record holds: equal records in any order give one output. */
function sortBy(records: readonly UnknownRecord[], ...fields: string[]): UnknownRecord[] {
	return records
		.map((record) => ({ record, key: [...fields.map((name) => canonicalise(record[name] ?? '')), canonicalise(record)] }))
		.sort((left, right) => compareKeys(left.key, right.key))
		.map(({ record }) => record);
}

function compareKeys(left: readonly string[], right: readonly string[]): number {
	const at = left.findIndex((part, index) => part !== right[index]);
	if (at < 0) {
		return 0;
	}
	return (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
}
