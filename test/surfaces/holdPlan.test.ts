import * as z from 'zod/v4';

import { decideMessageScope, makeScope } from '../../src/preservation/scope';
import { fillIn } from '../../src/surfaces/drafts';
import { PLAN_FIELDS, preparePlan, readPlan } from '../../src/surfaces/holds/planFields';
import type { Session } from '../../src/surfaces/session';
import { speak } from '../../src/surfaces/texts';
import { createUi } from '../../src/surfaces/ui';
import { createClock } from '../preservation/harness';
import { createChance, ModelWorkspace } from '../preservation/workspaceModel';

const say = speak('en');
const PLAN = z.object(PLAN_FIELDS);

const SUBJECT = { userId: 'subject', username: 'maria' };

/** A desk over a model of a workspace: the account's rooms, and one that it is not in. */
function openSession(more: readonly string[] = []): Session {
	const workspace = new ModelWorkspace(createChance(1));
	const message = { id: 'm1', at: 0, senderId: 'subject', text: 'x' };
	workspace.addRoom('general', [message, { ...message, id: 'm2' }], { roomKind: 'public channel', name: 'general' });
	workspace.addRoom('direct', [message], { roomKind: 'direct messages' });
	more.forEach((name) => workspace.addRoom(`id-of-${name}`, [], { roomKind: 'private group', name: `The ${name}` }));
	const people = Object.assign(workspace, {
		findRoomId: async (name: string) => ([...more, 'foreign'].includes(name) ? `id-of-${name}` : undefined),
		findDirectRoomId: async (names: readonly string[]) => (names.join() === 'maria,joe' ? 'direct' : undefined),
	});
	return { desk: { workspace, people, clock: createClock() }, say, ui: createUi('app') } as unknown as Session;
}

/** What is read of fields as a client sends them, where nothing is wrong with them. */
async function readSent(sent: object, session = openSession()) {
	const read = await readPlan(session, SUBJECT, PLAN.parse(sent));
	if ('errors' in read) {
		throw new Error(JSON.stringify(read.errors));
	}
	return read;
}

async function readErrors(sent: object, session = openSession()): Promise<Record<string, string>> {
	const read = await readPlan(session, SUBJECT, PLAN.parse(sent));
	return 'errors' in read ? read.errors : {};
}

describe('the plan of a hold', () => {
	it('offers the rooms by name, and proposes whole direct rooms and own messages elsewhere', async () => {
		const blocks = (await preparePlan(openSession(), 'subject')) as unknown as Record<string, any>[];
		const field = (name: string) => blocks.find(({ blockId }) => blockId === name)?.element;
		expect(field('rooms').options.map(({ value }: { value: string }) => value)).toEqual(['direct', 'general']);
		expect(field('rooms').options[1].text.text).toBe('general · public channel · messages: 2');
		expect(['scopeDirect', 'scopePrivate', 'scopePublic', 'maxFile'].map((name) => field(name).initialValue)).toEqual([
			...['whole', 'own', 'own', '8'],
		]);
		expect(JSON.stringify(blocks)).toContain('public channel – rooms: 1, messages: 2');
	});

	it('keeps what was typed before', async () => {
		const typed = { scopePublic: 'none', rooms: ['general', 'left-since'] };
		const blocks = fillIn(await preparePlan(openSession(), 'subject'), typed).blocks as unknown as Record<string, any>[];
		const field = (name: string) => blocks.find(({ blockId }) => blockId === name)?.element;
		expect(field('scopePublic').initialValue).toBe('none');
		expect(field('rooms').initialValue).toEqual(['general']);
	});

	it('is the proposed one when a client sends nothing, and when it sends emptied fields', async () => {
		for (const sent of [{}, { rooms: '', periodFrom: '', periodTo: '', broadBecause: '' }, { rooms: [] }]) {
			const { scope, plan } = await readSent(sent);
			expect(scope).toEqual({
				messages: { 'direct messages': 'whole', 'private group': 'own', 'public channel': 'own', 'other': 'own' },
				maxFileBytes: 8 * 1024 * 1024,
			});
			expect(plan).toMatchObject({ complete: true, pages: 2 });
		}
	});

	it('counts only what is chosen', async () => {
		const { scope, plan } = await readSent({ rooms: ['direct'], maxFile: '0' });
		expect(scope).toMatchObject({ roomIds: ['direct'], maxFileBytes: 0 });
		expect(plan?.pages).toBe(1);
	});

	it.each([
		[{ scopePublic: 'whole' }, ['broadBecause']],
		[{ scopePrivate: 'whole' }, ['broadBecause']],
		[{ scopePublic: 'whole', broadBecause: 'Ordered' }, []],
		[{ scopePublic: 'whole', rooms: ['general'] }, []],
		[{ scopePublic: 'whole', roomNames: '@joe' }, []],
		[{ scopePublic: 'whole', periodFrom: '2026-01-01' }, []],
		[{ scopeDirect: 'whole' }, []],
		[{ rooms: ['general'], scopePublic: 'none' }, ['rooms']],
		[{ roomNames: 'general', scopePublic: 'none' }, ['roomNames']],
		[{ rooms: ['general'], scopeDirect: 'none' }, []],
		[{ periodFrom: '2026-02-01', periodTo: '2026-01-01' }, ['periodTo']],
	])('copies nothing by accident, neither whole channels without a bound nor less than was named: %j', async (sent, fields) => {
		expect(Object.keys(await readErrors(sent))).toEqual(fields);
	});

	describe('of an account in more rooms than a list can show', () => {
		const NAMES = Array.from({ length: 250 }, (_, index) => `team-${index}`);

		it('asks for their names instead of showing a list', async () => {
			const blocks = (await preparePlan(openSession(NAMES), 'subject')) as unknown as Record<string, any>[];
			expect(blocks.find(({ blockId }) => blockId === 'rooms')).toBeUndefined();
			expect(blocks.find(({ blockId }) => blockId === 'roomNames')).toMatchObject({
				optional: true,
				element: { type: 'plain_text_input', multiline: true },
			});
		});

		it('covers just the rooms that are named, by address, by what people see, or by who is in them', async () => {
			const roomNames = '#team-7\n the TEAM-249 , @joe\n\n#team-7';
			const { scope } = await readSent({ roomNames }, openSession(NAMES));
			expect(scope.roomIds).toEqual(['id-of-team-7', 'id-of-team-249', 'direct']);
		});

		it('covers all rooms when nothing is named', async () => {
			expect((await readSent({ roomNames: ' \n' }, openSession(NAMES))).scope.roomIds).toBeUndefined();
		});

		it('places nothing when a name means no room of the account, and says which', async () => {
			const { roomNames = '' } = await readErrors({ roomNames: '#team-1, foreign, #nowhere, @nobody' }, openSession(NAMES));
			expect(roomNames).toContain('foreign, #nowhere, @nobody');
			expect(roomNames).not.toContain('team-1,');
		});

		it('finds the named room also while others could not be looked at in time', async () => {
			const session = openSession(NAMES);
			session.desk.workspace.readRoom = async () => {
				throw new Error('the database is slow');
			};
			expect((await readSent({ roomNames: 'team-3' }, session)).scope.roomIds).toEqual(['id-of-team-3']);
		});
	});

	it('covers a named room by its place alone, as the ledger keeps it', () => {
		const base = { direct: 'whole', privateGroups: 'own', publicChannels: 'own', roomIds: [], maxFileBytes: 0 } as const;
		const scope = { ...makeScope(base), roomPlaces: ['place-1'] };
		expect(decideMessageScope(scope, { roomId: 'r', place: 'place-1' }, 'public channel')).toBe('own');
		expect(decideMessageScope(scope, { roomId: 'r', place: 'place-2' }, 'public channel')).toBe('none');
		expect(decideMessageScope(scope, { roomId: 'r' }, 'public channel')).toBe('none');
	});
});
