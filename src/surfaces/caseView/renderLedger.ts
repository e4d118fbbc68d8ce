import type { LoadedCase } from '../../cases/caseFile';
import { describeLine } from '../../cases/describeEvent';
import type { ModalView, Session } from '../session';

const PER_PAGE = 15;

/**
 * A page of a case's ledger, newest first.
 *
 * @param caseFile loaded whole
 */
export function renderLedger({ say, ui }: Session, caseFile: LoadedCase, page: number): ModalView {
	const { recent: events, problems, void: voided, caseId, head } = caseFile;
	const newestFirst = [...events].reverse();
	const pages = Math.max(1, Math.ceil(events.length / PER_PAGE));
	const at = Math.min(page, pages - 1);
	const shown = newestFirst.slice(at * PER_PAGE, (at + 1) * PER_PAGE);
	const buttons = [
		...(at > 0 ? [ui.button('caseLedger', say('button.previous'), { value: `${caseId}:${at - 1}` })] : []),
		...(at < pages - 1 ? [ui.button('caseLedgerNext', say('button.next'), { value: `${caseId}:${at + 1}` })] : []),
		ui.button('exportLedger', say('case.button.export'), { value: caseId }),
	];
	return {
		title: say('ledger.title', { reference: caseFile.state?.reference ?? '' }),
		blocks: [
			...problems.map(({ code, hash }) => ui.warning(say('ledger.problem', { what: say(`ledger.problem.${code}`), hash }))),
			ui.note(say('ledger.page', { page: at + 1, pages, count: events.length, head })),
			...shown.map((event) => {
				const line = describeLine(event, voided);
				const mark = line.voidBecause ? `\n${say('ledger.void', { why: line.voidBecause })}` : '';
				return ui.text(`${line.at}  ${line.who}\n${line.type}  ${line.facts}${mark}\n${line.hash}`);
			}),
			ui.actions('ledger-pages', ...buttons),
		],
	};
}
