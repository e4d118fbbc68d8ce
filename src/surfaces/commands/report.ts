import { isWhole, loadCase } from '../../cases/caseFile';
import { makeReport } from '../../cases/report';
import { readPeriod, type ReportPeriod } from '../../cases/reportPeriod';
import { writeReportCsv, writeReportText } from '../../cases/reportText';
import type { CaseState } from '../../cases/state';
import { toUtf8 } from '../../evidence';
import type { Session } from '../session';
import type { Command } from '../surface';
import { sayRefusal } from '../texts';

/** `/legal-report 2026-H1`: the transparency report, as text and CSV, in the legal channel. */
export const report: Command = {
	name: 'legal-report',
	description: 'report.command',
	params: 'report.command.params',
	capability: 'make-report',
	async run(session, args) {
		const { desk, say, person, roomId } = session;
		const period = readPeriod(args.join(' '));
		if (!period.ok) {
			return sayRefusal(say, period);
		}
		// Every case is read, which can take longer than a command may.
		postReport(session, period.value).catch(() =>
			desk.channel.whisper(person, roomId, say('report.failed')).catch(() => undefined),
		);
		return say('report.being-made', { period: period.value.name });
	},
};

async function postReport({ desk, person }: Session, period: ReportPeriod): Promise<void> {
	const { config } = desk;
	if (!config) {
		return;
	}
	const { states, unread } = await readEveryCase(desk);
	const made = makeReport(period, states, unread);
	const name = `transparency-report-${period.name}`;
	const post = (fileName: string, text: string) =>
		desk.channel.upload({ roomId: config.channelId, fileName, bytes: toUtf8(text), user: person });
	await post(`${name}.txt`, writeReportText(made, config.organisation, desk.clock()));
	await post(`${name}.csv`, writeReportCsv(made));
}

async function readEveryCase(desk: Session['desk']): Promise<{ states: CaseState[]; unread: number }> {
	const summaries = [...(await desk.everyCase.list('open')), ...(await desk.everyCase.list('closed'))];
	const states = new Map<string, CaseState>();
	let unread = 0;
	for (const caseId of new Set(summaries.map((summary) => summary.caseId))) {
		const loaded = await loadCase(caseId, desk);
		if (isWhole(loaded)) {
			states.set(caseId, loaded.state);
		} else {
			unread += 1;
		}
	}
	return { states: [...states.values()], unread };
}
