import * as z from 'zod/v4';

import { decideMessageScope, makeScope } from '../../src/preservation/scope';
import { fillIn } from '../../src/surfaces/drafts';
import { findPlanError, PLAN_FIELDS, preparePlan, readPlan } from '../../src/surfaces/holds/planFields';
import type { Session } from '../../src/surfaces/session';
import { speak } from '../../src/surfaces/texts';
import { createUi } from '../../src/surfaces/ui';
import { createClock } from '../preservation/harness';
import { createChance, ModelWorkspace } from '../preservation/workspaceModel';

const say = speak('en');
const PLAN = z.object(PLAN_FIELDS);

function openSession(): Session {
	const workspace = new ModelWorkspace(createChance(1));
	const message = { id: 'm1', at: 0, senderId: 'subject', text: 'x' };
	workspace.addRoom('general', [message, { ...message, id: 'm2' }], { roomKind: 'public channel', name: 'general' });
	workspace.addRoom('direct', [message], { roomKind: 'direct messages' });
	return { desk: { workspace, clock: createClock() }, say, ui: createUi('app') } as unknown as Session;
}

describe('the plan of a hold', () => {
	it('offers the rooms by name, and proposes whole direct rooms and own messages elsewhere', async () => {
		const blocks = (await preparePlan(openSession(), 'subject')) as unknown as Record<string, any>[];
		const field = (name: string) => blocks.find(({ blockId }) => blockId === name)?.element;
		expect(field('rooms').options.map(({ value }: { value: string }) => value)).toEqual(['direct', 'general']);
		expect(field('rooms').options[1].text.text).toBe('general · public channel · 2 messages');
		expect(['scopeDirect', 'scopePrivate', 'scopePublic', 'maxFile'].map((name) => field(name).initialValue)).toEqual([
			...['whole', 'own', 'own', '8'],
		]);
		expect(JSON.stringify(blocks)).toContain('public channel: 1 rooms, 2 messages');
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
			const { scope, plan } = await readPlan(openSession(), 'subject', PLAN.parse(sent));
			expect(scope).toEqual({
				messages: { 'direct messages': 'whole', 'private group': 'own', 'public channel': 'own', 'other': 'own' },
				maxFileBytes: 8 * 1024 * 1024,
			});
			expect(plan).toMatchObject({ complete: true, pages: 2 });
		}
	});

	it('counts only what is chosen', async () => {
		const { scope, plan } = await readPlan(openSession(), 'subject', PLAN.parse({ rooms: ['direct'], maxFile: '0' }));
		expect(scope).toMatchObject({ roomIds: ['direct'], maxFileBytes: 0 });
		expect(plan?.pages).toBe(1);
	});

	it('copies whole groups or channels without any bound only for a reason', () => {
		const errors = (sent: object) => Object.keys(findPlanError(PLAN.parse(sent), say) ?? {});
		expect(errors({ scopePublic: 'whole' })).toEqual(['broadBecause']);
		expect(errors({ scopePrivate: 'whole' })).toEqual(['broadBecause']);
		expect(errors({ scopePublic: 'whole', broadBecause: 'Ordered' })).toEqual([]);
		expect(errors({ scopePublic: 'whole', rooms: ['general'] })).toEqual([]);
		expect(errors({ scopePublic: 'whole', periodFrom: '2026-01-01' })).toEqual([]);
		expect(errors({ scopeDirect: 'whole' })).toEqual([]);
		expect(errors({ periodFrom: '2026-02-01', periodTo: '2026-01-01' })).toEqual(['periodTo']);
	});

	it('covers a named room by its place alone, as the ledger keeps it', () => {
		const base = { direct: 'whole', privateGroups: 'own', publicChannels: 'own', roomIds: [], maxFileBytes: 0 } as const;
		const scope = { ...makeScope(base), roomPlaces: ['place-1'] };
		expect(decideMessageScope(scope, { roomId: 'r', place: 'place-1' }, 'public channel')).toBe('own');
		expect(decideMessageScope(scope, { roomId: 'r', place: 'place-2' }, 'public channel')).toBe('none');
		expect(decideMessageScope(scope, { roomId: 'r' }, 'public channel')).toBe('none');
	});
});
