import type { Curve } from '../report';

export const PANEL = { width: 430, height: 300 };

const FRAME = { left: 58, top: 66, right: 412, bottom: 254 };

interface Scale {
	/** Powers of ten that get a line of the grid. */
	decades: number[];
	place(value: number): number;
}

/** Logarithmic, from the decade below the smallest value to the one above the largest. */
function makeScale(values: number[], from: number, to: number): Scale {
	const low = Math.floor(Math.log10(Math.min(...values)));
	const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
	return {
		decades: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
		place: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from),
	};
}

/** One curve with its axes and legend, in a space of `PANEL`'s size. */
export function drawPanel({ title, xLabel, yLabel, series }: Curve): string {
	const points = series.flatMap((one) => one.points);
	const x = makeScale(
		points.map(([size]) => size),
		FRAME.left,
		FRAME.right,
	);
	const y = makeScale(
		points.map(([, value]) => value),
		FRAME.bottom,
		FRAME.top,
	);
	return [
		drawText(0, 14, title, 'class="title"'),
		...series.map(({ name }, index) => drawLegend(name, index)),
		...drawGrid(x, y),
		drawText((FRAME.left + FRAME.right) / 2, 292, xLabel, 'class="label" text-anchor="middle"'),
		drawText(0, 0, yLabel, 'class="label" text-anchor="middle" transform="translate(12 160) rotate(-90)"'),
		...series.flatMap((one, index) => drawSeries(one.points, index, x, y)),
	].join('\n');
}

function drawGrid(x: Scale, y: Scale): string[] {
	const vertical = x.decades.flatMap((decade) => {
		const at = round(x.place(decade));
		return [
			`<line class="grid" x1="${at}" x2="${at}" y1="${FRAME.top}" y2="${FRAME.bottom}"/>`,
			drawText(at, FRAME.bottom + 17, nameDecade(decade), 'class="tick" text-anchor="middle"'),
		];
	});
	const horizontal = y.decades.flatMap((decade) => {
		const at = round(y.place(decade));
		return [
			`<line class="grid" x1="${FRAME.left}" x2="${FRAME.right}" y1="${at}" y2="${at}"/>`,
			drawText(FRAME.left - 7, at + 4, nameDecade(decade), 'class="tick" text-anchor="end"'),
		];
	});
	return [...vertical, ...horizontal];
}

function drawSeries(points: [number, number][], index: number, x: Scale, y: Scale): string[] {
	const placed = points.map(([size, value]): [number, number] => [round(x.place(size)), round(y.place(value))]);
	const line = `<polyline class="line s${index}" points="${placed.map((point) => point.join(',')).join(' ')}"/>`;
	return [line, ...placed.map(([atX, atY]) => drawMark(atX, atY, index))];
}

/** Two columns of two under the title. */
function drawLegend(name: string, index: number): string {
	const [x, y] = [(index % 2) * 215, 32 + Math.floor(index / 2) * 18];
	return [
		`<line class="line s${index}" x1="${x}" x2="${x + 22}" y1="${y}" y2="${y}"/>`,
		drawMark(x + 11, y, index),
		drawText(x + 29, y + 4, name),
	].join('');
}

/** Circle, square, triangle or diamond. */
function drawMark(x: number, y: number, index: number): string {
	const shapes = [
		`<circle class="mark s0" cx="${x}" cy="${y}" r="4"/>`,
		`<rect class="mark s1" x="${x - 4}" y="${y - 4}" width="8" height="8"/>`,
		`<path class="mark s2" d="M${x} ${y - 5}l5 9h-10z"/>`,
		`<path class="mark s3" d="M${x} ${y - 5}l5 5l-5 5l-5-5z"/>`,
	];
	return shapes[index] ?? '';
}

function drawText(x: number, y: number, text: string, attributes = ''): string {
	const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	return `<text x="${x}" y="${y}" ${attributes}>${escaped}</text>`;
}

function nameDecade(decade: number): string {
	return decade >= 1 ? decade.toLocaleString('en') : String(Number(decade.toPrecision(1)));
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
