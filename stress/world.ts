import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Archive } from './archive';
import { PEOPLE, type Kind, type Who } from './steps';
import { openPrivateKey } from '../src/evidence';
import { PASSPHRASE, setUp } from '../test/engine/support/desk';
import { startWorkbench, type Person, type Workbench } from '../workbench/testing';

const STARTS_AT = '2026-03-01T09:00:00.000Z';
export const COPY = { name: 'subpoena-redacted.pdf', content: Buffer.from('%PDF-1.7 subpoena, redacted') };

/** Something that reached a person's client. */
export interface Heard {
	who: Who;
	text: string;
	/** The room of a message. */
	roomId?: string;
}

/** A workspace in which the desk is set up, to be copied for each run: setting up makes keys, which takes seconds. */
export async function prepareFolder(zip: string): Promise<string> {
	const dataDir = mkdtempSync(path.join(tmpdir(), 'legal-desk-stress-'));
	const bench = await startWorkbench({ dataDir, zip, seed: 'small', startAt: STARTS_AT, shuffleSeed: 1 });
	await setUp(await bench.as(PEOPLE.admin));
	await (await bench.as(PEOPLE.officer)).send('legal', 'redacted', { files: [COPY] });
	await bench.stop();
	return dataDir;
}

/** Two servers over one copy of the prepared workspace, and the people at their clients. */
export class World {
	readonly heard: Heard[] = [];

	/** Contents of private messages that the subject wrote: nobody may be shown any of them outside a warrant's package. */
	readonly secrets: { text: string; room: string; at: number; goneAt?: number }[] = [];

	/** Files of the subject by their id; of those that are lost nothing but that can be told. */
	readonly files: { id: string; sha256: string; at: number; isLost: boolean }[] = [];

	/** Every passphrase that somebody chose, whether or not it was taken. */
	readonly passphrases: string[] = [PASSPHRASE];

	/** The one that opens the desk's keys, as last looked at. */
	passphrase = PASSPHRASE;

	/** What deeds themselves have found wrong. */
	readonly complaints: string[] = [];

	/** How often something happened that the database does not tell of. */
	readonly noted = new Map<string, number>();

	private openedPem = '';

	private readonly people = new Map<string, Person>();

	private constructor(
		readonly dataDir: string,
		readonly appId: string,
		readonly archive: Archive,
		private readonly servers: Workbench[],
	) {}

	static async open(prepared: string, zip: string): Promise<World> {
		const dataDir = mkdtempSync(path.join(tmpdir(), 'legal-desk-stress-'));
		cpSync(prepared, dataDir, { recursive: true });
		const first = await startWorkbench({ dataDir, zip, shuffleSeed: 1 });
		const second = await first.another();
		const [app] = await first.operator.apps();
		const appId = app?.id ?? '';
		return new World(dataDir, appId, new Archive(dataDir, appId), [first, second]);
	}

	/** How often each deed was done where it could be, or had to be refused. */
	readonly attempts = new Map<Kind, number>();

	note(what: string, times = 1): void {
		this.noted.set(what, (this.noted.get(what) ?? 0) + times);
	}

	server(on = 0): Workbench {
		return this.servers[on] as Workbench;
	}

	/** A person's client at a server; signs in when there is none yet. */
	async person(on = 0, who: Who = 'officer'): Promise<Person> {
		const key = `${on}:${who}`;
		const known = this.people.get(key);
		if (known) {
			return known;
		}
		const person = await this.server(on).as(PEOPLE[who]);
		person.on((event) => {
			this.heard.push({ who, text: JSON.stringify(event), ...('roomId' in event ? { roomId: event.roomId } : {}) });
		});
		this.people.set(key, person);
		return person;
	}

	/** Finds out by the database which passphrase opens the desk's keys: a change of it can be cut off at any point. */
	async findPassphrase(): Promise<void> {
		const pem = this.archive.readKeys().sealingPem ?? '';
		if (pem === this.openedPem) {
			return;
		}
		for (const passphrase of [this.passphrase, ...[...this.passphrases].reverse()]) {
			if ((await openPrivateKey({ pem, passphrase, purpose: 'sealing' })).ok) {
				this.passphrase = passphrase;
				this.openedPem = pem;
				return;
			}
		}
		this.complaints.push('no passphrase that was ever chosen opens the desk’s key');
	}

	/** Everybody whose client hears what is pushed sits at the first server. */
	async gather(): Promise<void> {
		for (const who of Object.keys(PEOPLE) as Who[]) {
			await this.person(0, who).catch(() => undefined);
		}
	}

	async restart(on: number, how: 'kill' | 'stop'): Promise<void> {
		this.forget(on);
		this.servers[on] = await this.server(on).restart(how);
	}

	/** Starts again what has died. @returns how many servers had */
	async revive(): Promise<number> {
		// A process that has just been killed still has its number for a moment: so they are asked.
		const answers = await Promise.all(this.servers.map((server) => server.operator.now().catch(() => undefined)));
		const dead = answers.flatMap((answer, on) => (answer ? [] : [on]));
		for (const on of dead) {
			await this.restart(on, 'kill');
		}
		return dead.length;
	}

	forget(on: number): void {
		for (const key of [...this.people.keys()].filter((known) => known.startsWith(`${on}:`))) {
			this.people.get(key)?.close();
			this.people.delete(key);
		}
	}

	/** A person's session ends, for example because the account was deactivated. */
	signOut(username: string): void {
		for (const [key, person] of this.people) {
			if (person.username === username) {
				person.close();
				this.people.delete(key);
			}
		}
	}

	async close(): Promise<void> {
		this.archive.close();
		for (const server of this.servers) {
			await server.kill().catch(() => undefined);
		}
		rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
	}
}
