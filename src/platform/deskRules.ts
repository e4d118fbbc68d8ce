import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';

import { createTextSetting, readSetting } from './textSettings';
import { DEFAULT_RULES, readRules, RULE_NAMES, type ReadRules, type RuleName } from '../policy/deskRules';

/** Under which ids the administrator finds them. */
export const RULE_IDS = {
	noticeWaitingDays: 'notice-waiting-days',
	digestHour: 'digest-hour',
	holdReminderDays: 'hold-reminder-days',
	orderReminderDays: 'order-reminder-days',
	productionPeople: 'production-people',
} as const satisfies Record<RuleName, string>;

/** The desk's own rules, as the workspace's administrator sets them. */
export const RULE_SETTINGS: readonly ISetting[] = RULE_NAMES.map((name) =>
	createTextSetting(RULE_IDS[name], { packageValue: [DEFAULT_RULES[name]].flat().join(', ') }),
);

/** Reads them as they are now. A setting that the platform does not answer for has its default. */
export async function readDeskRules(read: IRead): Promise<ReadRules> {
	const typed = await Promise.all(RULE_NAMES.map(async (name) => [name, await readSetting(read, RULE_IDS[name])] as const));
	return readRules(Object.fromEntries(typed));
}
