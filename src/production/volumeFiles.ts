import { toUtf8, type CertificateFacts } from '../evidence';
import { renderReadme, type ListedFile } from './documents/readme';
import { nameVolume, type ProductionFacts, type VolumePlace } from './facts';
import { encodeText } from './text/layout';
import { VIEWER_FILE } from './viewer/renderViewer';
import type { VolumeDraft } from './volume';

/** The signer's certificate, beside the README. */
export const SIGNER_FILE = 'signer.pem';

/**
 * What stands beside a volume's `data/`: made when everything in `data/` is known, and signed with it.
 *
 * @returns path beside `data/` → bytes
 */
export function listVolumeFiles(
	volume: VolumeDraft,
	place: VolumePlace,
	facts: ProductionFacts,
	signer: CertificateFacts,
): Map<string, Uint8Array> {
	const files: ListedFile[] = [
		{ path: 'README.txt', documentId: volume.readmeId, holds: 'this text' },
		{ path: VIEWER_FILE, holds: 'a page for a browser: reads the records, checks the files' },
		...volume.listed,
		{ path: SIGNER_FILE, holds: 'the certificate of the signer' },
	];
	const { readmeId: documentId, records } = volume;
	const readme = renderReadme({ documentId, facts, place, files, records, signer });
	return new Map([
		['README.txt', encodeText(readme)],
		[SIGNER_FILE, toUtf8(signer.pem)],
		[VIEWER_FILE, volume.viewer.render(nameVolume(facts, place))],
	]);
}
