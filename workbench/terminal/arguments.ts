import { parseArgs } from 'node:util';

/** One thing to do with what is on the screen, in the order of the command line. */
export type Step =
	| { kind: 'set'; actionId: string; value: string }
	| { kind: 'submit' }
	| { kind: 'press'; actionId: string; value?: string }
	| { kind: 'download'; name: string };

export interface ChatArguments {
	as: string;
	password?: string;
	/** What is typed into the composer; absent: only look at the room. */
	line?: string;
	room: string;
	url?: string;
	dataDir: string;
	steps: Step[];
	/** How long to go on showing what the server pushes after the last step, in ms. */
	lingerMs: number;
}

export const usage = `npm run chat -- --as USERNAME ['/command arguments'] [steps]
  --room NAME             where to type (default general): a name, an id, or @username
  --set FIELD=VALUE       fill a field of the open view; several values of one field are separated by commas
  --submit                submit the open view
  --press ACTION[=VALUE]  press a button of the open view, else of the newest message that has it
  --download NAME         save the newest file of this name ("last": of any name) in the current folder
  --url URL               the server (default: the one that runs over --data)
  --data DIR              the workspace's folder (default .workbench)
  --password TEXT         default: the username
  --linger MS             how long to go on listening at the end (default 1500)
Steps are done in the order in which they stand. Without steps, on a terminal, fields are asked for one by one.`;

const splitPair = (text: string): [string, string | undefined] => {
	const at = text.indexOf('=');
	return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
};

const readStep = (name: string, value: string | undefined): Step | undefined => {
	if (name === 'submit') return { kind: 'submit' };
	if (value === undefined) return undefined;
	const [actionId, rest] = splitPair(value);
	if (name === 'set') {
		if (rest === undefined) throw new Error(`--set takes FIELD=VALUE, not "${value}"`);
		return { kind: 'set', actionId, value: rest };
	}
	if (name === 'press') return { kind: 'press', actionId, value: rest };
	return name === 'download' ? { kind: 'download', name: value } : undefined;
};

/** @throws Error in words for the person at the terminal. */
export function parseChatArguments(argv: string[], env: NodeJS.ProcessEnv = {}): ChatArguments {
	const text = { type: 'string' } as const;
	const steps = { type: 'string', multiple: true } as const;
	const { values, positionals, tokens } = parseArgs({
		args: argv,
		allowPositionals: true,
		tokens: true,
		options: {
			as: text,
			password: text,
			room: text,
			url: text,
			data: text,
			linger: text,
			set: steps,
			press: steps,
			download: steps,
			submit: { type: 'boolean', multiple: true },
		},
	});
	if (!values.as) throw new Error(`--as says who you are.\n${usage}`);
	if (positionals.length > 1) throw new Error(`One line at a time: put it in quotes ('${positionals.join(' ')}')`);
	return {
		as: values.as,
		password: values.password,
		line: positionals[0],
		room: values.room ?? 'general',
		url: values.url,
		dataDir: values.data ?? env.WORKBENCH_DATA ?? '.workbench',
		steps: tokens.flatMap((token) => (token.kind === 'option' ? (readStep(token.name, token.value) ?? []) : [])),
		lingerMs: Number(values.linger ?? 1500),
	};
}
