import { reachEmergency } from './reach/emergency';
import { reachHolds } from './reach/holds';
import { reachKeeping } from './reach/keeping';
import { reachLists } from './reach/lists';
import { reachNotice } from './reach/notice';
import { reachProduction } from './reach/production';
import { reachRequests } from './reach/requests';
import { closeWorld, openWorld, type World } from './reach/world';
import { ACTIONS, FORMS } from '../../src/surfaces/registry';

/** What needs more than three people at a page: nothing. What is added to the app is played in one of the files of `reach/`. */
const notReached = { forms: [], actions: [] };

/** Each form of the app is filled and accepted, and each button pressed, in a browser; what is not stands in the list above. */
describe('everything that can be done with the app, done in a browser', () => {
	// Its parts go on with what the ones before have left.
	const world = {} as World;

	beforeAll(async () => {
		Object.assign(world, await openWorld());
	});

	afterAll(() => closeWorld(world));

	/** So that one failure is not many. */
	afterEach(() => Promise.all([world.admin, world.officer, world.counsel].map((hands) => hands?.leave())));

	reachRequests(world);
	reachHolds(world);
	reachNotice(world);
	reachProduction(world);
	reachEmergency(world);
	reachLists(world);
	reachKeeping(world);

	test('nothing of the app is left undone but what is listed, and no list grows by itself', () => {
		const { done } = world;
		expect({
			forms: FORMS.map(({ kind }) => kind).filter((kind) => !done.forms.has(kind)),
			actions: ACTIONS.map(({ actionId }) => actionId).filter((actionId) => !done.actions.has(actionId)),
		}).toEqual(notReached);
	});

	test('axe finds no grave barrier in any of its views, and no browser complained', () => {
		const { seen, barriers, admin, officer, counsel } = world;
		expect(seen.size).toBeGreaterThan(50);
		expect(barriers).toEqual([]);
		expect([admin, officer, counsel].flatMap(({ client }) => client.complaints)).toEqual([]);
	});
});
