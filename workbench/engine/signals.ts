/** What instances over one store tell each other: events for their clients, and changes of apps. */
import type { Context } from './context';
import type { HostEvent } from './contract';
import { decode, encode } from './store/documents';

const POLL_MS = 50;
const KEPT_MS = 60_000;

export interface AppChange {
	change: 'added' | 'updated' | 'removed' | 'switched' | 'setting';
	appId: string;
	enable?: boolean;
	settingId?: string;
}

type Signal = { event: HostEvent } | { app: AppChange };

export function send({ store, instanceId }: Pick<Context, 'store' | 'instanceId'>, signal: Signal): void {
	const origin = `${instanceId}:${process.pid}`;
	store.run('INSERT INTO signals (origin, at, doc) VALUES (?, ?, ?)', origin, Date.now(), encode(signal));
}

export function announceChange(context: Context, app: AppChange): void {
	send(context, { app });
}

/** Reads what other instances say, in order, one at a time. */
export class Receiver {
	private lastSeq: number;

	private timer: NodeJS.Timeout | undefined;

	private sweep: NodeJS.Timeout | undefined;

	private following = Promise.resolve();

	constructor(
		private readonly context: Context,
		private readonly onEvent: (event: HostEvent) => void,
		private readonly onAppChange: (change: AppChange) => Promise<void>,
	) {
		this.lastSeq = context.store.get('SELECT max(seq) AS seq FROM signals')?.seq ?? 0;
	}

	start(): void {
		this.timer = setInterval(() => this.receive(), POLL_MS);
		this.sweep = setInterval(() => this.context.store.run('DELETE FROM signals WHERE at < ?', Date.now() - KEPT_MS), KEPT_MS);
	}

	/** Resolves when everything said so far has been followed. */
	async settle(): Promise<void> {
		this.receive();
		await this.following;
	}

	async stop(): Promise<void> {
		clearInterval(this.timer);
		clearInterval(this.sweep);
		await this.following;
	}

	private receive(): void {
		const own = `${this.context.instanceId}:${process.pid}`;
		for (const row of this.context.store.all('SELECT seq, origin, doc FROM signals WHERE seq > ? ORDER BY seq', this.lastSeq)) {
			this.lastSeq = row.seq;
			if (row.origin !== own) {
				this.handle(decode(row.doc) as Signal);
			}
		}
	}

	private handle(signal: Signal): void {
		if ('event' in signal) {
			this.onEvent(signal.event);
			return;
		}
		this.following = this.following
			.then(() => this.onAppChange(signal.app))
			.catch((error) => this.context.log(`following ${signal.app.change} of ${signal.app.appId}: ${(error as Error).message}`));
	}
}
