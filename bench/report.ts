import type { Zips } from './desk/openDesk';
import type { Subjects } from './desk/workspace';

/** One line of the table: what was measured against what. */
export interface Row {
	what: string;
	/** What the size counts stands in `what`. */
	size?: number;
	ours: number;
	floor: number;
	unit: 'ms' | 'kB' | 'MB' | 'calls' | 'rows';
	/** What the floor is. */
	against: string;
	ratio: number;
	/** The same of the processor time of server and apps. */
	cpuRatio?: number;
	/** The ratio that issue 8 aims at. */
	aim?: number;
}

/** How something grows; one panel of the plot. */
export interface Curve {
	title: string;
	xLabel: string;
	yLabel: string;
	/** Points with x and y above zero; both axes are logarithmic. */
	series: { name: string; points: [number, number][] }[];
}

export interface PartReport {
	part: string;
	title: string;
	rows: Row[];
	curves: Curve[];
	/** What the numbers do not say by themselves. */
	notes: string[];
	tookMs: number;
}

/** What a part is given. */
export interface PartSetting {
	quick: boolean;
	/** Sizes that take minutes. */
	full: boolean;
	zips: Zips;
	/** The workspace that is copied for each part. */
	prepared: string;
	/** Empty, for this part alone. */
	workDir: string;
	subjects: Subjects;
}

export interface Part {
	title: string;
	/** Runs only when it is named. */
	isOnRequest?: true;
	run(setting: PartSetting): Promise<Omit<PartReport, 'part' | 'title' | 'tookMs'>>;
}

export const round = (value: number, digits = 2): number => Number(value.toPrecision(digits + 1));

/** A row in ms. */
export function makeRow(row: Omit<Row, 'unit' | 'ratio'> & { unit?: Row['unit']; ratio?: number }): Row {
	const { ours, floor, unit = 'ms', ratio = ours / floor, cpuRatio, ...rest } = row;
	const cpu = cpuRatio === undefined ? {} : { cpuRatio: round(cpuRatio) };
	return { ...rest, unit, ours: round(ours), floor: round(floor), ratio: round(ratio), ...cpu };
}
