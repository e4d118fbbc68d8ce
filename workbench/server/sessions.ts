import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A secret that all processes over one data folder share; made by whichever comes first. */
export function readSharedSecret(dataDir: string, name: string): string {
	const file = path.join(dataDir, name);
	if (!existsSync(file)) {
		mkdirSync(dataDir, { recursive: true });
		const draft = `${file}.${process.pid}`;
		writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 });
		try {
			// A hard link appears whole or not at all, and never replaces another process's file.
			linkSync(draft, file);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		} finally {
			unlinkSync(draft);
		}
	}
	return readFileSync(file, 'utf8');
}

export const isSameSecret = (given: string, expected: string): boolean => {
	const [one, other] = [Buffer.from(given), Buffer.from(expected)];
	return one.length === other.length && timingSafeEqual(one, other);
};

/** Login tokens that need no store: they hold for every process over the folder, and after a restart. */
export interface Sessions {
	issueToken(userId: string): string;
	isValid(userId: string, token: string): boolean;
}

export function openSessions(dataDir: string): Sessions {
	const secret = readSharedSecret(dataDir, 'session-secret');
	const sign = (userId: string, salt: string): string =>
		`${salt}.${createHmac('sha256', secret).update(`${salt} ${userId}`).digest('base64url')}`;
	return {
		issueToken: (userId) => sign(userId, randomBytes(12).toString('base64url')),
		isValid: (userId, token) => isSameSecret(token, sign(userId, token.split('.')[0] ?? '')),
	};
}
