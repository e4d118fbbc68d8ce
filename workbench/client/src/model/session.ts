import { createRest } from './rest';
import type { Account, Login } from './types';

/** Kept for the tab, so that each tab is a person of its own. */
const key = 'login';

export function readLogin(): Login | undefined {
	const kept = sessionStorage.getItem(key);
	return kept ? (JSON.parse(kept) as Login) : undefined;
}

/** @throws RequestRefused when name or password are wrong */
export async function signIn(user: string, password: string): Promise<Login> {
	const { data } = await createRest(() => ({})).post('/api/v1/login', { user, password });
	sessionStorage.setItem(key, JSON.stringify(data));
	return data as Login;
}

export function forgetLogin(): void {
	sessionStorage.removeItem(key);
	sessionStorage.removeItem('room');
}

/** What the server tells a page on its own machine: who may sign in, and the operator's token. */
export interface PageFacts {
	siteName?: string;
	people: Account[];
	operatorToken?: string;
}

export async function readPageFacts(): Promise<PageFacts> {
	try {
		return (await createRest(() => ({})).get('/_workbench/page')) as PageFacts;
	} catch {
		return { people: [] };
	}
}
