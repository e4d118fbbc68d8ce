import { webcrypto } from 'crypto';

import { CryptoEngine, setEngine } from 'pkijs';

/** Keys as WebCrypto holds them: node:crypto's own encryption is wrong or missing on the Deno versions in the field. */
export type CryptoKey = webcrypto.CryptoKey;

export const { subtle } = webcrypto;

/**
 * pkijs looks for WebCrypto on `globalThis`, which is undefined where apps run, so it is told. Passed to every call that
 * takes an engine; also set as the default for the few helpers inside pkijs that take none.
 */
export const engine = new CryptoEngine({ name: 'node', crypto: webcrypto });

setEngine(engine.name, engine);
