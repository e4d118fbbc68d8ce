import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { isRunning } from '../server/registry';

const prefix = 'workbench-';

/** A fresh folder whose name says which process it belongs to; folders of processes that are gone are cleared away. */
export function makeTemporaryFolder(): string {
	for (const name of readdirSync(tmpdir())) {
		const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
		if (owner && !isRunning(Number(owner))) removeFolder(path.join(tmpdir(), name));
	}
	return mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
