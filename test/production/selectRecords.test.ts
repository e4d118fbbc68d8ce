import fc from 'fast-check';

import { ACCOUNT, EXCEPTIONS, MEMBERSHIPS } from './sample';
import type { RecordCategory } from '../../src/policy/entitlement';
import { selectRecords, type UnknownRecord } from '../../src/production';
import { RECORD_FIELDS } from '../../src/production/recordFields';

const unknown = (record: object): UnknownRecord => record as UnknownRecord;
const everything = [ACCOUNT, ...MEMBERSHIPS, ...EXCEPTIONS].map(unknown);

function select(records: UnknownRecord[], ...produced: RecordCategory[]) {
	const selection = selectRecords(records, { produced, userId: ACCOUNT.id });
	if (!selection.ok) {
		throw new Error(selection.code);
	}
	return selection.value;
}

describe('the disclosure gate', () => {
	test('produces nothing where nothing is granted', () => {
		expect(select(everything)).toMatchObject({ accounts: [], memberships: [], exceptions: [] });
	});

	test('produces basic account information, and no room, under a grant of account', () => {
		const { accounts, memberships, exceptions } = select(everything, 'account');
		expect(accounts).toHaveLength(1);
		expect(memberships).toEqual([]);
		expect(exceptions).toEqual([]);
	});

	test.each([
		['account', ['bio', 'customFields', 'language', 'statusText', 'updatedAt', 'utcOffset']],
		['non-content', ['bio', 'statusText']],
		['content', []],
	] as const)('leaves out of the account what a grant up to %s does not reach', (highest, leftOut) => {
		const granted = (['account', 'non-content', 'content'] as const).slice(
			0,
			['account', 'non-content', 'content'].indexOf(highest) + 1,
		);
		const [account] = select([unknown(ACCOUNT)], ...granted).accounts;
		expect(
			Object.keys(ACCOUNT)
				.filter((name) => !(name in (account ?? {})))
				.sort(),
		).toEqual([...leftOut]);
	});

	test('gives every kept field exactly as the snapshot has it', () => {
		expect(select(everything, 'account', 'non-content', 'content')).toEqual({
			accounts: [ACCOUNT],
			memberships: [MEMBERSHIPS[1], MEMBERSHIPS[0]],
			exceptions: EXCEPTIONS,
			withheld: [],
		});
	});

	test('withholds a kind of record that it does not know, whatever is granted', () => {
		const { withheld } = select([{ kind: 'session', text: 'x' }, { kind: 'toString' }], 'account', 'non-content', 'content');
		expect(withheld).toEqual([{ kind: 'unknown', reason: 'unknown-kind', records: 2 }]);
	});

	test('drops a field, and a part of a field, that it does not know', () => {
		const account = { ...ACCOUNT, password: 'x', emails: [{ address: 'a@b.example', verified: true, token: 'x' }] };
		const { accounts, withheld } = select([unknown(account)], 'account', 'non-content', 'content');
		expect(accounts).toEqual([{ ...ACCOUNT, emails: [{ address: 'a@b.example', verified: true }] }]);
		expect(withheld).toEqual([{ kind: 'account', reason: 'unknown-field', records: 1 }]);
	});

	test('shows an exception only to whoever may see what it is about', () => {
		const exceptions = [
			{ ...EXCEPTIONS[0], what: 'account field', where: 'lastLoginAt' },
			{ ...EXCEPTIONS[0], what: 'account field', where: 'bio' },
			{ ...EXCEPTIONS[0], what: 'membership' },
			{ ...EXCEPTIONS[0], what: 'never heard of' },
		].map(unknown);
		const shown = (...granted: RecordCategory[]) =>
			select(exceptions, ...granted).exceptions.map(({ what, where }) => `${what} ${where}`);
		expect(shown('account')).toEqual(['account field lastLoginAt']);
		expect(shown('account', 'non-content')).toEqual(['account field lastLoginAt', 'membership kPq71']);
		expect(shown('account', 'non-content', 'content')).toHaveLength(4);
	});

	test('counts what it withholds, for the desk', () => {
		expect(select(everything, 'account').withheld).toEqual([
			{ kind: 'account', reason: 'field-outside-grant', records: 1 },
			{ kind: 'exception', reason: 'outside-grant', records: 1 },
			{ kind: 'membership', reason: 'outside-grant', records: 2 },
		]);
	});

	test('refuses a snapshot of another account than the process names, whatever is granted', () => {
		expect(selectRecords(everything, { produced: [], userId: 'somebody else' })).toMatchObject({
			ok: false,
			code: 'other-account',
		});
	});

	test('refuses rather than loses a record without the form that it must have', () => {
		const damaged = unknown({ ...MEMBERSHIPS[0], roles: 'owner' });
		const selection = selectRecords([unknown(ACCOUNT), damaged], { produced: ['account', 'non-content'], userId: ACCOUNT.id });
		expect(selection).toEqual({ ok: false, code: 'unreadable-record', params: { kind: 'membership' } });
	});

	test('gives the same selection whatever order the records come in', () => {
		const all = [...everything, unknown({ ...MEMBERSHIPS[0], roomId: 'a' }), unknown({ ...EXCEPTIONS[0], where: 'b' })];
		fc.assert(
			fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
				expect(select(shuffled, 'account', 'non-content')).toEqual(select(all, 'account', 'non-content'));
			}),
		);
	});

	test('has a category for every field of every record that is produced', () => {
		for (const record of everything) {
			expect(Object.keys(RECORD_FIELDS)).toContain(record.kind);
		}
		expect(Object.values(RECORD_FIELDS.membership).every(({ category }) => category === 'non-content')).toBe(true);
	});
});
