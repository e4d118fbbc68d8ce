import { randomUUID } from 'crypto';

import type { IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import { createAgencyReferences, type AgencyReferences } from './agencyReferences';
import { createCaseIndex, createClaimStore } from './caseIndex';
import { createChannel, type Channel } from './channel';
import { readContact } from './contactSettings';
import { readDeploymentSettings } from './deploymentSettings';
import { readDeskRules } from './deskRules';
import { createPostedFiles, type PostedFiles } from './documents';
import { createForms, type Forms } from './forms';
import { createKeyStore, type KeyStore } from './keys';
import { createLedgerStore } from './ledgers';
import { createMailer, type Mailer } from './mail';
import { createPeople, type People } from './people';
import { createRecords } from './records';
import { createRefusals, type Refusals } from './refusals';
import { createSnapshotStore } from './snapshots';
import { createTimeStamps, type TimeStamps } from './timeStamps';
import { createTimeline, type Timeline } from './timeline';
import { loadEvents } from '../cases/caseFile';
import { foldDesk, listRecipients, type DeskConfig } from '../cases/deskState';
import { DESK_LEDGER } from '../cases/events';
import type { CaseIndex, ClaimStore } from '../cases/ports';
import type { Contact } from '../policy/contact';
import type { DeploymentSettings } from '../policy/deployment';
import type { ReadRules } from '../policy/deskRules';
import type { CaptureTools } from '../preservation/capture';
import { createSegmentKeeper } from '../preservation/segments';
import type { SegmentKeys } from '../preservation/segments';

/** Accessors that the engine hands to an entry point. They answer any name, also `then`: never return or await one. */
export interface Accessors {
	read: IRead;
	modify: IModify;
	persistence: IPersistence;
}

/** What lives as long as the app's process, and is lost with it. */
export interface ProcessMemory {
	segmentKeys: SegmentKeys;
	/** The lines that are being posted into a case's thread, by case. */
	timelines: Map<string, Promise<void>>;
	/** By year, the highest case number that this process has seen claimed. */
	highestNumbers: Map<number, number>;
	/** How many events each open case had when this process last looked after it, and by which rules; none after an append that failed. */
	tended: Map<string, string>;
	refusalCounts: Map<string, { hour: number; count: number }>;
	/** Epoch ms of wrong passphrases, by person. */
	passphraseFailures: Map<string, number[]>;
	/** Ids of the forms that are being dealt with. */
	formsInWork: Set<string>;
	/** Epoch ms; 0 before the first sweep of this process. */
	repairedAt: number;
	/** When held accounts were last looked at. Epoch ms; 0 before the first sweep of this process. */
	watchedAt: number;
	/** The cases whose accounts are still to be looked at. */
	toWatch: string[];
}

export function createMemory(): ProcessMemory {
	return {
		segmentKeys: new Map(),
		timelines: new Map(),
		highestNumbers: new Map(),
		tended: new Map(),
		refusalCounts: new Map(),
		passphraseFailures: new Map(),
		formsInWork: new Set(),
		repairedAt: 0,
		watchedAt: 0,
		toWatch: [],
	};
}

/** Everything that the desk uses of the workspace, as ports. */
export interface Desk extends CaptureTools {
	appId: string;
	accessors: Accessors;
	/** Every case, whoever may see it: for jobs, and for counts that are banded. What people ask goes through `index`. */
	everyCase: CaseIndex;
	/** The person for whom the desk was opened; absent in jobs, which show nothing to anybody. */
	viewerId?: string;
	claims: ClaimStore;
	wait: (ms: number) => Promise<void>;
	people: People;
	channel: Channel;
	mailer: Mailer;
	agencyReferences: AgencyReferences;
	/** Where the organisation takes requests. */
	findContact: () => Promise<Contact>;
	/** Which servers are ours. */
	findServers: () => Promise<DeploymentSettings>;
	forms: Forms;
	timeline: Timeline;
	timeStamps: TimeStamps;
	/** The files of messages. */
	files: PostedFiles;
	keys: KeyStore;
	refusals: Refusals;
	memory: ProcessMemory;
	/** The desk's own rules, as they were when this entry first asked; most entries never do, and each is a call to the server. */
	readRules: () => Promise<ReadRules>;
	/** How the desk was set up when this entry began. */
	config: DeskConfig | undefined;
	readConfig(): Promise<DeskConfig | undefined>;
}

/** Opens the desk for one entry: a command, a button, a form or a job. */
export async function openDesk(appId: string, accessors: Accessors, memory: ProcessMemory): Promise<Desk> {
	const { read, modify, persistence } = accessors;
	const records = createRecords(read.getPersistenceReader(), persistence);
	const people = createPeople(read);
	const ledgers = createLedgerStore(records);
	const snapshots = createSnapshotStore(records);
	const index = createCaseIndex(records);
	const readConfig = async () => foldDesk(await loadEvents(DESK_LEDGER, { ledgers }));
	const config = await readConfig();
	let rules: Promise<ReadRules> | undefined;
	const readRecipients = async () => {
		const now = await readConfig();
		return now ? listRecipients(now) : [];
	};
	return {
		appId,
		accessors,
		config,
		noteStale: (caseId) => void memory.tended.delete(caseId),
		readRules() {
			rules ??= readDeskRules(read);
			return rules;
		},
		readConfig,
		memory,
		ledgers,
		people,
		workspace: people,
		snapshots,
		segments: createSegmentKeeper(memory.segmentKeys, readRecipients, snapshots, randomUUID),
		index,
		everyCase: index,
		claims: createClaimStore(records, memory.highestNumbers),
		channel: createChannel(read, modify),
		mailer: createMailer(read, modify),
		agencyReferences: createAgencyReferences(records),
		findContact: () => readContact(read, config?.organisation ?? ''),
		findServers: () => readDeploymentSettings(read, config?.serverUrl ?? ''),
		forms: createForms(records),
		files: createPostedFiles(read),
		timeline: createTimeline(records),
		timeStamps: createTimeStamps(read),
		keys: createKeyStore(records),
		refusals: createRefusals(records, memory.refusalCounts),
		clock: () => Date.now(),
		makeId: randomUUID,
		wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
	};
}
