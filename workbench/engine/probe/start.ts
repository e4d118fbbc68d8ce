/** For tests: hosts in child processes, which die when killed, and a probe app in them that runs a test's code. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { AppState, Host, HostEvent, InteractionPayload, WorkspaceData } from '../contract';
import { expectDefined } from '../expectDefined';
import type { HostOptions } from '../index';
import { PROBE_ID, type ProbeConfig } from './config';

/** What code in the probe is given. Loose on purpose: tests also do what types forbid. */
export type Tools = Record<
	'app' | 'context' | 'read' | 'modify' | 'http' | 'persistence' | 'assoc' | 'data' | 'args' | 'job',
	any
>;

type Remote<T> = {
	[K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : Remote<T[K]>;
};

export class RemoteHost {
	readonly events: HostEvent[] = [];

	private readonly pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();

	private seq = 0;

	private constructor(
		private readonly child: ChildProcess,
		readonly dataDir: string,
	) {
		child.on('message', (message: any) => this.receive(message));
		child.on('exit', () => this.pending.forEach(({ reject }) => reject(new Error('The host is gone'))));
	}

	static async start(options: Partial<HostOptions> & { env?: Record<string, string> } = {}): Promise<RemoteHost> {
		const { env, ...hostOptions } = options;
		const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'workbench-engine-test-'));
		const child = fork(path.join(__dirname, 'driver.ts'), [JSON.stringify({ shuffleSeed: 7, ...hostOptions, dataDir })], {
			execArgv: ['--import', require.resolve('tsx')],
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', process.env.WORKBENCH_VERBOSE ? 'inherit' : 'ignore', 'ipc'],
			env: { ...process.env, ...env },
		});
		const host = new RemoteHost(child, dataDir);
		await new Promise<void>((resolve, reject) => {
			child.on('message', (message: any) => message.ready && resolve());
			child.once('exit', (code) => reject(new Error(`The host ended with ${code} before it was ready`)));
		});
		return host;
	}

	get pid(): number {
		return expectDefined(this.child.pid, 'process id');
	}

	/** The host's own interface, every call a promise. */
	get api(): Remote<Host> {
		return this.proxy('') as Remote<Host>;
	}

	call<T = any>(method: string, ...args: unknown[]): Promise<T> {
		this.seq += 1;
		const { seq } = this;
		return new Promise<any>((resolve, reject) => {
			this.pending.set(seq, { resolve, reject });
			this.child.send({ seq, method, args });
		});
	}

	async installProbe(config: ProbeConfig = {}): Promise<AppState> {
		return this.api.installApp(Buffer.from(await this.call('buildProbe', config)));
	}

	async updateProbe(config: ProbeConfig): Promise<AppState> {
		return this.api.updateApp(Buffer.from(await this.call('buildProbe', config)));
	}

	/** Runs `code` inside the app, started by a slash command of `userId`; what it returns comes back with `$date` and the like for what JSON lacks. */
	async inApp(
		code: (tools: Tools) => unknown,
		{
			userId = 'alice',
			roomId = 'general',
			command = 'probe',
			input = undefined as unknown,
			triggerId = undefined as string | undefined,
		} = {},
	): Promise<any> {
		const source = `(tools) => (${code.toString()})({ ...tools, input: ${JSON.stringify(input) ?? 'undefined'} })`;
		const mark = this.events.length;
		const params = Buffer.from(source).toString('base64');
		await this.api.runCommand({ userId, roomId, command, params, triggerId, path: 'ddp' });
		const replies = this.events.slice(mark).filter((event) => event.kind === 'ephemeral' && event.userId === userId);
		const answer = JSON.parse((replies.at(-1) as Extract<HostEvent, { kind: 'ephemeral' }>).message.msg as string);
		if ('error' in answer) {
			throw new Error(answer.error);
		}
		return answer.value;
	}

	/** Sets what a handler of the probe does. */
	hook(method: string, code: (tools: Tools) => unknown): Promise<void> {
		const assign = ({ app, input }: any) => {
			app.hooks[input.method] = input.code;
		};
		return this.inApp(assign, { input: { method, code: code.toString() } });
	}

	/** What the probe's handlers were called with. */
	async seen(event?: string): Promise<{ event: string; payload: any }[]> {
		const all = await this.inApp(({ app }) => app.memory.seen);
		return event ? all.filter((entry: { event: string }) => entry.event === event) : all;
	}

	interact(userId: string, payload: InteractionPayload | Record<string, unknown>): Promise<any> {
		return this.api.interact(PROBE_ID, userId, payload as InteractionPayload);
	}

	async kill(): Promise<void> {
		await this.end(() => this.child.kill('SIGKILL'));
	}

	async stop(): Promise<void> {
		await this.end(() => void this.call('stop').catch(() => undefined));
	}

	/** Ends the host and removes its workspace. */
	async dispose(): Promise<void> {
		await this.stop();
		rmSync(this.dataDir, { recursive: true, force: true });
	}

	/** Another host over the same workspace. */
	another(options: Partial<HostOptions> = {}): Promise<RemoteHost> {
		return RemoteHost.start({ ...options, dataDir: this.dataDir });
	}

	private async end(how: () => unknown): Promise<void> {
		if (this.child.exitCode === null && this.child.signalCode === null) {
			const gone = new Promise((resolve) => this.child.once('exit', resolve));
			how();
			await gone;
		}
	}

	private receive(message: { seq?: number; event?: HostEvent; answer?: unknown; error?: string }): void {
		if (message.event) {
			this.events.push(message.event);
		}
		const { seq = 0 } = message;
		const waiting = this.pending.get(seq);
		if (waiting) {
			this.pending.delete(seq);
			if (message.error === undefined) {
				waiting.resolve(message.answer);
			} else {
				waiting.reject(new Error(message.error));
			}
		}
	}

	private proxy(prefix: string): unknown {
		return new Proxy(() => undefined, {
			get: (_target, name: string) => this.proxy(prefix ? `${prefix}.${name}` : name),
			apply: (_target, _self, args) => this.call(prefix, ...args),
		});
	}
}

const CREATED = '2024-01-01T00:00:00.000Z';

/** Alice and Bob in #general, Alice and Carol in a private room, Alice and Bob in a direct room. */
export function smallWorkspace(patch: Partial<WorkspaceData> = {}): WorkspaceData {
	const person = (id: string, extra: object = {}) => ({
		id,
		username: id,
		name: `${id.charAt(0).toUpperCase()}${id.slice(1)} Example`,
		emails: [{ address: `${id}@example.com`, verified: true }],
		roles: ['user'],
		createdAt: CREATED,
		...extra,
	});
	return {
		users: [person('alice', { roles: ['user', 'admin'] }), person('bob'), person('carol')],
		rooms: [
			{ id: 'general', type: 'c', name: 'general', members: ['alice', 'bob'], owners: ['alice'], createdAt: CREATED },
			{ id: 'secret', type: 'p', name: 'secret', members: ['alice', 'carol'], owners: ['alice'], createdAt: CREATED },
			{ id: 'alicebob', type: 'd', members: ['alice', 'bob'], createdAt: CREATED },
		],
		messages: [],
		...patch,
	};
}

/** A host with the small workspace and a probe in it. */
export async function startProbed(
	config: ProbeConfig = {},
	options: Parameters<typeof RemoteHost.start>[0] = {},
	data: Partial<WorkspaceData> = {},
): Promise<RemoteHost> {
	const host = await RemoteHost.start(options);
	await host.api.loadWorkspace(smallWorkspace(data));
	const state = await host.installProbe(config);
	if (!state.enabled && config.enables !== false) {
		await host.dispose();
		throw new Error(`The probe is ${state.status}`);
	}
	return host;
}

export const uniqueTrigger = () => randomBytes(8).toString('hex');
