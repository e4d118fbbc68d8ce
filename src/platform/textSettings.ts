import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { SettingType, type ISetting } from '@rocket.chat/apps-engine/definition/settings';

/**
 * A setting of the app, which the administrator finds under its id. All are texts: the platform would store any number
 * without asking, and a text that cannot be read can be shown as it was typed.
 */
export function createTextSetting(id: string, more: Partial<ISetting> = {}): ISetting {
	return {
		id,
		type: SettingType.STRING,
		packageValue: '',
		required: false,
		public: false,
		i18nLabel: `setting.${id}`,
		i18nDescription: `setting.${id}-hint`,
		...more,
	};
}

/** What an administrator typed; undefined also where the platform knows no such setting, which it answers with an error. */
export async function readSetting(read: IRead, id: string): Promise<unknown> {
	try {
		return await read.getEnvironmentReader().getSettings().getValueById(id);
	} catch {
		return undefined;
	}
}
