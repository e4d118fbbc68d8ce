import { Box, Button } from '@rocket.chat/fuselage';
import type { ReactElement } from 'react';

import { sayInstant } from '../messages/instants';
import type { MachineFacts, Operate } from '../model/operator';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Thirty days go by a day at a time, so that what is due each day happens on that day. */
const steps = [
	{ name: '+1 hour', ms: hourMs },
	{ name: '+1 day', ms: dayMs },
	{ name: '+30 days', ms: 30 * dayMs, strideMs: dayMs },
];

export function ClockControls({ facts: { now, nextDueAt }, operate }: { facts: MachineFacts; operate: Operate }): ReactElement {
	return (
		<section aria-label="Clock">
			<Box is="h3" fontScale="c2" color="hint">
				Clock
			</Box>
			<Box fontScale="h3" className="wb-clock">
				{sayInstant(now)}
			</Box>
			<div className="wb-row">
				{steps.map(({ name, ms, strideMs }) => (
					<Button
						key={name}
						small
						disabled={operate.busy}
						onClick={() => operate.run('advance', { ms, strideMs }, `The clock went on by ${name.slice(1)}`)}
					>
						{name}
					</Button>
				))}
				<Button
					small
					disabled={operate.busy || !nextDueAt}
					onClick={() =>
						operate.run('advance-to-next-due', {}, ({ now: reached }) => `It is ${sayInstant(reached)}; what was due has run`)
					}
				>
					To next due
				</Button>
			</div>
			<Box fontScale="c1" color="hint">
				{nextDueAt ? `The next job is due ${sayInstant(nextDueAt)}.` : 'Nothing is scheduled.'}
			</Box>
		</section>
	);
}
