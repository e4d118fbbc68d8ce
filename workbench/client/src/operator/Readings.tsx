import { Box } from '@rocket.chat/fuselage';
import type { ReactElement, ReactNode } from 'react';

import { sayInstant, saySize } from '../messages/instants';
import type { Block } from '../model/types';

const List = ({ empty, children }: { empty: string; children: ReactNode[] }): ReactElement =>
	children.length > 0 ? (
		<ul className="wb-readings">{children}</ul>
	) : (
		<Box fontScale="c1" color="hint">
			{empty}
		</Box>
	);

const say = (instant: unknown): string => (typeof instant === 'string' ? sayInstant(instant) : '–');

export const Jobs = ({ jobs }: { jobs: Block[] }): ReactElement => (
	<List empty="Nothing is scheduled.">
		{jobs.map(({ _id, name, nextRunAt, lastRunAt, failCount, failReason }) => (
			<li key={_id}>
				<strong>{String(name).replace(/_[0-9a-f-]{36}$/, '')}</strong>
				<span>
					next {say(nextRunAt)}, last {say(lastRunAt)}
				</span>
				{failCount > 0 && (
					<span>
						failed {failCount} times: {failReason}
					</span>
				)}
			</li>
		))}
	</List>
);

export const Outbox = ({ mail }: { mail: Block[] }): ReactElement => (
	<List empty="Nothing was mailed. No mail ever leaves this machine.">
		{[...mail].reverse().map(({ to, subject, text, html, lost }, index) => (
			<li key={index}>
				<strong>{subject}</strong>
				<span>to {Array.isArray(to) ? to.join(', ') : to}</span>
				{lost && <span>lost on the way; the app was told nothing</span>}
				<details>
					<summary>Text</summary>
					<pre>{text ?? html}</pre>
				</details>
			</li>
		))}
	</List>
);

const sayEntry = ({ severity, args }: Block): string =>
	`${severity}: ${((args ?? []) as unknown[]).map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}`;

export const Logs = ({ logs }: { logs: Block[] }): ReactElement => (
	<List empty="No app has logged anything.">
		{logs.map((log, index) => (
			<li key={log._id ?? index}>
				<details>
					<summary>
						{say(log._createdAt ?? log.startTime)} {log.method}
					</summary>
					<pre>{((log.entries ?? []) as Block[]).map(sayEntry).join('\n')}</pre>
				</details>
			</li>
		))}
	</List>
);

export const Persistence = ({ records, bytes }: { records: number; bytes: number }): ReactElement => (
	<Box fontScale="p2">
		{records} records, {saySize(bytes)}
	</Box>
);
