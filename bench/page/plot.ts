import { drawPanel, PANEL } from './panel';
import type { Curve } from '../report';

const COLUMNS = 2;
const GAP = 24;

/** Colours for a light and a dark page; lines differ by mark as well, for readers who see no difference of colour. */
const STYLE = `
	svg { --page: #ffffff; --ink: #1f2329; --faint: #5c6670; --grid: #dfe3e8; --s0: #1f6fd6; --s1: #b8500a; --s2: #24793b; --s3: #7a3fb0; }
	@media (prefers-color-scheme: dark) {
		svg { --page: #16191d; --ink: #e8ebef; --faint: #a4adb8; --grid: #363d47; --s0: #6aa9ff; --s1: #ff9f5a; --s2: #67c481; --s3: #c198ef; }
	}
	text { font: 12px system-ui, sans-serif; fill: var(--ink); }
	.title { font-size: 14px; font-weight: 600; }
	.tick, .label { fill: var(--faint); }
	.grid { stroke: var(--grid); stroke-width: 1; }
	.line { fill: none; stroke-width: 2; }
	.s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); } .s2 { stroke: var(--s2); } .s3 { stroke: var(--s3); }
	.mark { fill: var(--page); stroke-width: 2; }
`;

/** All growth curves on one sheet. @returns the SVG's text */
export function drawPlot(curves: readonly Curve[]): string {
	const rows = Math.ceil(curves.length / COLUMNS);
	const width = COLUMNS * PANEL.width + (COLUMNS + 1) * GAP;
	const height = rows * PANEL.height + (rows + 1) * GAP;
	const panels = curves.map((curve, index) => {
		const x = GAP + (index % COLUMNS) * (PANEL.width + GAP);
		const y = GAP + Math.floor(index / COLUMNS) * (PANEL.height + GAP);
		return `<g transform="translate(${x} ${y})">\n${drawPanel(curve)}\n</g>`;
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
		'<title>How Legal Desk’s costs grow, against their floors; both axes logarithmic</title>',
		`<style>${STYLE}</style>`,
		`<rect width="${width}" height="${height}" fill="var(--page)"/>`,
		...panels,
		'</svg>',
		'',
	].join('\n');
}
