/* global jest */
/** Tests that start processes: a cold engine on a busy machine takes its time. Jest's testTimeout cannot be set for a project. */
jest.setTimeout(120_000);
