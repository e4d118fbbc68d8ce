import type { Reply } from './reply';
import type { Step, Who } from './steps';
import type { World } from './world';
import type { Person, SubmitResult, View } from '../workbench/testing';

/** How long a package is waited for. */
const PACKAGE_PATIENCE_MS = 10_000;

/** What a step's person does at their client, and what they are told. */
export class Client {
	private constructor(
		readonly world: World,
		readonly who: Who,
		readonly person: Person,
	) {}

	static async of(world: World, { on, who = 'officer' }: Step): Promise<Client> {
		return new Client(world, who, await world.person(on, who));
	}

	async type(line: string): Promise<{ view?: View; reply: Reply }> {
		const { view, ephemerals } = await this.person.type(line, { room: 'legal' });
		return { view, reply: { who: this.who, said: ephemerals, opened: view !== undefined } };
	}

	/** Presses a button that some view of theirs had: its value is only ever a hint to the desk. */
	async press(actionId: string, value: string): Promise<{ view?: View; reply: Reply }> {
		const button = { type: 'button', actionId, value, appId: this.world.appId };
		const stale = {
			id: 'stale',
			type: 'modal',
			appId: this.world.appId,
			title: '',
			blocks: [{ type: 'actions', elements: [button] }],
		};
		const { view, ephemerals } = await this.person.press({ view: stale }, actionId);
		return { view, reply: { who: this.who, said: ephemerals, opened: view !== undefined } };
	}

	/** Waits for a line that comes after the answer: work that takes long goes on behind it. @param from how many lines they had heard */
	async hear(from: number, pattern: RegExp, patienceMs: number): Promise<string | undefined> {
		const told = () => this.person.ephemerals.slice(from).find((line) => pattern.test(line));
		for (const until = Date.now() + patienceMs; !told() && Date.now() < until; ) {
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
		return told();
	}

	/** Fills a form and sends it. @param types what has to be in the ledger once the desk says that it was done */
	async submit(view: View, values: Record<string, unknown>, reference?: string, types: string[] = []): Promise<Reply> {
		const before = this.person.ephemerals.length;
		const submitted = await this.person.submit(view, values);
		const said = [...Object.values(submitted.errors ?? {}), ...this.person.ephemerals.slice(before)];
		return {
			who: this.who,
			said,
			opened: submitted.view !== undefined,
			...(submitted.timedOut ? { unanswered: 'it took longer than a client waits' } : {}),
			...(isDone(submitted) && reference ? { done: { reference, types } } : {}),
		};
	}
}

export function isDone({ errors, timedOut, body }: SubmitResult): boolean {
	return !errors && !timedOut && body !== undefined;
}

/** The first thing that can be chosen in a field, or what it is set to. */
export function chooseFirst(view: View, field: string): string | undefined {
	const element = view.blocks.find(({ blockId }) => blockId === field)?.element as
		| { initialValue?: string; options?: { value: string }[] }
		| undefined;
	return element?.initialValue ?? element?.options?.[0]?.value;
}

export function listOptions(view: View, field: string): string[] {
	const element = view.blocks.find(({ blockId }) => blockId === field)?.element as { options?: { value: string }[] } | undefined;
	return (element?.options ?? []).map(({ value }) => value);
}

export function hasField(view: View, field: string): boolean {
	return view.blocks.some(({ blockId }) => blockId === field);
}

/** Packages are made behind the answer. Mostly what comes next waits for it; what does not, disturbs it. */
export async function awaitPackage({ archive }: World, step: Step, reply: Reply): Promise<Reply> {
	const known = archive.findCase(step);
	if (!reply.done || !known || (step.of ?? 0) % 4 === 3) {
		return reply;
	}
	const isBuilding = () => archive.peek(known.caseId).state?.productions.some(({ status }) => status === 'approved');
	for (const until = Date.now() + PACKAGE_PATIENCE_MS; isBuilding() && Date.now() < until; ) {
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return reply;
}
