import type { LayoutBlock } from '@rocket.chat/ui-kit';

import type { DeskConfig } from '../../cases/deskState';
import type { Certificate } from '../../cases/events';
import { formatFingerprint } from '../../evidence';
import { formatInstant } from '../../policy/instants';
import type { Session } from '../session';

/** The desk's keys and what an administrator can do about them, in `/legal-setup`. */
export function renderKeys({ say, ui }: Session, config: DeskConfig): LayoutBlock[] {
	const { sealing, signing, recovery, replaced, keyChange, keysSince } = config;
	const print = (certificate: Certificate | undefined) => certificate && formatFingerprint(certificate.fingerprint);
	const [retiring] = replaced.sealing;
	const buttons = keyChange
		? [ui.button('keysContinue', say('keys.button.continue'), { style: 'primary' })]
		: [
				ui.button('keysPassphrase', say('keys.button.passphrase')),
				ui.button('keysRotate', say('keys.button.rotate')),
				ui.button('keysRecovery', say('keys.button.recovery')),
				ui.button('keysSupply', say('keys.button.supply')),
				ui.button('keysExport', say('keys.button.export')),
			];
	return [
		ui.divider(),
		ui.text(say('keys.title', { since: formatInstant(Date.parse(keysSince)) })),
		ui.facts([
			[say('keys.sealing'), print(sealing)],
			[say('keys.signing'), print(signing)],
			[say('keys.recovery'), print(recovery) ?? say('keys.no-recovery')],
			[say('keys.retiring'), print(retiring)],
		]),
		...(keyChange ? [ui.warning(say('keys.unfinished', { since: formatInstant(Date.parse(keyChange.startedAt)) }))] : []),
		ui.actions('keys', ...buttons),
	];
}
