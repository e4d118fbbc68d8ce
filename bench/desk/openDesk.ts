import { cpSync, existsSync, readFileSync } from 'node:fs';

import { mirrorRecords } from './memoryRecords';
import { traceEngine, type Trace } from './trace';
import { buildBenchWorkspace, STARTS_AT, type Subjects } from './workspace';
import { setUp } from '../../test/engine/support/desk';
import { startHost } from '../../workbench/engine';
import type { Host } from '../../workbench/engine/contract';
import { stageEngine } from '../../workbench/engine/staging/stage';
import { Store } from '../../workbench/engine/store/database';
import { startServer } from '../../workbench/server/server';
import { signIn, type Person } from '../../workbench/testing';
import { watchChildren } from '../cpu';

export interface Zips {
	desk: string;
	probe: string;
}

/** A workspace on the genuine engine, in this process. */
export interface BenchHost {
	host: Host;
	trace: Trace;
	/** A second connection to the workspace's database, as its administrator has. */
	store: Store;
	/** Signs a person in, as their client does over HTTP. */
	as(username: string): Promise<Person>;
	close(): Promise<void>;
}

/** The workspace with the desk and the probe in it. */
export interface BenchDesk extends BenchHost {
	deskId: string;
	probeId: string;
	officer: Person;
	counsel: Person;
}

export async function openHost(dataDir: string): Promise<BenchHost> {
	const trace = traceEngine(stageEngine());
	const host = await startHost({ dataDir, instanceId: 'main', startAt: STARTS_AT, shuffleSeed: 1 });
	const server = await startServer(host, { dataDir, port: 0, listenBeyondLoopback: false });
	const store = new Store(dataDir);
	const people: Person[] = [];
	return {
		host,
		trace,
		store,
		async as(username) {
			const person = await signIn(`http://127.0.0.1:${server.port}`, username);
			people.push(person);
			return person;
		},
		async close() {
			people.forEach((person) => person.close());
			await server.close();
			store.close();
			await host.stop();
		},
	};
}

/** Lays out a workspace with both apps, the desk set up by its administrator as a person would; to be copied for each part. */
export async function prepareDesk(dataDir: string, zips: Zips, subjects: Subjects): Promise<void> {
	const bench = await openHost(dataDir);
	await bench.host.loadWorkspace(buildBenchWorkspace(subjects));
	await bench.host.installApp(readFileSync(zips.desk));
	await bench.host.installApp(readFileSync(zips.probe));
	await setUp(await bench.as('workspace.admin'));
	await bench.host.settle();
	await bench.close();
}

/** Opens a copy of the prepared workspace. */
export async function openDesk(prepared: string, dataDir: string): Promise<BenchDesk> {
	if (!existsSync(dataDir)) {
		cpSync(prepared, dataDir, { recursive: true });
	}
	const bench = await openHost(dataDir);
	const apps = await bench.host.apps();
	const findApp = (name: string) => apps.find((app) => app.name === name)?.id ?? '';
	const [deskId, probeId] = [findApp('Legal Desk'), findApp('Bench Probe')];
	await bench.host.settle();
	mirrorRecords(bench.store, deskId, probeId);
	watchChildren();
	return {
		...bench,
		deskId,
		probeId,
		officer: await bench.as('legal.officer'),
		counsel: await bench.as('legal.counsel'),
	};
}
