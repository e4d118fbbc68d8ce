import { capture } from './capture';
import { commands } from './commands';
import { holds } from './holds';
import { ledger } from './ledger';
import { memory } from './memory';
import { opening } from './opening';
import { production } from './production';
import { startup } from './startup';
import { submit } from './submit';
import type { Part } from '../report';

/** In the order in which they run. */
export const PARTS: Record<string, Part> = { startup, commands, submit, capture, ledger, opening, holds, production, memory };
