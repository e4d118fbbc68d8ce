import type { EventBodies, EventType, LedgerEvent } from './index';

/** A ledger event of one type. */
export type EventOf<T extends EventType> = Omit<LedgerEvent, 'type' | 'body'> & { type: T; body: EventBodies[T] };
