/**
 * What stands out, with its cause: written by hand after profiling, to be read again whenever the tables change.
 * Each names where in `src` it comes from.
 */
export const FINDINGS = `## What stands out, and why

Written by hand; profiled on 2026-11-23. Where a table below no longer shows it, the sentence should go.

- **References read the whole year** (\`cases/references.ts\`, \`platform/caseIndex.ts\`: \`find\`). Opening a case by reference and claiming a new one read every claim of the year, so both grow with the year's cases. A claim that takes longer than its patience starts over with twice as much, so a full year makes a submit slower, not impossible. The table shows where.
- **A look at an account reads all looks of the month** (\`cases/caseFile.ts\`: \`appendToDesk\`), only to find the last one.
- **Every 200th append** makes a checkpoint, which reads and verifies the ledger from its beginning, twice (\`cases/checkpoint.ts\`); the other appends cost the same at 100 and at 10,000 events.
- **A command's time is its round trips**: against the same calls made by an app that does nothing else, little is left. The aim's floor counts persistence calls only and leaves out the caller, the caller's rooms and the opening of the view, which no command of the desk can do without; that is most of what is missed. Nearly all calls wait for one another, about a millisecond each: the desk's ledger, the caller and the caller's rooms do not depend on each other and are read in turn.
- **A submit writes more than its events**: each append also reads the checkpoints, rewrites the summary and removes the other list's, four calls in a row for each group of events.
- **Small captures** pay for their ledger events, keys, summary and card, some thirty calls that do not depend on the account's size; read the margin of each further record. What a message costs beyond the bare loop, some 0.05 ms of the app's own, goes half into writing its two records (the message, and its metadata alone) as canonical JSON, an eighth into gzip, digest and sealing, a tenth into making the metadata record; the bare loop writes bytes that cost nothing to make.
- **A production computes far more than stock tools do for the same bytes**: they are given the finished files. Two fifths of the time go into checking the fields of each record (\`production/selectRecords.ts\` builds the same zod schema anew for every record), somewhat less into laying out the text, a fifteenth into the ZIP.
- **The event loop is held** for the selection, the text and the ZIP of a package as a whole; at about ten thousand records that comes to 200 ms.
- **Lists and sweep do not depend on closed cases**; they grow with the open ones, whose summaries come in one read.
- **Start-up follows the bundle**: the engine parses and compiles it at each start. The bundle is near the limit that packaging enforces.
- **Memory** rises in the first hundred commands as code is compiled, then by steps of V8's heap; 3,000 lists of holds in a row (not in the table) went from 123 to 130 MB over 2,400 and then took one step to 160 MB, while the probe app stayed at 93. Thirty captures of 1,000 messages went from 107 MB to 192 in twenty and to 196 in the last ten.
- In the workbench the app's clock reads a small file once a millisecond at most, which a server does not do; code that asks for the time at every record pays for it here.`;
