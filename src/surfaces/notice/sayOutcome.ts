import type { NoticeOutcome } from '../../cases/events/notice';
import type { NoticeState } from '../../cases/noticeState';
import type { Say } from '../texts';

/** What became of a notice on either way, in words. Of an e-mail nobody here learns more than that it was queued. */
export function sayOutcome(say: Say, notice: Pick<NoticeState, 'direct' | 'email'> | undefined) {
	const describe = (way: NoticeOutcome | undefined) =>
		way ? [say(`notice.outcome.${way.outcome}`), way.code && sayCode(say, way.code)].filter(Boolean).join(': ') : '–';
	return { direct: describe(notice?.direct), email: describe(notice?.email) };
}

function sayCode(say: Say, code: string): string {
	return say(`notice.why.${code}` as 'notice.why.no-address');
}
