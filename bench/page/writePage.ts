import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { FINDINGS } from './findings';
import { drawPlot } from './plot';
import { formatValue, renderTables } from './tables';
import type { Machine } from '../machine';
import type { PartReport, Row } from '../report';

export interface Run extends Machine {
	reports: PartReport[];
	tookSeconds: number;
}

/** Writes `performance.md` and `performance.svg` from one run. */
export function writePage(docs: string, run: Run): void {
	writeFileSync(path.join(docs, 'performance.svg'), drawPlot(run.reports.flatMap(({ curves }) => curves)));
	writeFileSync(path.join(docs, 'performance.md'), renderPage(run));
}

function renderPage(run: Run): string {
	return `${[renderHead(run), renderAims(run.reports), FINDINGS, renderTables(run.reports)].join('\n\n')}\n`;
}

function renderHead({ date, machine, load, versions, commit, tookSeconds }: Run): string {
	return `# Performance

Written by \`npm run bench -- --write\`; do not edit by hand. \`npm run bench -- capture --quick\` measures one part; \`--json\` prints the numbers.

The packaged app on the genuine Apps-Engine (Deno), in the workbench, against floors measured in turns with it in the same run.
Read the **ratios** and how they grow, not the milliseconds: the figures come from a shared machine of two cores that was doing other work, and the workbench's database answers from the same machine, without a network.
A median is the median of the ratios of single rounds; a p95 needs all rounds and suffers most from the neighbours.

| | |
|---|---|
| when | ${date} UTC, ${tookSeconds} s |
| machine | ${machine} |
| load before (1, 5, 15 minutes) | ${load} |
| versions | ${versions} |
| sources | commit ${commit} |

What the floors are:
- *empty command*: a command of the probe app (\`bench/probe\`) that does nothing.
- *its calls alone*: the probe repeats the very calls to the server that the desk was seen to make, with the same bytes, side by side where the desk makes them side by side, and does nothing else. What is left is the desk's own computing.
- *bare loop*: the reads that no app can do without to copy the same rooms, and writes of the same number of bytes.

![Growth curves](performance.svg)`;
}

const AIMS = `## Aims

The project's own, from the issue that asked for this bench; where it names no number (flat memory, independence of closed cases, a client's patience) the number is ours.`;

function renderAims(reports: readonly PartReport[]): string {
	const rows = reports.flatMap((report) => report.rows).filter((row): row is Row & { aim: number } => row.aim !== undefined);
	const lines = rows.map(({ what, size, ratio, aim, against }) => {
		const subject = size === undefined ? what : `${what} (${size.toLocaleString('en')})`;
		return `| ${subject} | ${against} | ≤ ${aim} | ${formatValue(ratio)} | ${ratio <= aim ? 'yes' : '**no**'} |`;
	});
	return [AIMS, '', '| what | against | aim | measured | met |', '|---|---|--:|--:|---|', ...lines].join('\n');
}
