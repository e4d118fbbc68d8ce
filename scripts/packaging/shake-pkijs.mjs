import { readFileSync } from 'node:fs';

/** `Name.CLASS_NAME = "Name";` after the class of that name: a statement with an effect, for which esbuild must keep the class. */
const NAMED_AFTERWARDS = /^(\w+)\.(CLASS_NAME|NAME) = ("[^"]*");$/gm;

/**
 * Moves the names that pkijs gives its classes after declaring them into the classes, as static fields. What they are does not change,
 * but esbuild can then leave out the classes that nothing uses: 90 kB of the class file.
 *
 * @param {string} source of pkijs's one ES module
 * @returns the same, with the names moved; throws when there are none, which a new version of pkijs would have to be read for
 */
export function moveClassNames(source) {
	const fieldOf = new Map(
		[...source.matchAll(NAMED_AFTERWARDS)].map(([, name, field, value]) => [name, `static ${field} = ${value};`]),
	);
	const moved = new Set();
	const declared = source.replace(/^class (\w+)( extends [\w.]+)? \{/gm, (opening, name) => {
		const field = fieldOf.get(name);
		if (!field) {
			return opening;
		}
		moved.add(name);
		return `${opening} ${field}`;
	});
	if (moved.size === 0) {
		throw new Error(
			'pkijs no longer names its classes after declaring them: scripts/packaging/shake-pkijs.mjs has nothing to move.',
		);
	}
	return declared.replace(NAMED_AFTERWARDS, (assignment, name) => (moved.has(name) ? '' : assignment));
}

/** esbuild plugin: what is not used of pkijs stays out. */
export const shakePkijs = {
	name: 'shake-pkijs',
	setup(builder) {
		builder.onLoad({ filter: /[\\/]pkijs[\\/]build[\\/]index\.es\.js$/ }, ({ path }) => ({
			contents: moveClassNames(readFileSync(path, 'utf8')),
			loader: 'js',
		}));
	},
};
