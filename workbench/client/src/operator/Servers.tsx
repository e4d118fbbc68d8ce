import { Box, Button } from '@rocket.chat/fuselage';
import type { ReactElement } from 'react';

import type { InstanceFacts, Operate } from '../model/operator';

function ServerRow({ server, operate }: { server: InstanceFacts; operate: Operate }): ReactElement {
	const { instance, url, isThis, isOurs } = server;
	const stop = (how: 'stop' | 'kill', title: string, done: string): ReactElement => (
		<Button
			small
			danger={how === 'kill'}
			disabled={operate.busy}
			onClick={() => operate.run('stop-instance', { instance, how }, done)}
		>
			{title}
		</Button>
	);
	return (
		<li>
			<strong>{instance}</strong>
			{isThis ? (
				<span>{url}, the one of this page</span>
			) : (
				<a href={url} target="_blank" rel="noopener noreferrer">
					{url}
				</a>
			)}
			{isOurs && (
				<div className="wb-row">
					{stop('stop', 'Stop', `${instance} has stopped`)}
					{stop('kill', 'Kill', `${instance} was killed`)}
				</div>
			)}
		</li>
	);
}

/** The processes that serve this workspace, each with a process of its own for every app, as in a cluster. */
export function Servers({ instances, operate }: { instances: InstanceFacts[]; operate: Operate }): ReactElement {
	return (
		<section aria-label="Servers">
			<Box is="h3" fontScale="c2" color="hint">
				Servers
			</Box>
			<ul className="wb-readings">
				{instances.map((server) => (
					<ServerRow key={server.instance} server={server} operate={operate} />
				))}
			</ul>
			<div className="wb-row">
				<Button
					small
					disabled={operate.busy}
					onClick={() => operate.run('start-instance', {}, ({ instance }) => `${instance.instance} serves at ${instance.url}`)}
				>
					Start another
				</Button>
			</div>
		</section>
	);
}
