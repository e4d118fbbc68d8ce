/** Workspaces to begin with, as plain data: `buildSmall` for tests, `buildCommunity` for a demonstration. */
export { buildCommunity } from './community';
export { buildSmall, defaultSeedInstant, type SeedOptions } from './small';
