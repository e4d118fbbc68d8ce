import de from '../../i18n/de.json';
import en from '../../i18n/en.json';
import ptBr from '../../i18n/pt-BR.json';
import { measureRemaining } from '../policy/instants';

/** The key of a text in `i18n/`. */
export type TextKey = keyof typeof en;

export type TextParams = Record<string, string | number | boolean | readonly string[] | undefined>;

/** One person's language: gives the text of a key with its `{names}` filled in. */
export type Say = (key: TextKey, params?: TextParams) => string;

const CATALOGUES: Record<string, Partial<Record<TextKey, string>>> = { en, de, 'pt-BR': ptBr, 'pt': ptBr };

/** @param language as the workspace states it, e.g. `pt-BR`; English where there is no translation */
export function speak(language: string | undefined): Say {
	const catalogue = CATALOGUES[language ?? 'en'] ?? CATALOGUES[(language ?? 'en').split('-')[0] ?? 'en'] ?? en;
	return (key, params = {}) => fill(catalogue[key] ?? en[key], params);
}

/** Whether there is a text with this key. */
export function hasText(key: string): key is TextKey {
	return Object.hasOwn(en, key);
}

/** Says the sentence of a refusal: its text has the key `refusal.<code>`. */
export function sayRefusal(say: Say, refusal: { code: string; params?: TextParams }): string {
	const key = `refusal.${refusal.code}`;
	return hasText(key) ? say(key, refusal.params) : say('refusal.unknown', { code: refusal.code });
}

/** The time left, in words: `in 12 days`, `47 hours overdue`. */
export function sayRemaining(say: Say, until: number | Date, now: number | Date): string {
	const { isOver, amount, unit } = measureRemaining(until, now);
	if (amount === 0) {
		return say('time.now');
	}
	return say(`time.${isOver ? 'overdue' : 'in'}.${amount === 1 ? 'minute' : unit}`, { amount });
}

/** Records keep milliseconds; people read seconds. */
const EXACT_INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d{3}Z$/;

function fill(text: string, params: TextParams): string {
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
		const value = params[name];
		return value === undefined ? whole : String([value].flat().join(', ')).replace(EXACT_INSTANT, '$1Z');
	});
}
