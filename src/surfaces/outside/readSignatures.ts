import type { OpenCase } from '../../cases/caseFile';
import { checkSigning } from '../../cases/decisions';
import type { PreparedVolume } from '../../cases/events/production';
import type { ProductionState } from '../../cases/state';
import { accept, refuse, type Result } from '../../policy/refusal';
import { checkSignatures, type AcceptedSignature, type SignatureFile } from '../../production/outside';
import type { Session } from '../session';

/** A signature with its certificates has some kilobytes. */
const MAX_SIGNATURE_BYTES = 256 * 1024;

export interface ReadSignatures {
	production: ProductionState & { prepared: PreparedVolume[] };
	signatures: AcceptedSignature[];
}

/** Reads the files of a message as signatures of the production that waits for them, and checks that they hold. */
export async function readSignatures(
	{ desk, actor }: Session,
	{ state }: OpenCase,
	messageId: string,
): Promise<Result<ReadSignatures>> {
	const waiting = state.productions
		.filter(({ prepared, status }) => prepared && (status === 'unsigned' || status === 'failed'))
		.at(-1);
	const { rules } = await desk.readRules();
	const production = checkSigning(state, waiting?.productionId ?? '', actor, desk.clock(), rules.productionPeople);
	if (!production.ok) {
		return production;
	}
	const roomId = desk.config?.channelId ?? '';
	const listed = await desk.files.list(messageId, roomId);
	if (!listed.ok) {
		return listed;
	}
	const files: SignatureFile[] = [];
	for (const file of listed.value) {
		const bytes = await desk.files.read(file, roomId, MAX_SIGNATURE_BYTES);
		if (!bytes.ok) {
			return refuse(bytes.code === 'file-too-large' ? 'signature-too-large' : bytes.code, { file: file.name });
		}
		files.push({ name: file.name, bytes: bytes.value });
	}
	const signatures = await checkSignatures(production.value.prepared, files);
	return signatures.ok ? accept({ production: production.value, signatures: signatures.value }) : signatures;
}
