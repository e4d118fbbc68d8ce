import { Buffer } from 'buffer';
import { inflateRawSync } from 'zlib';

/**
 * The texts of one language, inside a bundle. They are inflated when the first of them is asked for: rc-apps loads an app's
 * class to see whether it is one, and has no modules to give it.
 *
 * @param {string} base64 a JSON object, deflated; or, where `named` is given, the list of its values
 * @param {object} [named] an object with the same names in the order of the list
 * @returns the object, as far as reading goes
 */
export function openDeflatedTexts(base64, named) {
	let texts;
	const open = () => {
		if (!texts) {
			const read = JSON.parse(inflateRawSync(Buffer.from(base64, 'base64')).toString());
			texts = named
				? Object.fromEntries(Object.keys(named).flatMap((key, at) => (read[at] === null ? [] : [[key, read[at]]])))
				: read;
		}
		return texts;
	};
	return new Proxy(
		{},
		{
			get: (_target, key) => open()[key],
			has: (_target, key) => key in open(),
			ownKeys: () => Reflect.ownKeys(open()),
			getOwnPropertyDescriptor: (_target, key) => Reflect.getOwnPropertyDescriptor(open(), key),
		},
	);
}
