/** Workspaces to begin with, as plain data: `buildSmall` for tests, `buildCommunity` for a demonstration, `buildEmpty` for a fresh server. */
export { buildCommunity } from './community';
export { buildEmpty } from './empty';
export { readSeedFile, writeSeedFile } from './seedFile';
export { buildSmall, defaultSeedInstant, type SeedOptions } from './small';
