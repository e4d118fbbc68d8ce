import type { Appliers } from './appliers';
import type { DocumentEvents } from '../events/document';

export const applyDocumentEvents: Appliers<keyof DocumentEvents> = {
	'document.attached'(state, { body, at, actor }) {
		if (state.documents.some(({ documentId }) => documentId === body.documentId)) {
			return 'already-attached';
		}
		return { ...state, documents: [...state.documents, { ...body, attachedAt: at, attachedBy: actor }] };
	},
	'document.missed': (state, { body, at }) => ({
		...state,
		missedDocuments: [...state.missedDocuments, { ...body, at }],
	}),
	'document.opened': (state, { body: { documentId } }) =>
		state.documents.some((known) => known.documentId === documentId) ? state : 'no-such-document',
};
