import { Box, Button } from '@rocket.chat/fuselage';
import { useRef, useState, type ReactElement } from 'react';

import type { ImportReport } from '../../../testing/contract';
import type { Operate } from '../model/operator';

/** What came over, and what did not come over as it was. */
function Report({ report: { added, alreadyHere, notes } }: { report: ImportReport }): ReactElement {
	return (
		<ul className="wb-readings" aria-label="What was imported">
			<li>
				<strong>
					{added.users} people, {added.rooms} rooms, {added.messages} messages, {added.files} files
				</strong>
				{alreadyHere > 0 && <span>{alreadyHere} messages were here already</span>}
			</li>
			{notes.map(({ what, count, example }) => (
				<li key={what}>
					<span>
						{count} × {what}, e.g. {example}
					</span>
				</li>
			))}
		</ul>
	);
}

/** Takes the ZIP that Slack gives its administrators, so that an app can be tried on real conversations. */
export function ImportExport({ operate }: { operate: Operate }): ReactElement {
	const input = useRef<HTMLInputElement>(null);
	const [report, setReport] = useState<ImportReport>();
	const take = (file: File | undefined): void => {
		if (!file) return;
		const form = new FormData();
		form.append('file', file, file.name);
		setReport(undefined);
		operate.run('import-slack', form, (answer: ImportReport) => {
			setReport(answer);
			return `${answer.added.messages} messages were imported`;
		});
	};
	return (
		<>
			<Box is="p" fontScale="c1" color="hint">
				People, rooms, threads and files of a Slack export (ZIP) are added to this workspace, or nothing is. Everyone’s password
				is their username.
			</Box>
			<input
				ref={input}
				type="file"
				accept=".zip,application/zip"
				hidden
				aria-label="Slack export"
				onChange={(event) => {
					take(event.target.files?.[0]);
					event.target.value = '';
				}}
			/>
			<Button small disabled={operate.busy} onClick={() => input.current?.click()}>
				Choose a file…
			</Button>
			{report && <Report report={report} />}
		</>
	);
}
