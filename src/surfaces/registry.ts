import { pageHolds, preserveAccount, produceCase } from './actions/actions';
import { hold } from './commands/hold';
import { locate } from './commands/locate';
import { produce } from './commands/produce';
import { setup } from './commands/setup';
import { submitApproval } from './forms/approve';
import { submitPreserve } from './forms/preserve';
import { submitProductionRequest } from './forms/produce';
import { submitSetup } from './forms/setup';
import type { Action, Command, FormHandler } from './surface';

/** Every way in. What is not listed here does not exist. */
export const COMMANDS: readonly Command[] = [setup, locate, hold, produce];
export const FORMS: readonly FormHandler[] = [submitSetup, submitPreserve, submitProductionRequest, submitApproval];
export const ACTIONS: readonly Action[] = [preserveAccount, produceCase, ...pageHolds];
