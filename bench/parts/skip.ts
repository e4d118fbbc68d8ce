import { findOnlyRoomId, layOutLarge, nameLarge } from '../desk/largeSubject';
import { captureAtLength } from '../desk/longCapture';
import { openDesk, type BenchDesk } from '../desk/openDesk';
import { makeRow, type Part } from '../report';

const PAGE_SIZE = 100;

/**
 * What copying one room costs by `skip` paging: each page begins with the last message before the instant at which the one
 * before ended, so that with an instant of its own for each message a page brings 98 new ones.
 */
export function predictPaging(messages: number): { pages: number; rowsSkipped: number } {
	const stride = PAGE_SIZE - 2;
	const pages = messages < PAGE_SIZE ? 1 : Math.floor((messages - PAGE_SIZE) / stride) + 2;
	return { pages, rowsSkipped: (stride * pages * (pages - 1)) / 2 };
}

async function measure(desk: BenchDesk, messages: number) {
	const subject = nameLarge(messages, 1);
	await layOutLarge(desk.host, subject);
	const captured = await captureAtLength(desk, subject.username, 0);
	return { messages, captured, predicted: predictPaging(messages), roomId: findOnlyRoomId(subject) };
}

export const skip: Part = {
	title: 'Paging by position: one room of so many messages',
	isOnRequest: true,
	async run({ prepared, workDir, quick }) {
		const desk = await openDesk(prepared, workDir);
		const measured = [];
		for (const size of quick ? [1_000, 3_000] : [5_000, 10_000, 20_000, 40_000]) {
			measured.push(await measure(desk, size));
		}
		await desk.close();
		return {
			rows: measured.flatMap(({ messages, captured, predicted }) => [
				makeRow({
					what: 'pages asked for',
					...{ size: messages, ours: captured.pages, floor: predicted.pages, unit: 'calls' },
					against: 'the formula',
				}),
				makeRow({
					what: 'rows skipped',
					...{ size: messages, ours: captured.rowsSkipped, floor: predicted.rowsSkipped, unit: 'rows' },
					against: 'the formula',
				}),
			]),
			curves: [
				{
					title: 'One room, paged by position',
					xLabel: 'messages in the room',
					yLabel: 'rows skipped',
					series: [
						{ name: 'measured', points: measured.map(({ messages, captured }) => [messages, captured.rowsSkipped]) },
						{ name: 'formula', points: measured.map(({ messages, predicted }) => [messages, predicted.rowsSkipped]) },
					],
				},
			],
			notes: measured.map(
				({ messages, captured: { tookMs, jobs } }) =>
					`${messages.toLocaleString('en')} messages: ${(tookMs / 1000).toFixed(1)} s in ${jobs} jobs, ${(tookMs / messages).toFixed(3)} ms each.`,
			),
		};
	},
};
