import { Box, Button, Field, FieldLabel, FieldRow, Select, TextInput, type SelectOption } from '@rocket.chat/fuselage';
import { useId, useState, type ReactElement } from 'react';

import type { MachineFacts, Operate } from '../model/operator';
import { typedIn } from '../uikit/typed';

interface ActionsProps {
	facts: MachineFacts;
	operate: Operate;
}

interface ChoiceProps {
	label: string;
	value: string | undefined;
	options: SelectOption[];
	onChoose(value: string): void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps): ReactElement {
	const id = useId();
	return (
		<>
			<FieldLabel htmlFor={id}>{label}</FieldLabel>
			<FieldRow>
				<Select
					id={id}
					aria-label={label}
					width="full"
					value={value ?? null}
					options={options}
					onChange={(key) => onChoose(String(key))}
				/>
			</FieldRow>
		</>
	);
}

function PeopleActions({ facts, operate }: ActionsProps): ReactElement {
	const [username, setUsername] = useState<string>();
	const [newName, setNewName] = useState('');
	const person = facts.people.find((known) => known.username === username);
	const options = facts.people
		.filter(({ type }) => type === 'user')
		.map(({ username: known, active }): SelectOption => [known, active === false ? `${known} (deactivated)` : known]);
	const active = person?.active !== false;
	const off = operate.busy || !person;
	const rename = (): void => {
		operate.run('update-user', { username, by: username, patch: { username: newName } }, `@${username} is @${newName} now`);
		setUsername(newName);
		setNewName('');
	};
	return (
		<Field>
			<Choice label="Person" value={username} options={options} onChoose={setUsername} />
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
			<div className="wb-row">
				<TextInput
					aria-label="New username"
					placeholder="new username"
					value={newName}
					onChange={(event) => setNewName(typedIn(event))}
				/>
				<Button small disabled={off || newName.trim() === ''} onClick={rename}>
					Rename
				</Button>
			</div>
		</Field>
	);
}

function RoomActions({ facts, operate }: ActionsProps): ReactElement {
	const [room, setRoom] = useState<string>();
	const [before, setBefore] = useState(facts.now.slice(0, 10));
	const options = facts.rooms.map(
		({ _id, t, name, usernames }): SelectOption => [_id, t === 'd' ? (usernames ?? []).join(', ') : `#${name}`],
	);
	const off = operate.busy || !facts.rooms.some(({ _id }) => _id === room);
	return (
		<Field>
			<Choice label="Room" value={room} options={options} onChoose={setRoom} />
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
					disabled={off || Number.isNaN(Date.parse(before))}
					onClick={() =>
						operate.run(
							'prune',
							{ room, before: new Date(before).toISOString() },
							({ count }) => `${count} messages before ${before} are gone`,
						)
					}
				>
					Prune
				</Button>
				<Button small danger disabled={off} onClick={() => operate.run('delete-room', { room }, 'The room is gone')}>
					Delete
				</Button>
			</div>
		</Field>
	);
}

/** Calls of the app that can be made to fail, by the name of the bridge's method. */
const failures: SelectOption[] = [
	['uploads.create', 'an upload'],
	['messages.create', 'a message'],
	['email.send', 'an e-mail'],
	['persistence.create', 'a new record'],
	['scheduler.scheduleOnce', 'a job'],
];

function TransportActions({ operate }: ActionsProps): ReactElement {
	const [method, setMethod] = useState('uploads.create');
	return (
		<Field>
			<Choice label="What goes wrong next" value={method} options={failures} onChoose={setMethod} />
			<div className="wb-row">
				<Button
					small
					disabled={operate.busy}
					onClick={() => operate.run('inject-fault', { method, plan: {} }, 'The next one fails, and the app is told')}
				>
					Let it fail
				</Button>
				<Button
					small
					disabled={operate.busy}
					onClick={() => operate.run('lose-mail', { times: 1 }, 'The next e-mail is lost, and nobody is told')}
				>
					Lose the next e-mail
				</Button>
			</div>
		</Field>
	);
}

/** What happens to a workspace without any app being asked. */
export function BehindTheBack(props: ActionsProps): ReactElement {
	return (
		<>
			<Box is="p" fontScale="c1" color="hint">
				The app is not asked; of some of it a real server would tell it, and so does this one.
			</Box>
			<PeopleActions {...props} />
			<RoomActions {...props} />
			<TransportActions {...props} />
		</>
	);
}
