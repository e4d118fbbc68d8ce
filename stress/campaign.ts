import { addUp, listUnexercised } from './exercise';
import { describeCommit, renderTable, writePart } from './page';
import { play, type Played } from './play';
import type { Stage } from './run';
import { tellStep } from './tell';

/** What is put on the page of one campaign. */
interface Campaign {
	command: string;
	count: number;
	played: readonly Played[];
	unexercised: readonly string[];
}

/**
 * Plays several seeds one after another.
 *
 * @returns what is to be told; it held where nothing went wrong and every promise was put to the test by one of them
 */
export async function playCampaign(
	seeds: readonly number[],
	{ count, tries, command, write }: { count: number; tries: number; command: string; write: boolean },
	stage: Stage,
): Promise<{ held: boolean; text: string }> {
	const played: Played[] = [];
	for (const seed of seeds) {
		const one = await play({ seed, count }, stage, tries);
		played.push(one);
		const { steps, seconds, wrong } = one.report;
		process.stderr.write(
			`Seed ${seed}: ${steps} steps in ${seconds} s. ${wrong.length === 0 ? 'Everything held.' : 'FAILED.'}\n`,
		);
	}
	const failed = played.filter(({ report }) => report.wrong.length > 0);
	const unexercised = listUnexercised(...played.map(({ report }) => report.exercised));
	const text = renderCampaign({ command, count, played, unexercised });
	if (write) {
		writePart('campaign', text);
	}
	const traces = failed.map(
		({ seed, report, short }) =>
			`\nSeed ${seed}: ${report.wrong.join('\n')}\n${short?.steps.map((step) => `  ${tellStep(step)}`).join('\n')}\nAgain: npm run stress -- --replay ${short?.trace} --verbose`,
	);
	return { held: failed.length + unexercised.length === 0, text: [text, ...traces, ''].join('\n') };
}

function renderCampaign({ command, count, played, unexercised }: Campaign): string {
	const sum = (of: (one: Played) => number) => played.reduce((total, one) => total + of(one), 0);
	const failed = played.filter(({ report }) => report.wrong.length > 0);
	const counts = Object.entries(addUp(played.map(({ report }) => report.exercised)));
	const runsWith = (promise: string) => played.filter(({ report }) => report.exercised[promise]).length;
	return [
		`\`${command}\` at commit ${describeCommit()}, on ${new Date().toISOString().slice(0, 10)}:`,
		'',
		`- seeds: ${played.map(({ seed }) => seed).join(', ')}, up to ${count.toLocaleString('en')} steps each;`,
		`- ${sum(({ report }) => report.steps).toLocaleString('en')} steps in ${Math.round(sum(({ report }) => report.seconds) / 60)} minutes; ${sum(({ report }) => report.cases)} cases, ${sum(({ report }) => report.events).toLocaleString('en')} events;`,
		`- ${sum(({ report }) => report.faultsStruck)} calls failed on purpose, ${sum(({ report }) => report.serversRevived)} servers lost power in the middle of a call;`,
		failed.length === 0
			? '- everything held in all of them.'
			: `- **something did not hold** with seed ${failed.map(({ seed }) => seed).join(', ')}.`,
		...(unexercised.length > 0 ? [`- **never put to the test**: ${unexercised.join('; ')}.`] : []),
		'',
		renderTable(
			['Put to the test', 'Times', `Runs of ${played.length}`],
			counts.map(([promise, times]) => [promise, times.toLocaleString('en'), runsWith(promise)]),
		),
	].join('\n');
}
