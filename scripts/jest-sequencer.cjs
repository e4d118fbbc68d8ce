const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes longest. Begun last it would run alone, beside an idle core: a fresh clone knows no durations, and Jest goes by size. */
const LONGEST = [
	'browser/reach',
	'engine/fuzzButtons',
	'engine/clock',
	'engine/access',
	'engine/fuzzForms',
	'engine/notice',
	'engine/due',
	'engine/keys',
	'engine/intakeForms',
	'engine/wholeCase',
	'engine/captureLife',
	'interop/timeStamp',
	'interop/outside',
].map((name) => `/${name}.test.ts`);

/** The longest files first, in this order; the rest in Jest's own. */
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const rank = ({ path }) => {
			const at = LONGEST.findIndex((name) => path.replaceAll('\\', '/').endsWith(name));
			return at < 0 ? LONGEST.length : at;
		};
		return super.sort(tests).sort((one, other) => rank(one) - rank(other));
	}
};
