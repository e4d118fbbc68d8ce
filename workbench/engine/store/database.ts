/** The workspace on disk: one SQLite file in WAL mode, shared by every server process over the same data folder. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import Database from 'libsql';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (id TEXT PRIMARY KEY, doc BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS roles (id TEXT PRIMARY KEY, doc BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, username TEXT, app_id TEXT, doc BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS users_username ON users (username);
CREATE INDEX IF NOT EXISTS users_app ON users (app_id);
CREATE TABLE IF NOT EXISTS rooms (id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT, doc BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS rooms_name ON rooms (name);
CREATE TABLE IF NOT EXISTS subscriptions (room_id TEXT NOT NULL, user_id TEXT NOT NULL, roles TEXT NOT NULL, PRIMARY KEY (room_id, user_id));
CREATE INDEX IF NOT EXISTS subscriptions_user ON subscriptions (user_id);
CREATE TABLE IF NOT EXISTS messages (
	id TEXT PRIMARY KEY, room_id TEXT NOT NULL, ts INTEGER NOT NULL, user_id TEXT, thread_id TEXT,
	readable INTEGER NOT NULL, doc BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_room ON messages (room_id, readable, ts);
CREATE INDEX IF NOT EXISTS messages_user ON messages (user_id);
CREATE INDEX IF NOT EXISTS messages_thread ON messages (thread_id);
CREATE TABLE IF NOT EXISTS uploads (id TEXT PRIMARY KEY, room_id TEXT, user_id TEXT, doc BLOB NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS persistence (
	seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, app_id TEXT NOT NULL, associations TEXT, doc BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS persistence_exact ON persistence (app_id, associations);
CREATE TABLE IF NOT EXISTS persistence_links (app_id TEXT NOT NULL, association TEXT NOT NULL, seq INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS persistence_links_find ON persistence_links (app_id, association, seq);
CREATE INDEX IF NOT EXISTS persistence_links_seq ON persistence_links (seq);
CREATE TABLE IF NOT EXISTS jobs (
	id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, next_run_at INTEGER, locked_at INTEGER, owner TEXT, doc BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS jobs_due ON jobs (next_run_at);
CREATE INDEX IF NOT EXISTS jobs_name ON jobs (name, type);
CREATE TABLE IF NOT EXISTS apps (id TEXT PRIMARY KEY, doc BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS packages (id TEXT PRIMARY KEY, zip BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS logs (seq INTEGER PRIMARY KEY AUTOINCREMENT, app_id TEXT NOT NULL, at INTEGER NOT NULL, doc BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS logs_app ON logs (app_id);
CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, doc BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS triggers (id TEXT NOT NULL, user_id TEXT NOT NULL, issued_at INTEGER NOT NULL, PRIMARY KEY (id, user_id));
CREATE TABLE IF NOT EXISTS signals (seq INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, at INTEGER NOT NULL, doc BLOB NOT NULL);
`;

export type Row = Record<string, any>;
type Value = string | number | Buffer | null;

/** Longer than any write of ours holds the file, so that a second process waits instead of failing. */
const BUSY_TIMEOUT_MS = 20_000;

export class Store {
	private readonly db: Database.Database;

	private readonly statements = new Map<string, Database.Statement>();

	constructor(readonly dataDir: string) {
		mkdirSync(dataDir, { recursive: true });
		this.db = new Database(path.join(dataDir, 'workspace.db'), { timeout: BUSY_TIMEOUT_MS });
		this.db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
		this.db.pragma('journal_mode = WAL');
		// Safe against a killed process, which is what a workbench is put through; not against a power cut of the machine.
		this.db.pragma('synchronous = NORMAL');
		this.db.exec(SCHEMA);
	}

	// Values go as one array: the driver would take a lone Buffer for named parameters, and panic.
	all(sql: string, ...values: Value[]): Row[] {
		return this.prepare(sql).all(values) as Row[];
	}

	get(sql: string, ...values: Value[]): Row | undefined {
		return this.prepare(sql).get(values) as Row | undefined;
	}

	/** How many rows changed. */
	run(sql: string, ...values: Value[]): number {
		return this.prepare(sql).run(values).changes;
	}

	/** Runs `work` in one write transaction, or inside the one that is already open. */
	atomically<T>(work: () => T): T {
		if (this.db.inTransaction) {
			return work();
		}
		return this.db.transaction(work).immediate();
	}

	readMeta(key: string): string | undefined {
		return this.get('SELECT value FROM meta WHERE key = ?', key)?.value;
	}

	writeMeta(key: string, value: string): void {
		this.run('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', key, value);
	}

	close(): void {
		this.statements.clear();
		this.db.close();
	}

	private prepare(sql: string): Database.Statement {
		let statement = this.statements.get(sql);
		if (!statement) {
			statement = this.db.prepare(sql);
			this.statements.set(sql, statement);
		}
		return statement;
	}
}
