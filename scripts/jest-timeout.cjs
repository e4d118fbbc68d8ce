/* global jest */
/**
 * A cold engine takes its time on a busy machine, and so does making an RSA key: a test fails for what it finds, not for the
 * neighbours. Jest's testTimeout cannot be set for a project.
 */
jest.setTimeout(120_000);
