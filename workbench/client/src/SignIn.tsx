import {
	Box,
	Button,
	Field,
	FieldError,
	FieldLabel,
	FieldRow,
	PasswordInput,
	Tag,
	TextInput,
	Throbber,
} from '@rocket.chat/fuselage';
import { useId, useState, type FormEvent, type ReactElement } from 'react';

import { Avatar } from './messages/Avatar';
import { signIn, type PageFacts } from './model/session';
import type { Account, Login } from './model/types';
import { typedIn } from './uikit/typed';

const ordinaryRoles = ['user'];

/** Who has a special part in the workspace comes first. */
const byPart = (one: Account, other: Account): number => {
	const part = ({ roles = [] }: Account): number => (roles.some((role) => !ordinaryRoles.includes(role)) ? 0 : 1);
	return part(one) - part(other) || one.username.localeCompare(other.username);
};

function Person({ person, onChoose }: { person: Account; onChoose(): void }): ReactElement {
	const roles = (person.roles ?? []).filter((role) => !ordinaryRoles.includes(role));
	return (
		<li>
			<button type="button" className="wb-person" disabled={person.active === false} onClick={onChoose}>
				<Avatar name={person.username} />
				<span className="wb-person__names">
					<strong>{person.name ?? person.username}</strong>
					<span>@{person.username}</span>
				</span>
				{roles.map((role) => (
					<Tag key={role} variant="primary">
						{role}
					</Tag>
				))}
				{person.active === false && <Tag>deactivated</Tag>}
			</button>
		</li>
	);
}

/** One press signs in, since a seeded person's password is their username; others type theirs. */
export function SignIn({ facts, onDone }: { facts?: PageFacts; onDone(login: Login): void }): ReactElement {
	const id = useId();
	const [username, setUsername] = useState('');
	const [password, setPassword] = useState('');
	const [filter, setFilter] = useState('');
	const [error, setError] = useState<string>();
	const enter = async (user: string, secret: string): Promise<void> => {
		try {
			onDone(await signIn(user, secret));
		} catch {
			setUsername(user);
			setError('Username or password is wrong.');
		}
	};
	const submit = (event: FormEvent): void => {
		event.preventDefault();
		void enter(username, password || username);
	};
	const people = (facts?.people ?? [])
		.filter(({ type }) => type === 'user')
		.filter(({ username: known, name = '' }) => `${known} ${name}`.toLowerCase().includes(filter.toLowerCase()))
		.sort(byPart);
	return (
		<main className="wb-sign-in">
			<div className="wb-sign-in__card">
				<Box is="h1" fontScale="h2">
					{facts?.siteName ?? 'Workspace'}
				</Box>
				<Box is="p" fontScale="p2" color="hint" marginBlockEnd={16}>
					A Rocket.Chat workspace on this machine. Sign in as anybody; each tab is a person of its own.
				</Box>
				{facts ? (
					<>
						{facts.people.length > 0 && (
							<>
								<TextInput
									width="full"
									aria-label="Find a person"
									placeholder="Find a person"
									value={filter}
									onChange={(event) => setFilter(typedIn(event))}
								/>
								<ul className="wb-people" aria-label="People">
									{people.map((person) => (
										<Person key={person._id} person={person} onChoose={() => void enter(person.username, person.username)} />
									))}
								</ul>
							</>
						)}
						<form onSubmit={submit}>
							<Field>
								<FieldLabel htmlFor={`${id}-user`}>Username</FieldLabel>
								<FieldRow>
									<TextInput
										id={`${id}-user`}
										autoComplete="username"
										value={username}
										onChange={(event) => setUsername(typedIn(event))}
									/>
								</FieldRow>
							</Field>
							<Field>
								<FieldLabel htmlFor={`${id}-password`}>Password</FieldLabel>
								<FieldRow>
									<PasswordInput
										id={`${id}-password`}
										autoComplete="current-password"
										placeholder="the username, unless it was set"
										value={password}
										onChange={(event) => setPassword(typedIn(event))}
									/>
								</FieldRow>
								{error && <FieldError role="alert">{error}</FieldError>}
							</Field>
							<Button type="submit" primary width="full" marginBlockStart={16}>
								Sign in
							</Button>
						</form>
					</>
				) : (
					<Throbber />
				)}
			</div>
		</main>
	);
}
