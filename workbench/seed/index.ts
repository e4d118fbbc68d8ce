/** Workspaces to begin with, as plain data: `buildSmall` for tests, `buildCommunity` for a demonstration, `buildEmpty` for a fresh server, `buildStaff` for an import. */
export { buildCommunity } from './community';
export { buildEmpty } from './empty';
export { readSeedFile, writeSeedFile } from './seedFile';
export { buildStaff } from './staff';
export { buildSmall, defaultSeedInstant, type SeedOptions } from './small';
