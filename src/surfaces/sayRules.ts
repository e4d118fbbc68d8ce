import type { Say } from './texts';
import { RULE_IDS } from '../platform/deskRules';
import type { ReadRules } from '../policy/deskRules';

/** Settings that cannot be read as they are typed, each with what holds instead and what would be right; nothing when all can. */
export function sayUnreadableRules(say: Say, { rules, unreadable }: ReadRules): string[] {
	return unreadable.map(({ name, typed }) =>
		say('setting.unreadable', {
			name: say(`setting.${RULE_IDS[name]}`),
			typed,
			value: [rules[name]].flat().join(', '),
			hint: say(`setting.${RULE_IDS[name]}-hint`),
		}),
	);
}
