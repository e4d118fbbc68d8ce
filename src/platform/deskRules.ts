import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';

import { DEFAULT_RULES, readRules, RULE_NAMES, type ReadRules, type RuleName } from '../policy/deskRules';

/** Under which ids the administrator finds them. */
export const RULE_IDS = {
	noticeWaitingDays: 'notice-waiting-days',
	digestHour: 'digest-hour',
	holdReminderDays: 'hold-reminder-days',
	orderReminderDays: 'order-reminder-days',
	productionPeople: 'production-people',
} as const satisfies Record<RuleName, string>;

/**
 * The desk's own rules, as the workspace's administrator sets them. All are texts: the platform would store any number
 * without asking, and a text that cannot be read can be shown as it was typed.
 */
export const RULE_SETTINGS: readonly ISetting[] = RULE_NAMES.map((name) => ({
	id: RULE_IDS[name],
	type: SettingType.STRING,
	packageValue: [DEFAULT_RULES[name]].flat().join(', '),
	required: false,
	public: false,
	i18nLabel: `setting.${RULE_IDS[name]}`,
	i18nDescription: `setting.${RULE_IDS[name]}-hint`,
}));

/** Reads them as they are now. A setting that the platform does not answer for has its default. */
export async function readDeskRules(read: IRead): Promise<ReadRules> {
	const settings = read.getEnvironmentReader().getSettings();
	const typed = await Promise.all(
		RULE_NAMES.map(
			async (name) => [name, (await settings.getValueById(RULE_IDS[name]).catch(() => undefined)) as unknown] as const,
		),
	);
	return readRules(Object.fromEntries(typed));
}
