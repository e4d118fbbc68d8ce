import { Box, IconButton, Throbber } from '@rocket.chat/fuselage';
import { useCallback, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';

import { createOperatorClient, type MachineFacts, type Operate } from '../model/operator';
import { sayFailure, showToast } from '../model/toasts';
import { useWorkspace } from '../useWorkspace';
import { AppControls } from './AppControls';
import { BehindTheBack } from './BehindTheBack';
import { ClockControls } from './ClockControls';
import { ImportExport } from './ImportExport';
import { Jobs, Logs, Outbox, Persistence } from './Readings';
import { Servers } from './Servers';

const pollMs = 3000;

function useMachine(token: string): { facts?: MachineFacts; operate: Operate } {
	const { refresh, messages, roomId } = useWorkspace();
	const client = useMemo(() => createOperatorClient(token), [token]);
	const [facts, setFacts] = useState<MachineFacts>();
	const [busy, setBusy] = useState(false);
	const read = useCallback(() => client.read().then(setFacts, () => undefined), [client]);
	useEffect(() => {
		void read();
		const timer = setInterval(() => void read(), pollMs);
		return () => clearInterval(timer);
	}, [read]);
	const run = useCallback(
		(work: string, body: object, done: string | ((answer: any) => string)): void => {
			const act = async (): Promise<void> => {
				const answer = await client.act(work, body);
				showToast('success', typeof done === 'string' ? done : done(answer));
				const id = roomId.get();
				await Promise.all([read(), refresh(), id ? messages.load(id) : undefined]);
			};
			setBusy(true);
			act()
				.catch(sayFailure)
				.finally(() => setBusy(false));
		},
		[client, read, refresh, messages, roomId],
	);
	return { facts, operate: { busy, run } };
}

const Part = ({ title, children }: { title: string; children: ReactNode }): ReactElement => (
	<details>
		<summary>{title}</summary>
		{children}
	</details>
);

/** The machine's side of the workspace, which no person in it can see. */
export function OperatorPanel({ token, onClose }: { token: string; onClose(): void }): ReactElement {
	const { facts, operate } = useMachine(token);
	return (
		<aside className="wb-operator" aria-label="Operator">
			<header>
				<Box is="h2" fontScale="h4">
					Operator
				</Box>
				<IconButton small icon="cross" title="Close the operator’s panel" onClick={onClose} />
			</header>
			{facts ? (
				<div className="wb-operator__content" tabIndex={0} role="region" aria-label="Operator’s controls">
					<ClockControls facts={facts} operate={operate} />
					<AppControls apps={facts.apps} operate={operate} />
					<Servers instances={facts.instances} operate={operate} />
					<Part title={`Jobs (${facts.jobs.length})`}>
						<Jobs jobs={facts.jobs} />
					</Part>
					<Part title={`Outbox (${facts.mail.length})`}>
						<Outbox mail={facts.mail} />
					</Part>
					<Part title={`App logs (${facts.logs.length})`}>
						<Logs logs={facts.logs} />
					</Part>
					<Part title="App persistence">
						<Persistence records={facts.records} bytes={facts.sizeBytes} />
					</Part>
					<Part title="Behind the app’s back">
						<BehindTheBack facts={facts} operate={operate} />
					</Part>
					<Part title="Import a Slack export">
						<ImportExport operate={operate} />
					</Part>
				</div>
			) : (
				<Throbber />
			)}
		</aside>
	);
}
