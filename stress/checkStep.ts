import type { ArchivedEvent } from './archive';
import { checkClosed, checkExtension, checkPurge, checkWithdrawn } from './checkCase';
import { checkWrappedKeys } from './checkKeys';
import { checkDecision, checkPackage } from './checkPackage';
import type { Reply } from './reply';
import { findBetrayals, listHidden } from './secrecy';
import type { Who } from './steps';
import type { World } from './world';

/**
 * What each person may never be shown: secrets of the subject, and for those outside the team anything of any case. A notice
 * names the agency to the subject, who has a right to it; when it may go out is checked by the ledger.
 */
const FORBIDDEN: Record<Who, RegExp> = {
	officer: /CANARY-/,
	officer2: /CANARY-/,
	counsel: /CANARY-/,
	admin: /CANARY-|maria\.silva@|joao\.prado@/,
	outsider: /CANARY-|Wilmington|LE-\d{4}-\d{4}|Preservation holds/,
	subject: /LE-\d{4}-\d{4,}(-| ·)|Preservation holds/,
};

/** What no view may show them, whatever they read in messages that are for them. */
const NO_VIEW: Partial<Record<Who, RegExp>> = { subject: /LE-\d{4}-\d{4}/, admin: /Wilmington/ };

const FAILED = 'Something went wrong';

/** What is known beside the database: which step wrote what. */
export class Watch {
	private heardBefore = 0;

	private step = 0;

	/** Lines about failures, each with a code of its own, that were told before. */
	private readonly failures = new Set<string>();

	/** By the hash of the event. */
	readonly stepOf = new Map<string, number>();

	/** How many events of a type the desk has said that it recorded, by case and type. */
	readonly promised = new Map<string, number>();

	constructor(private readonly world: World) {}

	/**
	 * Looks at what a step left behind.
	 *
	 * @param excused whether a fault struck meanwhile: then an answer may be missing; what was said has to be true all the same
	 * @returns what is wrong, in words
	 */
	check(replies: readonly Reply[], excused: boolean): string[] {
		this.step += 1;
		const { events, texts } = this.world.archive.refresh();
		events.forEach(({ hash }) => this.stepOf.set(hash, this.step));
		return [
			...replies.flatMap((reply) => checkAnswer({ ...reply, said: this.withoutEchoes(reply.said) }, excused)),
			...replies.flatMap((reply) => this.checkPromise(reply)),
			...texts
				.filter((text) => text.includes('CANARY-'))
				.map((text) => `a secret lies unsealed in the database: ${text.slice(0, 200)}`),
			...this.world.complaints.splice(0),
			...this.checkHeard(),
			...[...new Set(events.map(({ ledger }) => ledger))].flatMap((ledger) => this.checkLedger(ledger)),
			...events.flatMap((event) => this.checkEvent(event)),
		];
	}

	/** A person sits at both servers: what one says comes to the other client as well, later. */
	private withoutEchoes(said: readonly string[]): string[] {
		const fresh = said.filter((line) => !this.failures.has(line));
		fresh.filter((line) => line.includes(FAILED)).forEach((line) => this.failures.add(line));
		return fresh;
	}

	private checkPromise({ done }: Reply): string[] {
		if (!done) {
			return [];
		}
		const { archive } = this.world;
		const caseId = archive.cases.find(({ reference }) => reference === done.reference)?.caseId;
		return done.types.flatMap((type) => {
			const key = `${done.reference} ${type}`;
			this.promised.set(key, (this.promised.get(key) ?? 0) + 1);
			const found = (archive.ledgers.get(caseId ?? '') ?? []).filter((event) => event.type === type).length;
			return found >= (this.promised.get(key) ?? 0)
				? []
				: [`${done.reference}: the desk said that ${type} was done, and it is not recorded`];
		});
	}

	private checkHeard(): string[] {
		const { heard } = this.world;
		const fresh = heard.slice(this.heardBefore);
		this.heardBefore = heard.length;
		const leaks = fresh.flatMap(({ who, text }) => {
			const leak = FORBIDDEN[who].exec(text) ?? (text.startsWith('{"kind":"interaction"') ? NO_VIEW[who]?.exec(text) : undefined);
			return leak ? [`${who} was shown “${leak[0]}”: ${text.slice(Math.max(0, leak.index - 100), leak.index + 200)}`] : [];
		});
		return [...leaks, ...findBetrayals(listHidden(this.world.archive), fresh)];
	}

	private checkLedger(ledger: string): string[] {
		return this.world.archive.fold(ledger).problems.map(({ code, hash }) => `ledger ${ledger}: ${code} at ${hash}`);
	}

	private checkEvent(event: ArchivedEvent): string[] {
		switch (event.type) {
			case 'notice.finished':
				return this.checkNotice(event);
			case 'production.delivered':
				return checkPackage(this.world, event);
			case 'case.closed':
				return checkClosed(this.world.archive, event);
			case 'keys.changed':
				return checkWrappedKeys(this.world.archive);
			case 'purge.started':
				return checkPurge(this.world.archive, event);
			case 'hold.extended':
				return checkExtension(this.world.archive, event);
			case 'production.approved':
			case 'production.resumed':
			case 'production.signed':
				return checkWithdrawn(this.world.archive, event);
			case 'emergency.decided':
				return checkDecision(this.world.archive, event);
			default:
				return [];
		}
	}

	/** No notice may go out while an order that was recorded in an earlier step is in force. */
	private checkNotice({ ledger, body }: ArchivedEvent): string[] {
		const events = this.world.archive.ledgers.get(ledger) ?? [];
		const started = events.find(({ type, body: { noticeId } }) => type === 'notice.started' && noticeId === body.noticeId);
		if (!started || (body.direct.outcome !== 'posted' && body.email.outcome !== 'queued')) {
			return [];
		}
		const step = this.stepOf.get(started.hash) ?? 0;
		const isBefore = ({ hash }: ArchivedEvent) => (this.stepOf.get(hash) ?? 0) < step;
		const about = (type: string, orderId: string) =>
			events.filter((event) => event.type === type && event.body.orderId === orderId);
		const at = Date.parse(started.at);
		return events
			.filter((event) => event.type === 'order.recorded' && isBefore(event))
			.filter(({ body: { orderId, endsOn } }) => {
				const extensions = about('order.extended', orderId).filter(isBefore);
				const end = extensions.length > 0 ? extensions.at(-1)?.body.endsOn : endsOn;
				return about('order.lifted', orderId).length === 0 && (end === undefined || endOfDay(end) > at);
			})
			.map(
				({ body: { number } }) => `notice ${started.body.number} went out at ${started.at} while order ${number} was in force`,
			);
	}
}

/** A day of an order is over when it is over everywhere on earth: twelve hours after it is in Greenwich. */
const endOfDay = (day: string): number => Date.parse(day) + 36 * 3_600_000;

/** Every answer is something that a person can act on. */
function checkAnswer({ who, said, opened, done, unanswered, idle }: Reply, excused: boolean): string[] {
	if (idle) {
		return [];
	}
	const wrong = said.filter((line) => !isSentence(line)).map((line) => `${who} was told what is no sentence: “${line}”`);
	if (excused) {
		return wrong;
	}
	if (unanswered !== undefined) {
		return [...wrong, `${who} got no answer: ${unanswered}`];
	}
	return [
		...wrong,
		...(said.length === 0 && !opened && !done ? [`${who} was told nothing`] : []),
		...said.filter((line) => line.includes(FAILED)).map((line) => `${who}, without any fault: ${line}`),
	];
}

function isSentence(line: string): boolean {
	return line.split(/\s+/).length >= 3 && !/undefined|\[object|NaN|\{\w+\}/.test(line) && /[.!?:)”\d]$/.test(line.trim());
}
