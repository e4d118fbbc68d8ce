import { Box, Button, Tag } from '@rocket.chat/fuselage';
import type { ReactElement } from 'react';

import type { AppFacts, Operate } from '../model/operator';

function AppRow({ app, operate }: { app: AppFacts; operate: Operate }): ReactElement {
	const { id: appId, name, version, status, enabled } = app;
	const press = (work: string, title: string, done: string): ReactElement => (
		<Button small disabled={operate.busy} onClick={() => operate.run(work, { appId }, done)}>
			{title}
		</Button>
	);
	return (
		<div className="wb-app">
			<Box fontScale="p2m">
				{name} {version} <Tag variant={enabled ? 'primary' : 'danger'}>{status.replace(/_/g, ' ')}</Tag>
			</Box>
			{app.errors?.map((error) => (
				<Box key={error} fontScale="c1" color="danger">
					{error}
				</Box>
			))}
			<div className="wb-row">
				{press('crash', 'Crash', `${name} was killed and came back`)}
				{press('restart', 'Restart', `${name} was started anew`)}
				{enabled ? press('disable', 'Disable', `${name} is disabled`) : press('enable', 'Enable', `${name} is enabled`)}
			</div>
		</div>
	);
}

/** A crash is a SIGKILL of the app's process, which the engine starts again. */
export function AppControls({ apps, operate }: { apps: AppFacts[]; operate: Operate }): ReactElement {
	return (
		<section aria-label="Apps">
			<Box is="h3" fontScale="c2" color="hint">
				Apps
			</Box>
			{apps.map((app) => (
				<AppRow key={app.id} app={app} operate={operate} />
			))}
		</section>
	);
}
