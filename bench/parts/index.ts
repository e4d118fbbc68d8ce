import { capture } from './capture';
import { commands } from './commands';
import { contents } from './contents';
import { holds } from './holds';
import { instances } from './instances';
import { ledger } from './ledger';
import { looks } from './looks';
import { memory } from './memory';
import { opening } from './opening';
import { production } from './production';
import { scale } from './scale';
import { skip } from './skip';
import { startup } from './startup';
import { submit } from './submit';
import type { Part } from '../report';

/** In the order in which they run. */
export const PARTS: Record<string, Part> = {
	startup,
	commands,
	looks,
	submit,
	capture,
	ledger,
	opening,
	holds,
	production,
	contents,
	memory,
	scale,
	skip,
	instances,
};
