import type { PartReport, Row } from '../report';

/** The tables as Markdown, which a terminal shows well enough. */
export function renderTables(reports: readonly PartReport[]): string {
	return reports.map(renderReport).join('\n\n');
}

function renderReport({ title, rows, notes, part }: PartReport): string {
	const cells = rows.map(renderRow);
	const header = ['what', 'size', 'ours', 'floor', 'the floor is', 'ratio', 'CPU', 'aim'];
	return [
		`## ${title} (\`${part}\`)`,
		'',
		`| ${header.join(' | ')} |`,
		'|---|--:|--:|--:|---|--:|--:|---|',
		...cells.map((row) => `| ${row.join(' | ')} |`),
		...(notes.length > 0 ? ['', ...notes.map((note) => `- ${note}`)] : []),
	].join('\n');
}

function renderRow({ what, size, ours, floor, unit, against, ratio, cpuRatio, aim }: Row): string[] {
	const met = aim !== undefined && (ratio <= aim ? `≤ ${aim}: met` : `≤ ${aim}: **missed**`);
	return [
		what,
		size?.toLocaleString('en') ?? '',
		`${formatValue(ours)} ${unit}`,
		`${formatValue(floor)} ${unit}`,
		against,
		`${formatValue(ratio)} ×`,
		cpuRatio === undefined ? '' : `${formatValue(cpuRatio)} ×`,
		met || '',
	];
}

/** Three digits are more than such measurements bear. */
export function formatValue(value: number): string {
	return Number.isFinite(value) ? Number(value.toPrecision(value >= 100 ? 3 : 2)).toLocaleString('en') : '–';
}
