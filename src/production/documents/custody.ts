import { renderHeader } from './header';
import type { Actor, ChunkEntry } from '../../cases/events';
import type { RecordCategory } from '../../policy/entitlement';
import { listContents } from '../contents';
import type { ProductionFacts } from '../facts';
import { content, field, prose, subheading } from '../text/layout';

/** custody.txt: who asked, who approved, from what the records come, and every step that the case's ledger shows. */
export function renderCustody(documentId: string, facts: ProductionFacts, granted: readonly RecordCategory[]): string[] {
	const { decision, snapshot, ledger, software } = facts;
	const opened: readonly string[] = listContents(granted, facts.scope);
	return [
		...renderHeader('CHAIN OF CUSTODY', documentId, facts),
		...subheading('Decision to produce'),
		...renderDecider('Proposed by', decision.requestedBy),
		...field('Proposed at', decision.requestedAt),
		...renderDecider('Approved by', decision.approvedBy),
		...field('Approved at', decision.approvedAt),
		...(decision.byOnePerson ? field('Note', ONE_PERSON) : []),
		...field('User notice', decision.notice.basis),
		...field('- details', decision.notice.details || '(none given)'),
		'',
		...subheading('Source of the records'),
		...prose`The records were copied from the server into a snapshot and sealed at once to a key of the legal team. Each sealed
			piece that was opened for this production is named by the SHA-256 of its sealed bytes, as the ledger had recorded it
			before this production was made.`,
		...field('Snapshot', snapshot.snapshotId),
		...field('Complete at', snapshot.capturedAt),
		...field('Software', `Legal Desk ${software.app}, Rocket.Chat ${software.server}`),
		...snapshot.chunks.filter(({ content: kind }) => opened.includes(kind)).flatMap(renderChunk),
		'',
		...subheading('Ledger of the case'),
		...prose`Each entry is named by its SHA-256 and holds the SHA-256 of the entries before it. An entry that is changed, removed
			or put in between later no longer fits the head hash below, which left the server with this package. The entries
			themselves stay with the producing organisation, which can show them.`,
		...prose`Number of entries shown: ${ledger.lines.length}.`,
		...ledger.lines.flatMap(({ at, who, what, hash }) => [
			...field('At', at),
			...field('Who', who),
			...field('What', what),
			...field('Entry', 'SHA-256:'),
			...content(hash),
			'',
		]),
		...field('Head of the ledger', 'SHA-256:'),
		...content(ledger.headHash),
	];
}

/** A desk of one: said wherever the decision is told. */
export const ONE_PERSON =
	'Proposed and approved by one and the same person. The producing organisation has set its desk to need no second person.';

/** A person of the workspace by username and id, on lines of their own so that neither can pass for the other. */
function renderDecider(label: string, actor: Actor): string[] {
	return actor.kind === 'person'
		? [...field(label, `@${actor.username}`), ...field('- user id', actor.userId)]
		: field(label, `Legal Desk itself (${actor.part})`);
}

function renderChunk({ content: kind, sha256 }: ChunkEntry): string[] {
	return [...field('Sealed piece', kind), ...content(sha256)];
}
