import { Box, Button, Field, FieldLabel, FieldRow, Select, TextInput, type SelectOption } from '@rocket.chat/fuselage';
import { useId, useState, type ReactElement } from 'react';

import type { MachineFacts, Operate } from '../model/operator';
import { typedIn } from '../uikit/typed';

function PeopleActions({ facts, operate }: { facts: MachineFacts; operate: Operate }): ReactElement {
	const id = useId();
	const [username, setUsername] = useState<string>();
	const person = facts.people.find((known) => known.username === username);
	const options = facts.people
		.filter(({ type }) => type === 'user')
		.map(({ username: known, active }): SelectOption => [known, active === false ? `${known} (deactivated)` : known]);
	const active = person?.active !== false;
	const off = operate.busy || !person;
	return (
		<Field>
			<FieldLabel htmlFor={id}>Person</FieldLabel>
			<FieldRow>
				<Select
					id={id}
					aria-label="Person"
					width="full"
					value={username ?? null}
					options={options}
					onChange={(key) => setUsername(String(key))}
				/>
			</FieldRow>
			<div className="wb-row">
				<Button
					small
					disabled={off}
					onClick={() =>
						operate.run('set-user-active', { username, active: !active }, `@${username} is ${active ? 'deactivated' : 'active'}`)
					}
				>
					{active ? 'Deactivate' : 'Activate'}
				</Button>
				<Button small danger disabled={off} onClick={() => operate.run('delete-user', { username }, `@${username} is deleted`)}>
					Delete
				</Button>
			</div>
		</Field>
	);
}

function PruneAction({ facts, operate }: { facts: MachineFacts; operate: Operate }): ReactElement {
	const id = useId();
	const [room, setRoom] = useState<string>();
	const [before, setBefore] = useState(facts.now.slice(0, 10));
	const options = facts.rooms.map(
		({ _id, t, name, usernames }): SelectOption => [_id, t === 'd' ? (usernames ?? []).join(', ') : `#${name}`],
	);
	return (
		<Field>
			<FieldLabel htmlFor={id}>Room</FieldLabel>
			<FieldRow>
				<Select
					id={id}
					aria-label="Room"
					width="full"
					value={room ?? null}
					options={options}
					onChange={(key) => setRoom(String(key))}
				/>
			</FieldRow>
			<div className="wb-row">
				<TextInput
					aria-label="Prune messages before"
					placeholder="YYYY-MM-DD"
					value={before}
					onChange={(event) => setBefore(typedIn(event))}
				/>
				<Button
					small
					danger
					disabled={operate.busy || !room || Number.isNaN(Date.parse(before))}
					onClick={() =>
						operate.run('prune', { room, before: new Date(before).toISOString() }, `Messages before ${before} are gone`)
					}
				>
					Prune
				</Button>
			</div>
		</Field>
	);
}

/** What happens to a workspace without any app being asked. */
export function BehindTheBack(props: { facts: MachineFacts; operate: Operate }): ReactElement {
	return (
		<>
			<Box is="p" fontScale="c1" color="hint">
				No event tells the app of what is done here.
			</Box>
			<PeopleActions {...props} />
			<PruneAction {...props} />
		</>
	);
}
