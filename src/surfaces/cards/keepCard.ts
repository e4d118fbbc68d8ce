import { isForWholeChannel } from './audience';
import { renderCard } from './renderCard';
import { appendEvents, type OpenCase } from '../../cases/caseFile';
import type { Actor } from '../../cases/events';
import type { Desk } from '../../platform/desk';
import { keepTimeline } from '../timeline';

const SWEEP: Actor = { kind: 'desk', part: 'sweep' };

/**
 * Makes the case card in the legal channel show the case as it is: posts it the first time, edits it afterwards, and posts
 * it anew when somebody has deleted it. A card that cannot be written stops nothing: the ledger is the truth, and the
 * sweep posts a card that is missing. A case that is not for everybody in the channel has no card; that is recorded, so that no
 * sweep looks for one, and what happens in the case once it is for everybody posts it.
 *
 * @returns the case, with the card's message recorded
 */
export async function keepCard(desk: Desk, caseFile: OpenCase): Promise<OpenCase> {
	if (!(await isForWholeChannel(desk, caseFile.state))) {
		const { card, isCardWithheld, restrictedTo } = caseFile.state;
		const isToldBy = card ?? isCardWithheld ?? restrictedTo;
		const withheld = { type: 'card.withheld' as const, body: {} };
		return isToldBy ? caseFile : appendEvents(caseFile, [withheld], SWEEP, desk).catch(() => caseFile);
	}
	const kept = await writeCard(desk, caseFile);
	// The thread is said beside the action, which does not wait for it.
	keepTimeline(desk, kept).catch(() => undefined);
	return kept;
}

async function writeCard(desk: Desk, caseFile: OpenCase): Promise<OpenCase> {
	const post = renderCard(desk.appId, caseFile.state);
	const { card } = caseFile.state;
	if (card && (await succeeds(desk.channel.edit(card.messageId, post)))) {
		return caseFile;
	}
	if (!desk.config) {
		return caseFile;
	}
	try {
		const roomId = desk.config.channelId;
		const messageId = await desk.channel.post(roomId, post);
		return await appendEvents(caseFile, [{ type: 'card.posted', body: { roomId, messageId } }], SWEEP, desk);
	} catch {
		return caseFile;
	}
}

function succeeds(attempt: Promise<void>): Promise<boolean> {
	return attempt.then(
		() => true,
		() => false,
	);
}
