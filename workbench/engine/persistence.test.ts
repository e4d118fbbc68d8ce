import { PROBE_ID } from './probe/config';
import { startProbed, type RemoteHost } from './probe/start';

jest.setTimeout(60_000);

let host: RemoteHost;
beforeAll(async () => {
	host = await startProbed();
});
afterAll(() => host.dispose());

describe('persistence, as MongoDB and Rocket.Chat’s bridge keep it', () => {
	it('gives records a 24-digit hexadecimal id and reads them by it, whichever app asks', async () => {
		const id = await host.inApp(({ persistence }) => persistence.create({ n: 1 }));
		expect(id).toMatch(/^[0-9a-f]{24}$/);
		expect(await host.inApp(({ read, input }: any) => read.getPersistenceReader().read(input), { input: id })).toEqual({ n: 1 });
		expect(await host.inApp(({ read }) => read.getPersistenceReader().read('ffffffffffffffffffffffff'))).toBeNull();
	});

	it('reads a record of another app by its id, and by no association', async () => {
		const stranger = { id: '5f1d1a52-3c0e-4b55-9f0e-6f0d8a1c0002', name: 'Other', nameSlug: 'other', commands: ['other'] };
		await host.installProbe(stranger);
		const keep = ({ persistence, assoc }: any) => persistence.createWithAssociation({ secret: 'of the other' }, assoc('kept'));
		const id = await host.inApp(keep, { command: 'other' });
		const answer = await host.inApp(
			async ({ read, persistence, assoc, input }: any) => {
				const reader = read.getPersistenceReader();
				const found = await reader.readByAssociation(assoc('kept'));
				await persistence.removeByAssociation(assoc('kept'));
				return [found, await persistence.remove(input), await reader.read(input)];
			},
			{ input: id },
		);
		expect(answer).toEqual([[], null, { secret: 'of the other' }]);
		await host.api.uninstallApp(stranger.id);
	});

	it('reads every record that has all the associations asked for, and none when none is asked for', async () => {
		const answer = await host.inApp(async ({ read, persistence, assoc }) => {
			await persistence.createWithAssociations({ n: 'both' }, [assoc('all-a'), assoc('all-b')]);
			await persistence.createWithAssociations({ n: 'one' }, [assoc('all-a')]);
			await persistence.createWithAssociations({ n: 'more' }, [assoc('all-b'), assoc('all-c'), assoc('all-a')]);
			const reader = read.getPersistenceReader();
			const names = (records: any[]) => records.map((record) => record.n).sort();
			return [names(await reader.readByAssociations([assoc('all-a'), assoc('all-b')])), await reader.readByAssociations([])];
		});
		expect(answer).toEqual([['both', 'more'], []]);
	});

	it('updates only a record whose associations are the same, in the same order', async () => {
		const answer = await host.inApp(async ({ read, persistence, assoc }) => {
			await persistence.createWithAssociations({ n: 0 }, [assoc('exact-a'), assoc('exact-b')]);
			const returned = [
				await persistence.updateByAssociations([assoc('exact-b'), assoc('exact-a')], { n: 1 }),
				await persistence.updateByAssociation(assoc('exact-a'), { n: 2 }),
				await persistence.updateByAssociations([assoc('exact-a'), assoc('exact-b')], { n: 3 }),
			];
			return [returned, await read.getPersistenceReader().readByAssociations([assoc('exact-a'), assoc('exact-b')])];
		});
		// The silent lost update: '' whether or not anything matched.
		expect(answer).toEqual([['', '', ''], [{ n: 3 }]]);
	});

	it('updates the first match only, and replaces the data whole', async () => {
		const answer = await host.inApp(async ({ read, persistence, assoc }) => {
			await persistence.createWithAssociation({ n: 1, kept: true }, assoc('twice'));
			await persistence.createWithAssociation({ n: 2 }, assoc('twice'));
			await persistence.updateByAssociation(assoc('twice'), { n: 3 });
			return (await read.getPersistenceReader().readByAssociation(assoc('twice'))).sort((a: any, b: any) => a.n - b.n);
		});
		expect(answer).toEqual([{ n: 2 }, { n: 3 }]);
	});

	it('upserts to an id when nothing matched, and two upserts at once make two records', async () => {
		const answer = await host.inApp(async ({ read, persistence, assoc }) => {
			const ids = await Promise.all([1, 2].map((n) => persistence.updateByAssociation(assoc('race'), { n }, true)));
			return [ids, (await read.getPersistenceReader().readByAssociation(assoc('race'))).length];
		});
		expect(answer[0]).toEqual([expect.stringMatching(/^[0-9a-f]{24}$/), expect.stringMatching(/^[0-9a-f]{24}$/)]);
		expect(answer[1]).toBe(2);
	});

	it('matches associations field by field, in the order of the fields', async () => {
		const answer = await host.inApp(async ({ read, persistence, assoc }) => {
			await persistence.createWithAssociation({ n: 1 }, assoc('fields'));
			return [
				await read.getPersistenceReader().readByAssociation({ model: 'misc', id: 'fields' }),
				await read.getPersistenceReader().readByAssociation({ id: 'fields', model: 'misc' }),
			];
		});
		expect(answer).toEqual([[{ n: 1 }], []]);
	});

	it('refuses to update by id and to store what is no object', async () => {
		const id = await host.inApp(({ persistence }) => persistence.create({ n: 1 }));
		await expect(host.inApp(({ persistence, input }: any) => persistence.update(input, { n: 2 }), { input: id })).rejects.toThrow(
			'Not implemented.',
		);
		await expect(host.inApp(({ persistence }) => persistence.create('text'))).rejects.toThrow('it must be an object');
		expect(await host.inApp(({ persistence }) => persistence.create([1, 2]))).toMatch(/^[0-9a-f]{24}$/);
	});

	it('removes all matches and gives their data back; null, not an empty list, when nothing matched', async () => {
		const answer = await host.inApp(async ({ persistence, assoc }) => {
			await persistence.createWithAssociations({ n: 1 }, [assoc('gone'), assoc('x')]);
			await persistence.createWithAssociation({ n: 2 }, assoc('gone'));
			const removed = await persistence.removeByAssociation(assoc('gone'));
			return [
				removed.map((record: any) => record.n).sort(),
				await persistence.removeByAssociation(assoc('gone')),
				await persistence.remove('ffffffffffffffffffffffff'),
			];
		});
		expect(answer).toEqual([[1, 2], null, null]);
	});

	it('gives what BSON and msgpack leave of a value', async () => {
		const answer = await host.inApp(async ({ read, persistence, assoc }) => {
			const value = {
				date: new Date('2024-02-29T12:00:00.123Z'),
				invalid: new Date(NaN),
				undef: undefined,
				list: [1, undefined, 3],
				buffer: Buffer.from('bytes'),
				map: new Map([[1, 2]]),
				nan: NaN,
				infinity: -Infinity,
			};
			await persistence.createWithAssociation(value, assoc('values'));
			return (await read.getPersistenceReader().readByAssociation(assoc('values')))[0];
		});
		expect(answer).toMatchObject({
			date: { $date: '2024-02-29T12:00:00.123Z' },
			invalid: { $date: '1970-01-01T00:00:00.000Z' },
			undef: null,
			list: [1, null, 3],
			map: {},
			nan: { $number: 'NaN' },
			infinity: { $number: '-Infinity' },
		});
		expect(answer.buffer).toEqual({ sub_type: 0, position: 5, buffer: { $buffer: Buffer.from('bytes').toString('base64') } });
	});

	it('refuses a document over 16 MB and takes one just under it', async () => {
		const store = ({ persistence, input }: any) =>
			persistence.create({ text: 'x'.repeat(input) }).then((id: string) => id.length);
		await expect(host.inApp(store, { input: 16 * 1024 * 1024 })).rejects.toThrow('larger than the maximum size');
		expect(await host.inApp(store, { input: 16 * 1024 * 1024 - 1024 })).toBe(24);
	});

	it('returns records in no fixed order', async () => {
		const orders = await host.inApp(async ({ read, persistence, assoc }) => {
			for (let n = 0; n < 12; n++) {
				await persistence.createWithAssociation({ n }, assoc('order'));
			}
			const readOnce = async () =>
				(await read.getPersistenceReader().readByAssociation(assoc('order'))).map((record: any) => record.n);
			return [await readOnce(), await readOnce(), await readOnce()];
		});
		expect(new Set(orders.map((order: number[]) => order.join())).size).toBe(3);
		expect(orders.map((order: number[]) => [...order].sort((a, b) => a - b))).toEqual(Array(3).fill([...Array(12).keys()]));
	});

	it('shows raw documents to an operator, who can change and remove them', async () => {
		const id = await host.inApp(({ persistence, assoc }) => persistence.createWithAssociation({ n: 1 }, assoc('raw')));
		const find = async () => (await host.api.operator.persistence(PROBE_ID)).find((document) => document._id === id);
		expect(await find()).toMatchObject({ appId: PROBE_ID, associations: [{ model: 'misc', id: 'raw' }], data: { n: 1 } });
		expect(await host.api.operator.tamper(id, { set: { n: 99 } })).toBe(true);
		expect(await host.inApp(({ read, assoc }) => read.getPersistenceReader().readByAssociation(assoc('raw')))).toEqual([
			{ n: 99 },
		]);
		expect(await host.api.operator.tamper(id, { remove: true })).toBe(true);
		expect(await host.inApp(({ read, assoc }) => read.getPersistenceReader().readByAssociation(assoc('raw')))).toEqual([]);
		expect(await host.api.operator.tamper(id, { remove: true })).toBe(false);
	});
});
