import type { NoticeAnnouncer } from './notices';
import type { OpenCase } from '../cases/caseFile';
import type { HoldState, ProductionState } from '../cases/state';
import type { Desk } from '../platform/desk';

/** How the jobs speak to people; the words are made where surfaces are. */
export interface Announcer extends NoticeAnnouncer {
	/** Says in the case's thread what was not said yet. */
	keepTimeline(desk: Desk, caseFile: OpenCase): Promise<void>;
	keepCard(desk: Desk, caseFile: OpenCase): Promise<OpenCase>;
	postReminder(desk: Desk, state: OpenCase['state'], hold: HoldState): Promise<string>;
	postPurge(desk: Desk, state: OpenCase['state'], hold: HoldState): Promise<string>;
	postAccountChange(desk: Desk, state: OpenCase['state'], hold: HoldState, changeId: string): Promise<string>;
	postCaptureTrouble(desk: Desk, state: OpenCase['state']): Promise<void>;
	postProductionFailure(desk: Desk, state: OpenCase['state'], production: ProductionState, code: string): Promise<void>;
}
