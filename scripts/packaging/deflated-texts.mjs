import { Buffer } from 'buffer';
import { inflateRawSync } from 'zlib';

/**
 * The texts of one language, inside a bundle. They are inflated when the first of them is asked for: rc-apps loads an app's
 * class to see whether it is one, and has no modules to give it.
 *
 * @param {string} base64 a JSON object, deflated
 * @returns the object, as far as reading goes
 */
export function openDeflatedTexts(base64) {
	let texts;
	const open = () => {
		texts ??= JSON.parse(inflateRawSync(Buffer.from(base64, 'base64')).toString());
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
