import type { ProductionState } from './state';

/** Whether records have left by a production that stands: one that was withdrawn afterwards answers nothing. */
export function isStanding({ status, withdrawal }: Pick<ProductionState, 'status' | 'withdrawal'>): boolean {
	return status === 'delivered' && !withdrawal;
}
