/** How the rules say yes and no. What builds on them imports it from here. */
export { accept, refuse, type Accepted, type Refusal, type RefusalParams, type Result } from '../result';
