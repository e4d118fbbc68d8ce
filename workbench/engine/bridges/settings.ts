/** Server settings as apps read them. Secret ones are not readable. */
import type { Context } from '../context';
import { hasSetting, listSettings, readSetting, writeSetting } from '../workspace/settings';

type Loose = any;

const SECRET = /password|secret|token|private_?key|^SMTP_/i;

export function createServerSettingBridge(context: Context) {
	const isReadable = (id: string) => hasSetting(context, id) && !SECRET.test(id);
	const toSetting = (id: string): Loose => ({
		id,
		value: readSetting(context, id),
		packageValue: readSetting(context, id),
		public: false,
		hidden: false,
	});
	const refuseUnreadable = (id: string) => {
		if (!isReadable(id)) {
			throw new Error(`The setting "${id}" is not readable.`);
		}
	};
	return new (class extends context.engine.bridges.ServerSettingBridge {
		async getAll(): Promise<Loose[]> {
			return listSettings(context)
				.filter(({ id }) => isReadable(id))
				.map(({ id }) => toSetting(id));
		}

		async getOneById(id: string): Promise<Loose> {
			refuseUnreadable(id);
			return toSetting(id);
		}

		async hideGroup(): Promise<void> {
			throw new Error('Method not implemented');
		}

		async hideSetting(): Promise<void> {
			throw new Error('Method not implemented');
		}

		async isReadableById(id: string) {
			return isReadable(id);
		}

		async updateOne(setting: Loose) {
			refuseUnreadable(setting.id);
			writeSetting(context, setting.id, setting.value);
		}

		async incrementValue(id: string, by: number) {
			refuseUnreadable(id);
			writeSetting(context, id, (readSetting<number>(context, id) ?? 0) + by);
		}
	})();
}
