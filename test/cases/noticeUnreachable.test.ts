import { carryOut, record } from './noticeDeeds';
import { COUNSEL, createWorld, DAY, load, OFFICER, openCase, send, SUBJECT, type World } from './noticeWorld';
import { appendEvents } from '../../src/cases/caseFile';
import { decideApproval } from '../../src/cases/decisions';
import { decideException, proposeException } from '../../src/cases/decisions/exceptions';
import { listOwed } from '../../src/cases/decisions/notice';

describe('an account holder who cannot be reached', () => {
	async function fail(): Promise<World> {
		const world = createWorld();
		await openCase(world);
		await carryOut(world, new Map(), { do: 'ask' });
		world.become('deactivated');
		return world;
	}
	const approval = async ({ tools, now }: World) => {
		const { state } = await load(tools);
		return decideApproval(state, state.productions.at(-1)?.productionId ?? '', COUNSEL, now());
	};

	it('is excepted only after a notice was tried, by two people, and then a production is not blocked for ever', async () => {
		const world = await fail();
		const proposal = {
			exceptionId: 'e',
			kind: 'unreachable' as const,
			reason: 'The account is deactivated',
			userId: SUBJECT.userId,
		};
		expect(proposeException((await load(world.tools)).state, proposal)).toMatchObject({ code: 'notice-not-tried' });
		await send(world);
		expect(world.sent.map(({ how }) => how)).toEqual(['mail']);
		expect(await approval(world)).toMatchObject({ code: 'notice-without-copy' });
		const tried = await load(world.tools);
		await record(world, tried, proposeException(tried.state, proposal));
		expect(await approval(world)).toMatchObject({ code: 'notice-without-copy' });
		const proposed = await load(world.tools);
		expect(decideException(proposed.state, 'e', OFFICER, { approve: true, reason: '' })).toMatchObject({
			code: 'approver-is-proposer',
		});
		await record(world, proposed, decideException(proposed.state, 'e', COUNSEL, { approve: true, reason: '' }), COUNSEL);
		const decided = await approval(world);
		expect(decided).toMatchObject({ ok: true, value: [{ body: { notice: { basis: 'unreachable' } } }] });
	});

	it('is said of an account of the case, and of one alone', async () => {
		const world = await fail();
		await send(world);
		const { state } = await load(world.tools);
		const of = (userId?: string) => proposeException(state, { exceptionId: 'e', kind: 'unreachable', reason: 'r', userId });
		expect(of()).toMatchObject({ code: 'nothing-to-notify' });
		expect(of('somebody-else')).toMatchObject({ code: 'nothing-to-notify' });
		expect(of(SUBJECT.userId)).toMatchObject({ ok: true });
	});

	it('may be told all the same, and has to be once the account is in use again', async () => {
		const world = await fail();
		await send(world);
		const tried = await load(world.tools);
		const proposal = { exceptionId: 'e', kind: 'unreachable' as const, reason: 'r', userId: SUBJECT.userId };
		await record(world, tried, proposeException(tried.state, proposal));
		const proposed = await load(world.tools);
		await record(world, proposed, decideException(proposed.state, 'e', COUNSEL, { approve: true, reason: '' }), COUNSEL);
		world.move(DAY);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([]);
		const change = {
			holdId: 'hold',
			changeId: 'c',
			before: { exists: true, active: false },
			now: { exists: true, active: true },
		};
		await appendEvents(await load(world.tools), [{ type: 'account.changed', body: change }], OFFICER, world.tools);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([SUBJECT]);
		expect(await approval(world)).toMatchObject({ code: 'notice-without-copy' });
		world.become('active');
		await send(world);
		expect(world.sent.map(({ how }) => how)).toEqual(['mail', 'message', 'copy', 'mail']);
		expect(listOwed((await load(world.tools)).state, world.now())).toEqual([]);
	});
});
