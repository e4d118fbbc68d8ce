import type { Step } from './steps';
import { foldDesk, nameKeyOf, type DeskConfig } from '../src/cases/deskState';
import { DESK_LEDGER } from '../src/cases/events';
import { foldCase, type CaseFile } from '../src/cases/fold';
import { readLedger, type LedgerProblem, type StoredEvent } from '../src/cases/ledger';
import { Store } from '../workbench/engine/store/database';
import { decode } from '../workbench/engine/store/documents';
import { listRecords } from '../workbench/engine/store/persistence';

type Doc = Record<string, any>;

/** An event as it lies in the database. */
export interface ArchivedEvent extends StoredEvent {
	recordId: string;
	ledger: string;
	type: string;
	at: string;
	id: string;
	body: Doc;
}

export interface ArchivedCase {
	reference: string;
	caseId: string;
}

/** So many cases back something is still done in one. */
const LATE_CASES = 12;

/** The workspace's database, read past the servers: it can be read also while none of them runs. */
export class Archive {
	private readonly store: Store;

	private lastRecord = 0;

	/** Everything that was ever seen in the database, by ledger. */
	readonly ledgers = new Map<string, ArchivedEvent[]>();

	readonly cases: ArchivedCase[] = [];

	private readonly folded = new Map<string, { length: number; file: CaseFile & { problems: LedgerProblem[] } }>();

	constructor(
		dataDir: string,
		private readonly appId: string,
	) {
		this.store = new Store(dataDir);
	}

	/** A case as it stands at this moment; what is new in it still comes up at the next `refresh`. */
	peek(caseId: string): CaseFile {
		const stored = this.listRecords()
			.flatMap(readEvent)
			.filter(({ ledger }) => ledger === caseId);
		return foldCase(caseId, readLedger(caseId, stored).events);
	}

	/** Reads what was added. @returns new events, and the texts of all new records */
	refresh(): { events: ArchivedEvent[]; texts: string[] } {
		const rows = this.store.all(
			'SELECT seq, doc FROM persistence WHERE app_id = ? AND seq > ? ORDER BY seq',
			this.appId,
			this.lastRecord,
		);
		const events: ArchivedEvent[] = [];
		const texts: string[] = [];
		for (const { seq, doc } of rows) {
			this.lastRecord = Math.max(this.lastRecord, seq as number);
			const record = decode(doc);
			texts.push(textOf(record));
			events.push(...readEvent(record));
		}
		for (const event of events) {
			this.ledgers.set(event.ledger, [...(this.ledgers.get(event.ledger) ?? []), event]);
			if (event.type === 'case.opened') {
				this.cases.push({ reference: String(event.body.reference), caseId: event.ledger });
			}
		}
		this.cases.sort((a, b) => (a.reference < b.reference ? -1 : 1));
		return { events, texts };
	}

	/** The case that a step means: counted back from the latest. */
	findCase({ of = 0, caseId }: Pick<Step, 'of' | 'caseId'>): ArchivedCase | undefined {
		if (caseId) {
			return this.cases.find((known) => known.caseId === caseId);
		}
		const { length } = this.cases;
		return length === 0 ? undefined : this.cases[length - 1 - (of % Math.min(length, 6))];
	}

	/** Late cases, from the one that is so many before the latest on back, and then those after it. */
	listFrom(of: number): ArchivedCase[] {
		const late = this.cases.slice(-LATE_CASES).reverse();
		const from = of % Math.max(1, late.length);
		return [...late.slice(from), ...late.slice(0, from)];
	}

	fold(caseId: string): CaseFile & { problems: LedgerProblem[] } {
		const stored = this.ledgers.get(caseId) ?? [];
		const known = this.folded.get(caseId);
		if (known?.length === stored.length) {
			return known.file;
		}
		const { events, problems } = readLedger(caseId, stored);
		const file = { ...foldCase(caseId, events), problems };
		this.folded.set(caseId, { length: stored.length, file });
		return file;
	}

	/** The desk's configuration and, as it lies there, the encrypted key that opens what is sealed now. */
	readKeys(): { config?: DeskConfig; sealingPem?: string } {
		const records = this.listRecords();
		const stored = records.flatMap(readEvent).filter(({ ledger }) => ledger === DESK_LEDGER);
		const config = foldDesk(readLedger(DESK_LEDGER, stored).events);
		const name = config && `key:${nameKeyOf(config, config.sealing)}`;
		const key = records.find(({ associations }) => (associations as { id: string }[] | undefined)?.some(({ id }) => id === name));
		return { config, sealingPem: key && (JSON.parse(textOf(key)) as { encryptedPem: string }).encryptedPem };
	}

	/** The bytes of a file go missing from the file store, as when a disk is full or somebody tidies up. */
	loseFile(id: string): void {
		this.store.run('DELETE FROM uploads WHERE id = ?', id);
	}

	listRecords(): Doc[] {
		return listRecords(this.store, this.appId);
	}

	hasMessage(id: string): boolean {
		return this.store.get('SELECT id FROM messages WHERE id = ?', id) !== undefined;
	}

	readUpload(id: string): Buffer | undefined {
		const row = this.store.get('SELECT content FROM uploads WHERE id = ?', id);
		return row && Buffer.from(row.content as Uint8Array);
	}

	/** By username. */
	readUserIds(): Map<string, string> {
		return new Map(this.store.all('SELECT id, username FROM users').map(({ id, username }) => [String(username), String(id)]));
	}

	listMail(): Doc[] {
		return this.store.all('SELECT doc FROM outbox ORDER BY seq').map(({ doc }) => decode(doc));
	}

	/** What the app's own user has posted, in any room. */
	listPosts(): Doc[] {
		const bots = this.store.all('SELECT id FROM users WHERE app_id = ?', this.appId).map(({ id }) => String(id));
		return bots.flatMap((id) =>
			this.store.all('SELECT doc FROM messages WHERE user_id = ? ORDER BY ts', id).map(({ doc }) => decode(doc)),
		);
	}

	listLogs(): string[] {
		return this.store.all('SELECT doc FROM logs WHERE app_id = ?', this.appId).map(({ doc }) => JSON.stringify(decode(doc)));
	}

	/** What the app logged as failures, latest last. */
	listFailures(): string[] {
		const entries = this.store
			.all('SELECT doc FROM logs WHERE app_id = ? ORDER BY seq', this.appId)
			.flatMap(({ doc }) => (decode(doc).entries ?? []) as Doc[]);
		return entries
			.filter(({ severity }) => severity === 'error')
			.map(({ timestamp, args }) => `${String(timestamp)} ${JSON.stringify(args)}`);
	}

	close(): void {
		this.store.close();
	}
}

export const textOf = (record: Doc): string =>
	String((record.data as { json?: string } | undefined)?.json ?? JSON.stringify(record.data));

function readEvent(record: Doc): ArchivedEvent[] {
	const stored = JSON.parse(textOf(record)) as Partial<StoredEvent> | null;
	if (typeof stored?.hash !== 'string' || typeof stored.bytes !== 'string') {
		return [];
	}
	const event = JSON.parse(stored.bytes) as Omit<ArchivedEvent, 'hash' | 'bytes' | 'recordId'>;
	const { ledger, type, at, id, body } = event;
	return [{ recordId: String(record._id), hash: stored.hash, bytes: stored.bytes, ledger, type, at, id, body }];
}
