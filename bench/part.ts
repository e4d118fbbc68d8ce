/** One part in a process of its own: the engine allows one server to a process. Started by `main.ts`. */
import { prepareDesk } from './desk/openDesk';
import { PARTS } from './parts';
import type { PartSetting } from './report';

export type PartRequest = { prepare: PartSetting } | { part: string; setting: PartSetting };

async function answer(request: PartRequest): Promise<unknown> {
	if ('prepare' in request) {
		const { prepared, zips, subjects } = request.prepare;
		await prepareDesk(prepared, zips, subjects);
		return undefined;
	}
	const part = PARTS[request.part];
	if (!part) {
		throw new Error(`there is no part ${request.part}`);
	}
	const startedAt = performance.now();
	const report = await part.run(request.setting);
	return { part: request.part, title: part.title, ...report, tookMs: Math.round(performance.now() - startedAt) };
}

process.once('message', (request) => {
	answer(request as PartRequest).then(
		(report) => process.send?.({ report }, () => process.exit(0)),
		(error: unknown) => process.send?.({ failure: (error as Error).stack ?? String(error) }, () => process.exit(1)),
	);
});
