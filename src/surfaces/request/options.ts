import { marksOf } from './fields';
import { LEGAL_ROUTES } from '../../cases/events/case';
import { RECEIVED_BY } from '../../policy/contact';
import { ENTITLEMENTS, LEGAL_PROCESSES } from '../../policy/entitlement';
import type { RequestKind } from '../../policy/requestKinds';
import type { Say, TextKey } from '../texts';
import type { Option } from '../ui';

/** What can be chosen in a field. */
export function optionValuesOf(field: string, kind: RequestKind): readonly string[] {
	switch (field) {
		case 'route':
			return LEGAL_ROUTES;
		case 'receivedBy':
			return RECEIVED_BY;
		case 'process':
			return LEGAL_PROCESSES;
		case 'marks':
			return marksOf(kind);
		case 'nonDisclosure':
			return ['none', 'order'];
		default:
			return ['no', 'yes'];
	}
}

export function optionsOf(field: string, kind: RequestKind, say: Say): Option[] {
	return optionValuesOf(field, kind).map((value) => ({ value, text: nameOption(field, value, say) }));
}

function nameOption(field: string, value: string, say: Say): string {
	if (field === 'process') {
		return ENTITLEMENTS[value as keyof typeof ENTITLEMENTS].title;
	}
	if (field === 'marks') {
		return say(`mark.${value}` as TextKey);
	}
	return say(`request.${field === 'receivedBy' ? 'received-by' : 'option'}.${value}` as TextKey);
}
