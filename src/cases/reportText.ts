import { BAND, type TransparencyReport } from './report';

/** The report as a text that opens in any editor. */
export function writeReportText(report: TransparencyReport, organisation: string, madeAt: number): string {
	const { period, requests, accounts, productions, notices, closings, restricted, unread } = report;
	const table = (rows: readonly (readonly (string | number)[])[], none: string) =>
		rows.length > 0 ? rows.map((cells) => `  ${cells.map(String).join(' | ')}`) : [`  ${none}`];
	return [
		`TRANSPARENCY REPORT ${period.name}`,
		'',
		`Of        ${organisation}`,
		`Period    ${period.from} to ${period.to}, by the day on which a request was received or a production delivered (UTC)`,
		`Made      ${new Date(madeAt).toISOString()}`,
		'',
		'REQUESTS: kind | legal process | outcome | requests | accounts',
		...table(
			requests.map((row) => [row.kind, row.process, row.outcome, row.requests, row.accounts]),
			'none',
		),
		`  All of these: ${requests.reduce((sum, row) => sum + row.requests, 0)} requests, ${accounts} accounts, each counted once`,
		'',
		'PRODUCTIONS DELIVERED: legal process | productions',
		...table(
			productions.map((row) => [row.process, row.count]),
			'none',
		),
		'',
		'NOTICE TO ACCOUNT HOLDERS OF THESE PRODUCTIONS: basis | productions',
		...table(
			notices.map((row) => [row.basis, row.count]),
			'none',
		),
		'',
		'CASES CLOSED: how they ended | cases',
		...table(
			closings.map((row) => [row.outcome, row.count]),
			'none',
		),
		'',
		'NATIONAL SECURITY LETTERS AND OTHER RESTRICTED CASES',
		`  Requests ${restricted.requests}, accounts ${restricted.accounts}`,
		`  Given in bands of ${BAND}, as 50 U.S.C. § 1874(a)(3) permits; a band is given also where there was none. These requests`,
		'  are in no other number of this report. Counsel checks the period and the delay that the statute sets before publication.',
		...(unread > 0 ? ['', `CASES THAT COULD NOT BE READ AND ARE IN NO NUMBER: ${unread}. Verify them with /legal-verify.`] : []),
		'',
	].join('\r\n');
}

/** The report as CSV (RFC 4180), one number a row. */
export function writeReportCsv(report: TransparencyReport): string {
	const { period, requests, accounts, productions, notices, closings, restricted, unread } = report;
	const rows: (string | number)[][] = [
		['period', 'table', 'kind', 'process', 'outcome', 'measure', 'value'],
		...requests.flatMap((row) => [
			[period.name, 'requests', row.kind, row.process, row.outcome, 'requests', row.requests],
			[period.name, 'requests', row.kind, row.process, row.outcome, 'accounts', row.accounts],
		]),
		[period.name, 'requests', 'all', 'all', 'all', 'accounts', accounts],
		...productions.map((row) => [period.name, 'productions', '', row.process, 'delivered', 'productions', row.count]),
		...notices.map((row) => [period.name, 'notices', '', '', row.basis, 'productions', row.count]),
		...closings.map((row) => [period.name, 'closings', '', '', row.outcome, 'cases', row.count]),
		[period.name, 'restricted', '', '', '', 'requests', restricted.requests],
		[period.name, 'restricted', '', '', '', 'accounts', restricted.accounts],
		[period.name, 'unread', '', '', '', 'cases', unread],
	];
	return rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('');
}

/** Spreadsheets run a cell that begins with one of these; an apostrophe before it makes it text. */
function writeCell(value: string | number): string {
	const text = String(value);
	const safe = typeof value === 'string' && /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
	return `"${safe.replaceAll('"', '""')}"`;
}
